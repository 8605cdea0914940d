"""The data inventory: what the code keeps about people, for what, how long, who gets it; which rights it serves.

`rights` are those of data subjects, `consumer_rights` those of buyers, which the public offer is checked against.

`{"inventory": {…}, "digest": sha256, "signature": JWS}`. The digest is over the canonical JSON (RFC 8785) of the
inventory without `issued_at` and `subjects`; the signature is a compact JWS of the receipts' key over
`{"build", "digest", "issued_at"}`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings

from frontend_contracts.wire import personal_data
from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from shop_api.adapters import recipients
from shop_api.consent import receipts
from shop_api.consent.queries import subjects
from shop_api.gate.use_case import UseCase, all_use_cases
from shop_api.privacy import rules
from shop_api.values import law
from shop_api.values.clock import day_in_almaty
from shop_api.values.purposes import Flag, Purpose, Switch

SCHEMA_VERSION = 1
TYPE = "data-inventory+jwt"
OUTSIDE_DIGEST = ("issued_at", "subjects")


def unsigned() -> dict[str, Any]:
    """The part that only the code decides, for review: the same on every machine and day until a rule changes.

    :raises MarkMissing: a field has no mark, or there is no field at all
    """
    facts = _facts("0.1.0", _LAW_READ_ON)
    return {"inventory": facts, "digest": digest_of(facts)}


def signed(at: datetime) -> dict[str, Any]:
    """The inventory of what runs now, issued at the full hour: asking twice in an hour gives the same bytes."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    return _signed_at(hour, settings.BUILD)


def digest_of(inventory: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the canonical inventory without what changes by itself."""
    return sha256_hex(canonical_json({name: inventory[name] for name in inventory if name not in OUTSIDE_DIGEST}))


def forget() -> None:
    """Count anew on the next request; for tests."""
    _signed_at.cache_clear()


#: The day whose clocks the committed file shows; move it when a new rule shall show in review.
_LAW_READ_ON = date(2026, 11, 22)


@lru_cache(maxsize=2)
def _signed_at(hour: datetime, build: str) -> dict[str, Any]:
    facts = _facts(build, day_in_almaty(hour))
    digest = digest_of(facts)
    issued_at = hour.strftime("%Y-%m-%dT%H:%M:%SZ")
    statement = {"build": build, "digest": digest, "issued_at": issued_at}
    return {
        "inventory": facts | {"issued_at": issued_at, "subjects": _counts()},
        "digest": digest,
        "signature": receipts.signed(statement, kind=TYPE),
    }


def _facts(build: str, on: date) -> dict[str, Any]:
    fields = _fields()
    reached = recipients.registered()
    return {
        "schema_version": SCHEMA_VERSION,
        "build": build,
        "fields": fields,
        "categories": sorted({row["category"] for row in fields}),
        "purposes": [_asked(flag) for flag in Purpose],
        "switches": [_asked(flag) for flag in Switch],
        "recipients": [one.to_json() for one in sorted(reached, key=lambda one: one.id)],
        "rights": sorted((row.to_json(on) for row in rules.RIGHTS), key=lambda row: str(row["id"])),
        "consumer_rights": sorted(
            (row.to_json(on) for row in rules.served(all_use_cases())), key=lambda row: str(row["id"])
        ),
        "rules": sorted((row.to_json() for row in law.rows()), key=lambda row: (row["id"], row["valid_from"])),
    }


def _fields() -> list[dict[str, Any]]:
    """Each personal field with its marks.

    :raises MarkMissing: a field has no mark, or none is personal
    """
    found = []
    for model, field, mark in personal_data.marked_fields():
        name = f"{model._meta.label}.{field.name}"
        if mark is None:
            raise personal_data.MarkMissing(f"{name} has no mark.")
        if isinstance(mark, personal_data.PersonalMark):
            told = mark.to_json()
            found.append(
                {
                    "field": name,
                    "category": told["category"],
                    "purposes": told["why"],
                    "terms": told["keep"],
                    "on_erasure": told["on_erasure"],
                }
            )
    if not found:
        raise personal_data.MarkMissing("There is no personal field to list.")
    return sorted(found, key=lambda row: str(row["field"]))


def _asked(flag: Flag) -> dict[str, Any]:
    """Which writes need a flag, for all or for some commands, and in which it is optional."""
    writes = [one for one in all_use_cases().values() if _asks_by_itself(one)]
    return {
        "id": flag.value,
        "required_by": [one.name for one in writes if one.declared and _requires(one, flag)],
        "optional_in": [one.name for one in writes if one.declared and flag in one.declared.optional],
    }


def _asks_by_itself(one: UseCase[Any]) -> bool:
    """Answering flags apart from a write offers them all and needs none."""
    return one.declared is not None and bool(one.declared.purposes or one.declared.sometimes)


def _requires(one: UseCase[Any], flag: Flag) -> bool:
    return one.declared is not None and flag in (*one.declared.purposes, *one.declared.sometimes)


def _counts() -> dict[str, int]:
    """For how many people each flag stands, rounded; flags of fewer than ten people are left out."""
    told = {flag: rules.told_count(people) for flag, people in subjects.standing_counts().items()}
    return {flag: count for flag, count in sorted(told.items()) if count is not None}
