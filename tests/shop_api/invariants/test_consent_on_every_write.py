"""Consent on every write, proved: each mutation and route without its block is refused, and nothing is stored."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from frontend_contracts.wire.webhooks import canonical_json
from shop_api.consent import form_token, models, rules
from shop_api.gate.consent_port import Ground
from shop_api.gate.use_case import all_use_cases
from tests.shop_api import rows
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Answer, Door
from tests.shop_api.invariants import writes
from tests.shop_api.invariants.cast import Cast

pytestmark = pytest.mark.django_db

WITH_PURPOSES = [name for name in writes.WITH_CONSENT if (one := all_use_cases()[name].declared) and one.purposes]
LEFT_OUT = object()
#: Nothing that merely looks like a yes is one (api.md, "Consent on every write").
NO_CONSENT = {
    "false": (False, "consent.required"),
    "left out": (LEFT_OUT, "consent.required"),
    "null": (None, "input.invalid"),
    "yes": ("yes", "input.invalid"),
    "true as text": ("true", "input.invalid"),
    "one": (1, "input.invalid"),
    "false in a list": ([False], "input.invalid"),
    "an object": ({}, "input.invalid"),
}


def test_there_are_writes_to_try() -> None:
    assert len(writes.WITH_CONSENT) == 14


def test_every_use_case_declares_consent_or_a_ground() -> None:
    undeclared = [name for name, one in all_use_cases().items() if (one.declared is None) == (one.ground is None)]
    grounds = {one.ground for one in all_use_cases().values() if one.ground is not None}

    assert undeclared == []
    assert grounds == set(Ground)


@pytest.mark.parametrize("name", writes.WITH_CONSENT)
def test_a_write_without_consent_is_refused_and_nothing_is_stored(door: Door, cast: Cast, name: str) -> None:
    asked = writes.prepared(name, cast)
    block = cast.consent(name, asked.caller)
    tries = {**_without_a_block(), **_with_a_bad_form(block), **_with_bad_flags(name, block)}
    cast.forget_counts()
    before = rows.snapshot()

    refused = {
        label: _outcome(door.call(name, asked.caller, None, {}, asked.values | sent), before)
        for label, (sent, _) in tries.items()
    }

    assert refused == {label: (code, {}) for label, (_, code) in tries.items()}
    # It was really for want of consent: the very same command succeeds once it is given.
    given = door.call(name, asked.caller, None, {}, asked.values | {"consent": block})
    assert given.error is None, given.body


@pytest.mark.parametrize("name", WITH_PURPOSES)
def test_a_purpose_the_policy_lacks_stops_the_write(door: Door, cast: Cast, name: str) -> None:
    """The form was shown, then a version without the purpose came into force."""
    asked = writes.prepared(name, cast)
    block = cast.consent(name, asked.caller)
    lacking = [one for one in consent.document()["purposes"] if one["id"] not in block["flags"]]
    consent.publish_policy(version=2, purposes=lacking)
    before = rows.snapshot()

    answer = door.call(name, asked.caller, None, {}, asked.values | {"consent": block})

    assert _outcome(answer, before) == ("policy.not_in_force", {})


def test_a_whatsapp_contact_needs_both_transfer_flags(door: Door, cast: Cast) -> None:
    asked = writes.prepared("place_order", cast)
    asked.values["recipient"] = {**asked.values["recipient"], "whatsapp": "+7 701 000 11 22"}
    block = cast.consent("place_order", asked.caller)
    before = rows.snapshot()

    refused = door.call("place_order", asked.caller, None, {}, asked.values | {"consent": block})

    assert _outcome(refused, before) == ("consent.required", {})
    for flag in ("cross_border_transfer", "third_party_transfer"):
        lacking = {**block, "flags": {**block["flags"], flag: True}}
        refused = door.call("place_order", asked.caller, None, {}, asked.values | {"consent": lacking})
        assert _outcome(refused, before) == ("consent.required", {})
    block["flags"] |= {"cross_border_transfer": True, "third_party_transfer": True}
    assert door.call("place_order", asked.caller, None, {}, asked.values | {"consent": block}).error is None


def test_consent_is_asked_again_after_a_material_change(door: Door, cast: Cast) -> None:
    asked = writes.prepared("add_cart_line", cast)
    block = cast.consent("add_cart_line", asked.caller)
    consent.publish_policy(version=2, material=True)
    before = rows.snapshot()

    refused = door.call("add_cart_line", asked.caller, None, {}, asked.values | {"consent": block})

    assert _outcome(refused, before) == ("consent.outdated", {})
    fresh = cast.consent("add_cart_line", asked.caller)
    assert door.call("add_cart_line", asked.caller, None, {}, asked.values | {"consent": fresh}).error is None


def test_a_refused_stranger_leaves_no_personal_field_in_the_audit_row(door: Door, cast: Cast) -> None:
    from shop_api.gate.models import AuditRow

    door.sign_up(**writes.prepared("sign_up", cast).values)

    row = AuditRow.objects.order_by("at").last()
    assert row is not None
    assert (row.use_case, row.outcome, row.actor_id, row.object_id, row.details) == (
        "sign_up",
        "consent.required",
        None,
        "",
        {},
    )


OFFERS_MARKETING = [
    name
    for name in writes.WITH_CONSENT
    if (one := all_use_cases()[name].declared) and rules.MARKETING & set(one.offered())
]


def test_marketing_is_offered_somewhere() -> None:
    assert {"sign_up", "place_order", "give_or_refuse_consents"} <= set(OFFERS_MARKETING)


@pytest.mark.parametrize("name", OFFERS_MARKETING)
def test_a_browser_that_asks_not_to_be_tracked_refuses_marketing_with_every_write(
    door: Door, cast: Cast, name: str
) -> None:
    """`Sec-GPC: 1` counts, whatever a script has ticked."""
    asked = writes.prepared(name, cast)
    ticked = writes.with_consent(name, cast, asked)
    ticked["consent"]["flags"] |= {flag.value: True for flag in rules.MARKETING}
    before = models.ConsentEvent.objects.filter(record__flag="marketing_email").count()

    answer = door.call(name, asked.caller.with_headers(**{"Sec-GPC": "1"}), None, {}, ticked)

    assert answer.error is None, answer.body
    said = models.ConsentEvent.objects.filter(record__flag="marketing_email").order_by("recorded_at", "seq")[before:]
    assert [one.state for one in said] == ["refused"]


def _without_a_block() -> dict[str, tuple[dict[str, Any], str]]:
    return {
        "no block": ({}, "consent.required"),
        "block is null": ({"consent": None}, "consent.required"),
    }


def _with_a_bad_form(block: dict[str, Any]) -> dict[str, tuple[dict[str, Any], str]]:
    token = block["form"]
    shown = form_token.opened(token, timezone.now())
    expired = form_token.made(dataclasses.replace(shown, shown_at=shown.shown_at - timedelta(hours=24, seconds=1)))
    ahead = form_token.made(dataclasses.replace(shown, shown_at=shown.shown_at + timedelta(hours=1)))
    unknown = form_token.made(dataclasses.replace(shown, version=99))
    other_text = form_token.made(dataclasses.replace(shown, text_sha256="0" * 64))
    head, _, signature = token.partition(".")
    forged = {
        "another signature": f"{head}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}",
        "another body": f"{form_token._encoded(canonical_json({'s': 'privacy'}))}.{signature}",
        "no signature": head,
        "empty form": "",
        "nonsense": "forged",
        "expired": expired,
        "from the future": ahead,
        "a version that never was": unknown,
        "another text": other_text,
    }
    return {
        label: ({"consent": {"form": form, "flags": block["flags"]}}, _form_refusal(label))
        for label, form in forged.items()
    }


def _form_refusal(label: str) -> str:
    return "policy.not_in_force" if label == "a version that never was" else "consent.form_invalid"


def _with_bad_flags(name: str, block: dict[str, Any]) -> dict[str, tuple[dict[str, Any], str]]:
    declared = all_use_cases()[name].declared
    assert declared is not None
    tries: dict[str, tuple[dict[str, Any], str]] = {
        "a flag nobody knows": (_flags(block, sold_to_anyone=True), "consent.flag_not_offered")
    }
    for flag in declared.purposes or (next(iter(declared.optional)),):
        for label, (value, code) in NO_CONSENT.items():
            if not declared.purposes and code == "consent.required":
                continue  # where every flag is optional, a no is an answer that is recorded
            tries[f"{flag.value} {label}"] = (_flags(block, **{flag.value: value}), code)
    return tries


def _flags(block: dict[str, Any], **changes: Any) -> dict[str, Any]:
    flags = {name: value for name, value in {**block["flags"], **changes}.items() if value is not LEFT_OUT}
    return {"consent": {"form": block["form"], "flags": flags}}


def _outcome(answer: Answer, before: dict[str, int]) -> tuple[str | None, dict[str, int]]:
    """The code, and what the refusal left in any table beyond its audit row and rate counters."""
    return answer.error, rows.left_behind(before)
