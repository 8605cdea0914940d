"""The gate's questions, as pure functions: what stands between a draft and its publication.

Each function returns failures with the place of each; no failure at all means that the draft may go live.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from cms.policies import clause_rules, contracts, rendering
from cms.policies.contracts import LOCALES, Failure
from cms.policies.placeholders import placeholders_in

NOTE_EXCERPT = 120  # characters of a note shown in a refusal


def failures_of(draft: contracts.Draft, circumstances: contracts.Circumstances) -> list[Failure]:
    """Return every reason why this draft may not be published, in the order of the page."""
    if circumstances.is_alias:
        return [Failure(pointer="/slug", code="policies.alias")]
    failures = [*_titles(draft), *_sections(draft)]
    if draft.kind == contracts.POLICY:
        failures += [*_purposes(draft, circumstances), *_switches(draft, circumstances)]
    return [
        *failures,
        *clause_rules.failures_of(draft, today=circumstances.today),
        *_notes(draft),
        *_authority(draft),
        *_date(draft, circumstances),
        *_change_note(draft),
        *_slug(draft, circumstances),
        *_operator(circumstances.operator),
    ]


def version_in_force(lines: Iterable[tuple[int, date]], on: date) -> int | None:
    """Return the number of the version in force on a date, from `(number, effective_from)` of those not withdrawn."""
    due = [(effective_from, number) for number, effective_from in lines if effective_from <= on]
    return max(due)[1] if due else None


def _titles(draft: contracts.Draft) -> list[Failure]:
    failures: list[Failure] = []
    for locale in LOCALES:
        title = draft.title.get(locale, "")
        if title.strip():
            failures += _placeholders(f"/title_{locale}", [title])
        else:
            failures.append(Failure(pointer=f"/title_{locale}", code="policies.title_missing"))
    return failures


def _sections(draft: contracts.Draft) -> list[Failure]:
    if not draft.sections:
        return [Failure(pointer="/sections", code="policies.no_sections")]
    failures: list[Failure] = []
    for place, section in enumerate(draft.sections):
        for locale in LOCALES:
            body = section.body.get(locale, "")
            # An introduction has no heading in any language; a heading in one asks for the others.
            if section.number or any(heading.strip() for heading in section.heading.values()):
                failures += _text(f"/sections/{place}/heading_{locale}", [section.heading.get(locale, "")])
            pointer = f"/sections/{place}/body_{locale}"
            failures += _text(pointer, [*rendering.paragraphs_of(body), *rendering.addresses_of(body)])
            if rendering.has_internal_link(body):
                failures.append(Failure(pointer=pointer, code="policies.internal_link"))
    return failures


def _text(pointer: str, pieces: Sequence[str], *, code: str = "policies.text_missing") -> list[Failure]:
    if not any(piece.strip() for piece in pieces):
        return [Failure(pointer=pointer, code=code)]
    return _placeholders(pointer, pieces)


def _placeholders(pointer: str, pieces: Iterable[str]) -> list[Failure]:
    return [
        Failure(pointer=pointer, code="policies.placeholder", params={"found": found})
        for piece in pieces
        for found in placeholders_in(piece)
    ]


def _purposes(draft: contracts.Draft, circumstances: contracts.Circumstances) -> list[Failure]:
    failures: list[Failure] = []
    seen: set[str] = set()
    for place, purpose in enumerate(draft.purposes):
        pointer = f"/purposes/{place}"
        if purpose.id not in circumstances.known_purposes:
            failures.append(
                Failure(pointer=f"{pointer}/id", code="policies.purpose_unknown", params={"id": purpose.id or "?"})
            )
        failures += _repeated(f"{pointer}/id", purpose.id, seen)
        failures += _wording(pointer, purpose.wording)
        if not purpose.legal_basis:
            failures.append(Failure(pointer=f"{pointer}/legal_basis", code="policies.basis_missing"))
        failures += [
            Failure(pointer=f"{pointer}/switches", code="policies.switch_unknown", params={"id": switch})
            for switch in purpose.switches
            if switch not in circumstances.known_switches
        ]
    missing = sorted(circumstances.needed_purposes - seen)
    if missing:
        failures.append(
            Failure(pointer="/purposes", code="policies.purpose_missing", params={"ids": ", ".join(missing)})
        )
    return failures


def _switches(draft: contracts.Draft, circumstances: contracts.Circumstances) -> list[Failure]:
    failures: list[Failure] = []
    seen: set[str] = set()
    for place, switch in enumerate(draft.switches):
        pointer = f"/switches/{place}"
        if switch.id not in circumstances.known_switches:
            failures.append(
                Failure(pointer=f"{pointer}/id", code="policies.switch_unknown", params={"id": switch.id or "?"})
            )
        failures += _repeated(f"{pointer}/id", switch.id, seen)
        failures += _wording(pointer, switch.wording)
    used = {switch for purpose in draft.purposes for switch in purpose.switches}
    missing = sorted((circumstances.needed_switches | used) & circumstances.known_switches - seen)
    if missing:
        failures.append(
            Failure(pointer="/switches", code="policies.switch_missing", params={"ids": ", ".join(missing)})
        )
    return failures


def _repeated(pointer: str, id_: str, seen: set[str]) -> list[Failure]:
    if id_ and id_ in seen:
        return [Failure(pointer=pointer, code="policies.clause_twice", params={"id": id_})]
    seen.add(id_)
    return []


def _wording(pointer: str, wording: contracts.Texts) -> list[Failure]:
    return [
        failure
        for locale in LOCALES
        for failure in _text(f"{pointer}/wording_{locale}", [wording.get(locale, "")], code="policies.wording_missing")
    ]


def _notes(draft: contracts.Draft) -> list[Failure]:
    failures = [
        Failure(
            pointer=f"/notes/{place}/is_resolved",
            code="policies.note_suspected" if note.certainty == "suspected" else "policies.note_open",
            params={"text": _excerpt(note.text)},
        )
        for place, note in enumerate(draft.notes)
        if not note.is_resolved
    ]
    if draft.imported_notes - {note.id for note in draft.notes}:
        failures.append(Failure(pointer="/notes", code="policies.note_deleted"))
    return failures


def _excerpt(text: str) -> str:
    return text if len(text) <= NOTE_EXCERPT else text[: NOTE_EXCERPT - 1] + "…"


def _authority(draft: contracts.Draft) -> list[Failure]:
    if draft.authoritative_locale in LOCALES:
        return []
    return [Failure(pointer="/authoritative_locale", code="policies.authoritative_missing")]


def _date(draft: contracts.Draft, circumstances: contracts.Circumstances) -> list[Failure]:
    effective_from = draft.effective_from
    if effective_from is None:
        return [Failure(pointer="/effective_from", code="policies.date_missing")]
    if effective_from < circumstances.today:
        params = {"date": effective_from.isoformat(), "today": circumstances.today.isoformat()}
        return [Failure(pointer="/effective_from", code="policies.date_past", params=params)]
    last = circumstances.last_date
    # One version a date, and numbers in the order of dates: what comes later in number comes later in force.
    if last is not None and effective_from <= last:
        params = {"date": last.isoformat()}
        return [Failure(pointer="/effective_from", code="policies.date_taken", params=params)]
    return []


def _change_note(draft: contracts.Draft) -> list[Failure]:
    return [
        failure
        for locale in LOCALES
        for failure in _text(
            f"/change_note_{locale}", [draft.change_note.get(locale, "")], code="policies.change_note_missing"
        )
    ]


def _slug(draft: contracts.Draft, circumstances: contracts.Circumstances) -> list[Failure]:
    if circumstances.slug_is_foreign:
        return [Failure(pointer="/slug", code="policies.slug_foreign")]
    published = circumstances.published_slug
    if published is not None and published != draft.slug:
        return [Failure(pointer="/slug", code="policies.slug_changed", params={"slug": published})]
    return []


def _operator(operator: contracts.Operator) -> list[Failure]:
    texts = {
        f"{name}.{locale}": getattr(operator, name).get(locale, "")
        for name in ("legal_name", "address", "responsible_person")
        for locale in LOCALES
    }
    plain = {name: getattr(operator, name) for name in ("trading_name", "bin", "contact_email", "phone")}
    failures: list[Failure] = []
    for name, value in {**plain, **texts}.items():
        if not value.strip() or placeholders_in(value):
            failures.append(Failure(pointer="", code="policies.operator_incomplete", params={"field": name}))
    return failures
