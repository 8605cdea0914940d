"""What a new version of a policy changes for people: who is asked again and why, who is only told, who is left alone.

Pure. People agreed flag by flag, so each difference of two documents is led back to the flags (purposes and switches)
it widens. What widens nothing is told; what is a matter of spelling is neither asked nor told. Where it is not certain
that nothing got wider, it counts as wider.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from frontend_contracts.wire import offer_changes, policy_clauses, policy_prose, policy_terms
from frontend_contracts.wire.policy_clauses import ClauseChange
from frontend_contracts.wire.policy_prose import SectionChange
from frontend_contracts.wire.policy_reasons import Reason

Row = Mapping[str, Any]

HOME = "KZ"
THIRD_PARTY, CROSS_BORDER = "third_party_transfer", "cross_border_transfer"
#: What happens after the term, from the most to the least that a person may hope for.
AFTERWARDS = ("delete", "anonymise", "restrict")
BY_DECISION = Reason(code="editor", path="/material_changes", id="material_changes")
CONTROLLER_FACTS = ("bin",)  # of the operator: another number is another controller


@dataclass(frozen=True, kw_only=True)
class AskedAgain:
    """A flag that people must answer anew, and what got wider."""

    flag: str
    because: tuple[Reason, ...]

    def to_json(self) -> dict[str, Any]:
        """Answer it as JSON-able data."""
        return {"flag": self.flag, "because": [reason.to_json() for reason in self.because]}


@dataclass(frozen=True, kw_only=True)
class Changes:
    """All that changed. `told` says whether people hear of it; nobody does where only spelling changed.

    `narrowed` says what terms take from the buyer; terms ask nobody for consent.
    """

    asked_again: tuple[AskedAgain, ...]
    told: bool
    sections: tuple[SectionChange, ...]
    clauses: tuple[ClauseChange, ...]
    narrowed: tuple[Reason, ...] = ()
    asks_everybody: bool = False  # the publisher's own decision, which no clause shows

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags to ask again, sorted."""
        return tuple(asked.flag for asked in self.asked_again)

    @property
    def is_material(self) -> bool:
        """Whether people are asked again, or get less."""
        return bool(self.asked_again or self.narrowed)

    def stored(self) -> dict[str, Any]:
        """Answer what a version keeps as `material_changes`."""
        decided = {"asks_everybody": True} if self.asks_everybody else {}
        return {"asked_again": list(self.flags), "told": self.told, **decided}


def changes(old_document: Row, new_document: Row) -> Changes:
    """Compare two documents of one policy, the earlier first. Documents without clauses are compared by purposes."""
    old, new = policy_clauses.View(old_document), policy_clauses.View(new_document)
    because: dict[str, list[Reason]] = {}
    for flags, reason in _reasons(old, new):
        # What concerns no flag in particular concerns the processing as a whole.
        for flag in flags or new.flags:
            held = because.setdefault(flag, [])
            if reason not in held:
                held.append(reason)
    is_decided = old_document != new_document and _asks_everybody(new)
    for flag in new.flags if is_decided else ():
        because.setdefault(flag, []).append(BY_DECISION)
    asked = tuple(
        AskedAgain(flag=flag, because=tuple(because[flag])) for flag in sorted(because) if flag in set(new.flags)
    )
    clauses = policy_clauses.clause_changes(old, new)
    sections = policy_prose.section_changes(old_document, new_document)
    told = (
        bool(asked)
        or any(not change.is_typographic for change in clauses)
        or any(not change.is_typographic for change in sections)
        or policy_prose.facts_changed(old_document, new_document)
    )
    narrowed = tuple(offer_changes.narrowed(old, new))
    return Changes(
        asked_again=asked,
        told=told,
        sections=sections,
        clauses=clauses,
        narrowed=narrowed,
        asks_everybody=is_decided,
    )


def _asks_everybody(new: policy_clauses.View) -> bool:
    """Whether the publisher decided to ask for each flag, which they may do without a clause that shows why."""
    stored = new.document.get("material_changes") or {}
    return bool(new.flags) and stored.get("asks_everybody") is True


Found = Iterator[tuple[Iterable[str], Reason]]  # the flags that a difference widens; none means all


def _reasons(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    yield from _operator(old, new)
    yield from _purposes(old, new)
    yield from _switches(old, new)
    if not new.has_clauses and not old.has_clauses:
        return
    if not old.has_clauses or not new.has_clauses:
        yield (), Reason(code="clauses_added" if new.has_clauses else "clauses_removed", path="/clauses", id="")
        return
    yield from _categories(old, new)
    yield from _recipients(old, new)
    yield from _retention(old, new)
    yield from _moved_fields(old, new)
    yield from _safeguards(old, new)
    yield from _rights(old, new)


def _operator(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    was, now = old.document.get("operator") or {}, new.document.get("operator") or {}
    for name in CONTROLLER_FACTS:
        if was.get(name) != now.get(name):
            yield (), Reason(code="controller_changed", path=f"/operator/{name}", id=name)


def _purposes(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    for id_, row in new.by_id("purposes").items():
        path, was = f"/purposes/{id_}", old.by_id("purposes").get(id_)
        if was is None:
            yield [id_], Reason(code="purpose_added", path=path, id=id_)
            continue
        if policy_prose.is_reworded(was.get("wording"), row.get("wording")):
            yield [id_], Reason(code="wording_changed", path=f"{path}/wording", id=id_)
        if was.get("legal_basis") != row.get("legal_basis"):
            yield [id_], Reason(code="basis_changed", path=f"{path}/legal_basis", id=id_)
        if row.get("required") and not was.get("required"):
            yield [id_], Reason(code="became_required", path=f"{path}/required", id=id_)
        for switch in _added(was, row, "switches"):
            yield [id_, switch], Reason(code="switch_needed", path=f"{path}/switches", id=switch)
        if old.has_clauses and new.has_clauses:
            for category in _added(was, row, "categories"):
                yield [id_], Reason(code="category_added", path=f"{path}/categories", id=category)


def _switches(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    for id_, row in new.by_id("switches").items():
        was = old.by_id("switches").get(id_)
        if was is None:
            yield [id_], Reason(code="switch_added", path=f"/switches/{id_}", id=id_)
        elif policy_prose.is_reworded(was.get("wording"), row.get("wording")):
            yield [id_], Reason(code="wording_changed", path=f"/switches/{id_}/wording", id=id_)


def _categories(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    """A field that comes to a category reaches its purposes and its recipients, unless it had reached them before."""
    for id_, row in new.by_id("data_categories").items():
        path, was = f"/clauses/data_categories/{id_}", old.by_id("data_categories").get(id_)
        purposes = [purpose for purpose in new.by_id("purposes") if id_ in new.categories_of(purpose)]
        if was is None:
            yield purposes, Reason(code="category_added", path=path, id=id_)
        if was is not None and row.get("necessity") == "required" and was.get("necessity") != "required":
            yield purposes, Reason(code="became_required", path=f"{path}/necessity", id=id_)
        for field in _added(was or {}, row, "fields"):
            reason = Reason(code="field_added", path=f"{path}/fields", id=field)
            reached = [purpose for purpose in purposes if field not in old.fields_of(old.categories_of(purpose))]
            for recipient in new.rows("recipients"):
                before = old.by_id("recipients").get(str(recipient.get("id")), {})
                if id_ in recipient.get("categories", ()) and field not in old.fields_of(before.get("categories", ())):
                    reached += _flags_of(recipient, new)
            if reached or field not in old.all_fields:
                yield reached, reason


def _recipients(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    for id_, row in new.by_id("recipients").items():
        path, was, flags = f"/clauses/recipients/{id_}", old.by_id("recipients").get(id_), _flags_of(row, new)
        if was is None:
            yield flags, Reason(code="recipient_added", path=path, id=id_)
            continue
        if policy_prose.is_reworded(was.get("name"), row.get("name")):
            yield flags, Reason(code="recipient_replaced", path=f"{path}/name", id=id_)
        if was.get("country") != row.get("country") and row.get("country") != HOME:
            yield flags, Reason(code="country_changed", path=f"{path}/country", id=str(row.get("country")))
        if was.get("role") != row.get("role") and row.get("role") != "processor":
            yield flags, Reason(code="role_changed", path=f"{path}/role", id=id_)
        for purpose in _added(was, row, "purposes"):
            reason = Reason(code="recipient_purpose_added", path=f"{path}/purposes", id=purpose)
            yield _flags_of({**row, "purposes": [purpose]}, new), reason
        for category in _added(was, row, "categories"):
            yield flags, Reason(code="recipient_category_added", path=f"{path}/categories", id=category)


def _flags_of(recipient: Row, new: policy_clauses.View) -> list[str]:
    """The flags under which data go to a recipient: the transfer switches a purpose needs, else the purpose itself.

    A processor at home needs no switch: its data come from whoever agreed to the purpose.
    """
    wanted = {THIRD_PARTY} if recipient.get("role") != "processor" else set()
    wanted |= {CROSS_BORDER} if recipient.get("country") != HOME else set()
    flags: set[str] = set()
    for purpose in recipient.get("purposes") or ():
        asked = wanted & set(new.by_id("purposes").get(purpose, {}).get("switches") or ())
        flags |= asked if wanted and asked == wanted else {*asked, purpose}
    return sorted(flags)


def _retention(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    before = old.retention
    for pair, rows in new.retention.items():
        purpose = [pair[0]]
        # A term for data that were not kept for this purpose before comes with the new category or purpose.
        if pair not in before and pair in old.uses:
            for row in rows:
                yield purpose, Reason(code="term_added", path=_path("retention", row), id=str(row.get("id")))
        for code, row in _rules_widened(before[pair], rows) if pair in before else ():
            yield purpose, Reason(code=code, path=_path("retention", row), id=str(row.get("id")))
    for pair, rows in before.items():
        if pair not in new.retention and pair in new.uses:
            for row in rows:
                yield [pair[0]], Reason(code="term_removed", path=_path("retention", row), id=str(row.get("id")))


def _rules_widened(before: list[Row], rows: list[Row]) -> Iterator[tuple[str, Row]]:
    """What got wider among the rules of one pair: each of them covers a part, and nobody knows which.

    So each new rule must be within one that was, and what each old rule covered must have a successor within it.
    """
    widened = [(code, row) for row in rows if (code := _retention_widened(before, row))]
    yield from widened
    told, kept = {row.get("id") for _, row in widened}, {row.get("id") for row in rows}
    for was in before:
        if was.get("id") not in told and all(_retention_widened([was], row) for row in rows):
            yield ("term_longer" if was.get("id") in kept else "term_removed"), was


def _moved_fields(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    """A field that moves to another category takes on its terms."""
    for purpose in new.by_id("purposes"):
        was, now = _rules_by_field(old, purpose), _rules_by_field(new, purpose)
        for field in sorted(set(was) & set(now)):
            (before, rules_before), (after, rules_after) = was[field], now[field]
            is_longer = any(
                _retention_widened(rules_before, row) for row in rules_after if not _ends(row, rules_before)
            )
            if not after <= before and is_longer:
                path = f"/clauses/data_categories/{min(after - before)}/fields"
                yield [purpose], Reason(code="term_longer", path=path, id=field)


def _ends(row: Row, before: list[Row]) -> bool:
    """Whether a rule with a number ends data that were kept until the person is erased."""
    return "until" not in row.get("term", {}) and any(was.get("term") == {"until": "erased"} for was in before)


def _rules_by_field(view: policy_clauses.View, purpose: str) -> dict[str, tuple[set[str], list[Row]]]:
    found: dict[str, tuple[set[str], list[Row]]] = {}
    for category in view.categories_of(purpose):
        for field in view.fields_of([category]):
            categories, rules = found.setdefault(field, (set(), []))
            categories.add(category)
            rules.extend(view.retention.get((purpose, category), ()))
    return found


def _retention_widened(before: Iterable[Row], row: Row) -> str:
    """Return what makes this rule keep data longer than each of those before it, or nothing."""
    found = "term_longer"
    for was in before:
        try:
            is_within = policy_terms.is_within(policy_terms.checked(row["term"]), policy_terms.checked(was["term"]))
        except (KeyError, policy_terms.TermUnknown):
            is_within = row.get("term") == was.get("term")
        if not is_within:
            continue
        if was.get("from_event") != row.get("from_event"):
            found = "term_event_changed"
        elif _afterwards(row) > _afterwards(was):
            found = "term_effect_weaker"
        else:
            return ""
    return found


def _afterwards(row: Row) -> int:
    then = row.get("then")
    return AFTERWARDS.index(then) if then in AFTERWARDS else len(AFTERWARDS)


def _safeguards(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    kept = {row.get("country") for row in new.rows("safeguards")}
    for row in old.rows("safeguards"):
        is_same = any(found.get("id") == row.get("id") for found in new.rows("safeguards"))
        if is_same and row.get("country") in kept:
            continue
        flags = [
            flag
            for recipient in new.rows("recipients")
            if recipient.get("country") == row.get("country")
            for flag in _flags_of(recipient, new)
        ]
        if flags:  # where nothing goes to that country any more, nothing needs a safeguard
            yield flags, Reason(code="safeguard_removed", path=_path("safeguards", row), id=str(row.get("id")))


def _rights(old: policy_clauses.View, new: policy_clauses.View) -> Found:
    kept = new.by_id("rights")
    for id_, was in old.by_id("rights").items():
        path = f"/clauses/rights/{id_}"
        if id_ not in kept:
            yield (), Reason(code="right_removed", path=path, id=id_)
        elif _clock(kept[id_]) > _clock(was):
            yield (), Reason(code="right_slower", path=f"{path}/clock_working_days", id=id_)


def _clock(row: Row) -> float:
    clock = row.get("clock_working_days")
    return clock if isinstance(clock, int) else float("inf")


def _added(before: Row, after: Row, name: str) -> list[str]:
    return sorted(set(after.get(name) or ()) - set(before.get(name) or ()))


def _path(kind: str, row: Row) -> str:
    return f"/clauses/{kind}/{row.get('id', '')}"
