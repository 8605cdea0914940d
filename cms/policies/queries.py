"""What the public may ask about policies. Both doors call these; they read versions and nothing else.

Each question costs one statement, whatever the number of versions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from cms.policies import clause_readings, clauses, contracts, differences, materiality, rules
from cms.policies.contracts import LOCALES
from cms.policies.operator import operator as configured_operator
from cms.policies.problems import PolicyNotInForce
from cms.policies.publishing import date_in_almaty, is_withdrawn
from cms.policies.versions import PolicyVersion
from frontend_contracts.wire import cursors
from frontend_contracts.wire.policy_changes import Changes
from frontend_contracts.wire.problem_base import FieldError
from frontend_contracts.wire.problems import InputInvalid, NotFound

# Raw, so that Django does not compose them anew with every page of a storefront. They leave out `sections`.
_COLUMNS = """v.id, v.page_id, v.slug, v.kind, v.number, v.effective_from, v.authoritative_locale, v.material,
        v.canonical_document, v.sha256, v.published_at"""
# What has happened to a version since: whether it was taken back, and whether a later one took its place.
_SINCE = """EXISTS (SELECT FROM policies_policyversionwithdrawal w WHERE w.version_id = v.id) AS is_taken_back,
        EXISTS (
            SELECT FROM policies_policyversion later
            WHERE later.slug = v.slug AND later.effective_from <= %(today)s
                AND (later.effective_from, later.number) > (v.effective_from, v.number)
                AND NOT EXISTS (SELECT FROM policies_policyversionwithdrawal w WHERE w.version_id = later.id)
        ) AS is_overtaken"""
_IN_FORCE = """
    FROM policies_policyversion v
    WHERE v.slug = %(slug)s AND v.effective_from <= %(day)s
        AND (%(published_by)s::timestamptz IS NULL OR v.published_at <= %(published_by)s::timestamptz)
        AND NOT EXISTS (SELECT FROM policies_policyversionwithdrawal w WHERE w.version_id = v.id)
    ORDER BY v.effective_from DESC, v.number DESC LIMIT 1
"""
_OF_NUMBER = "FROM policies_policyversion v WHERE v.slug = %(slug)s AND v.number = %(number)s"
_IN_FORCE_NOW = f"SELECT {_COLUMNS} {_IN_FORCE}"
_IN_FORCE_THEN = f"SELECT {_COLUMNS}, {_SINCE} {_IN_FORCE}"
_NUMBERED = f"SELECT {_COLUMNS}, {_SINCE} {_OF_NUMBER}"

Status = Literal["scheduled", "in_force", "superseded", "withdrawn"]


@dataclass(frozen=True)
class ArchiveLine:
    """A line of the archive and its place in the list; `created_at` and `id` are what cursors go by."""

    created_at: datetime
    id: UUID
    line: contracts.VersionLine

    @property
    def cursor(self) -> str:
        """The opaque name of this place."""
        return cursors.encode(cursors.position_of(self))


def parse_at(value: str | None) -> date | datetime | None:
    """Read `2026-11-23` as a date in Almaty, `2026-11-23T10:00:00+05:00` as a moment; a moment needs its offset.

    :raises InputInvalid: at `/at`
    """
    if value is None:
        return None
    refusal = _invalid("at", "date", "2026-11-23 | 2026-11-23T10:00:00+05:00")
    try:
        found = parse_date(value) or parse_datetime(value)
        if not isinstance(found, datetime):
            moment = found
        elif found.tzinfo is None:
            raise refusal
        else:
            date_in_almaty(found)  # at the ends of the calendar there is no such date
            moment = found.astimezone(UTC)  # the database knows fewer offsets than Python
    except (ValueError, OverflowError):
        raise refusal from None
    if moment is None:
        raise refusal
    return moment


def canonical(*, slug: str, version: int | None, at: date | datetime | None, now: datetime) -> contracts.Canonical:
    """Return the canonical document of a version, or of the one in force `at` a time (now, where it is None).

    :raises InputInvalid: at `/at`, when a version is named too
    :raises NotFound: no such policy or version
    :raises PolicyNotInForce: no version was in force then
    """
    found = _version(slug, version, at, now)
    return contracts.Canonical(slug=slug, version=found.number, sha256=found.sha256, text=found.canonical_document)


def policy(
    *, slug: str, locale: str, version: int | None, at: date | datetime | None, now: datetime
) -> contracts.Reading:
    """Return a version in one language; which version as in `canonical`. A withdrawn one can be read by its number.

    :raises InputInvalid: at `/locale`
    :raises NotFound: no such policy or version
    :raises PolicyNotInForce: no version was in force then
    """
    _check_locale(locale)
    found = _version(slug, version, at, now)
    document = found.document
    text = document["texts"][locale]
    return contracts.Reading(
        slug=slug,
        kind=found.kind,
        version=found.number,
        effective_from=found.effective_from,
        published_at=found.published_at.astimezone(UTC),
        sha256=found.sha256,
        status=_status(found, date_in_almaty(now)),
        locale=locale,
        requested_locale=locale,
        available_locales=tuple(name for name in LOCALES if name in document["texts"]),
        authoritative_locale=found.authoritative_locale,
        title=text["title"],
        html=text["html"],
        text=text["text"],
        text_sha256=text["sha256"],
        change_note=document["change_note"][locale],
        operator=clause_readings.in_language(document["operator"], locale),
        purposes=clause_readings.purposes(document, locale),
        switches=tuple(clause_readings.in_language(switch, locale) for switch in document["switches"]),
        clauses=clause_readings.clauses(document, locale),
        material=found.material,
        predecessor=document["predecessor"],
    )


def policy_versions(
    *, slug: str, limit: int | None, after: str | None, before: str | None, now: datetime
) -> cursors.Page[ArchiveLine]:
    """Return the archive of a policy, newest first.

    :raises NotFound: nothing was published under this slug
    :raises InputInvalid: at `/limit`, `/after` or `/before`
    """
    versions = _short(slug)
    if not versions:
        raise NotFound
    statuses = _statuses(versions, date_in_almaty(now))
    rows = [
        ArchiveLine(created_at=version.published_at, id=version.id, line=_line(version, statuses[version.number]))
        for version in versions
    ]
    return cursors.page_of(rows, limit=limit, after=after, before=before)


def policy_diff(*, slug: str, from_version: int, to_version: int, locale: str) -> contracts.Difference:
    """Return what changed between two versions, in one language.

    `material` says whether any version on the way asked people again; `asked_again` names the flags that somebody who
    agreed to the earlier version must answer anew under the later one, and why. `narrowed` says what later terms take
    from the buyer, who is asked nothing.

    :raises InputInvalid: at `/locale`, or at `/to` when it is not later than `from`
    :raises NotFound: a version is missing
    """
    _check_locale(locale)
    if to_version <= from_version:
        raise _invalid("to", "order", "from < to")
    found = {
        version.number: version
        for version in PolicyVersion.objects.filter(
            slug=slug, number__gte=from_version, number__lte=to_version
        ).select_related("withdrawal")
    }
    if from_version not in found or to_version not in found:
        raise NotFound
    old, new = found[from_version], found[to_version]
    on_the_way = [version for number, version in found.items() if number > from_version and not is_withdrawn(version)]
    changes = materiality.changes_of(old.document, new.document, asks_again=any(map(_asked_everybody, on_the_way)))
    return contracts.Difference(
        slug=slug,
        from_version=from_version,
        to_version=to_version,
        locale=locale,
        material=any(version.material for number, version in found.items() if number > from_version),
        asked_again=_asked_again(changes, locale),
        told=changes.told,
        narrowed=tuple(reason.text(locale) for reason in changes.narrowed),
        sections=differences.section_changes(old.sections, new.sections, locale),
        purposes=differences.clause_changes("purposes", old.document, new.document, locale),
        switches=differences.clause_changes("switches", old.document, new.document, locale),
        clauses=tuple(
            change
            for kind in clauses.KINDS
            for change in differences.clause_changes(kind, old.document, new.document, locale)
        ),
        facts=differences.fact_changes(old.document, new.document, locale),
    )


def _asked_everybody(version: PolicyVersion) -> bool:
    """Whether a version asked for every flag again: the publisher's own decision, which no clause shows.

    Terms have no flags; material ones are told to everybody.
    """
    document = version.document
    if version.kind == contracts.TERMS:
        return version.material
    flags = {row["id"] for kind in ("purposes", "switches") for row in document[kind]}
    asked = document.get("material_changes", {}).get("asked_again", ())
    return bool(flags) and flags <= set(asked)


def _asked_again(changes: Changes, locale: str) -> tuple[contracts.AskedAgain, ...]:
    return tuple(
        contracts.AskedAgain(flag=asked.flag, because=tuple(reason.text(locale) for reason in asked.because))
        for asked in changes.asked_again
    )


def operator() -> contracts.Operator:
    """Return the operator's facts in all three languages."""
    return configured_operator()


def _version(slug: str, number: int | None, at: date | datetime | None, now: datetime) -> PolicyVersion:
    today = date_in_almaty(now)
    if number is not None:
        if at is not None:
            raise _invalid("at", "exclusive", "version | at")
        named = _first(_NUMBERED, slug=slug, number=number, today=today)
        if named is None:
            raise NotFound
        return named
    moment = now if at is None else at
    # What was published later that day was not in force yet at the moment asked for; a date asks for all of its day.
    is_moment = isinstance(moment, datetime)
    day = date_in_almaty(moment) if isinstance(moment, datetime) else moment
    statement = _IN_FORCE_NOW if at is None else _IN_FORCE_THEN
    found = _first(statement, slug=slug, day=day, published_by=moment if is_moment else None, today=today)
    if found is None:
        if PolicyVersion.objects.filter(slug=slug).exists():
            raise PolicyNotInForce
        raise NotFound
    return found


def _first(statement: str, **values: Any) -> PolicyVersion | None:
    return next(iter(PolicyVersion.objects.raw(statement, values)), None)


def _status(version: PolicyVersion, today: date) -> Status:
    """What a version is today, whatever day was asked for; the one in force now has no columns of `_SINCE`."""
    if getattr(version, "is_taken_back", False):
        return "withdrawn"
    if version.effective_from > today:
        return "scheduled"
    return "superseded" if getattr(version, "is_overtaken", False) else "in_force"


def _short(slug: str) -> Sequence[PolicyVersion]:
    versions: QuerySet[PolicyVersion] = PolicyVersion.objects.filter(slug=slug)
    return list(versions.select_related("withdrawal").defer("sections").order_by("-number"))


def _statuses(versions: Sequence[PolicyVersion], today: date) -> dict[int, Status]:
    kept = [(version.number, version.effective_from) for version in versions if not is_withdrawn(version)]
    current = rules.version_in_force(kept, today)
    statuses: dict[int, Status] = {version.number: "withdrawn" for version in versions}
    for number, effective_from in kept:
        if number == current:
            statuses[number] = "in_force"
        else:
            statuses[number] = "scheduled" if effective_from > today else "superseded"
    return statuses


def _line(version: PolicyVersion, status: Status) -> contracts.VersionLine:
    document = version.document
    return contracts.VersionLine(
        slug=version.slug,
        kind=version.kind,
        version=version.number,
        effective_from=version.effective_from,
        published_at=version.published_at.astimezone(UTC),
        sha256=version.sha256,
        status=status,
        material=version.material,
        change_note=document["change_note"],
        predecessor=document["predecessor"],
    )


def _check_locale(locale: str) -> None:
    if locale not in LOCALES:
        raise _invalid("locale", "locale", " | ".join(LOCALES))


def _invalid(name: str, code: str, detail: str) -> InputInvalid:
    return InputInvalid(errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])
