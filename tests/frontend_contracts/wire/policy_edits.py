"""Edits of a policy, generated from its clauses: material ones with the flags they must ask again, and others."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from frontend_contracts.wire import offer_compiler, policy_terms
from tests.frontend_contracts.wire.drift_operators import KINDS, LOCALES, Json, rows


@dataclass(frozen=True)
class Edit:
    """A new version. `asks` holds flags that must be among those asked again; empty where nobody may be asked."""

    name: str
    document: Json
    asks: frozenset[str]


Change = Callable[[Json, Json], set[str] | None]


def material(document: Json) -> Iterator[Edit]:
    """Everything that must ask somebody, at every clause."""
    for kind, changes in MATERIAL.items():
        for change in changes:
            yield from each(document, kind, change)
    changed = copy.deepcopy(document)
    changed["operator"]["bin"] = "000000000000"
    yield Edit("another_controller", changed, _all(document))
    for kind, row in NEW.items():
        changed = copy.deepcopy(document)
        added = row(changed)
        rows(changed, kind).append(added)
        yield Edit(
            f"{kind}_added",
            changed,
            frozenset({added["id"]} if kind in ("purposes", "switches") else ()) or _touched(added, changed),
        )


def told(document: Json) -> Iterator[Edit]:
    """Everything that people hear of and nobody is asked about, at every clause."""
    for kind, changes in TOLD.items():
        for change in changes:
            yield from each(document, kind, change)


def silent(document: Json) -> Iterator[Edit]:
    """What nobody hears of: order, dates, the operator's own upkeep."""
    for kind in KINDS if document["kind"] == "policy" else offer_compiler.KINDS:
        changed = copy.deepcopy(document)
        rows(changed, kind).reverse()
        yield Edit(f"reordered {kind}", changed, frozenset())
    yield Edit("later", {**document, "effective_from": "2027-05-01", "version": 2, "predecessor": 1}, frozenset())
    yield Edit("noted", {**document, "change_note": dict.fromkeys(LOCALES, "X"), "published_at": "2027"}, frozenset())
    if document["kind"] == "policy":
        yield from each(document, "recipients", lambda row, _d: row.update(reviewed_on="2027-01-01") or set())
        yield from each(document, "recipients", lambda row, _d: row.update(host="moved.test") or set())


def each(document: Json, kind: str, change: Change) -> Iterator[Edit]:
    """Apply a change to each clause of a kind, on a copy; it answers whom it asks, or None where it changes nothing."""
    for place, row in enumerate(rows(document, kind)):
        changed = copy.deepcopy(document)
        asks = change(rows(changed, kind)[place], changed)
        if asks is not None:
            name = getattr(change, "__name__", "edit").strip("_")
            yield Edit(f"{name} · {kind} {row['id']}", changed, frozenset(asks))


def _all(document: Json) -> frozenset[str]:
    return frozenset(row["id"] for kind in ("purposes", "switches") for row in rows(document, kind))


def _touched(row: Json, document: Json) -> frozenset[str]:
    """The flags behind a recipient: the switches it needs, where its purposes name them, or else the purposes."""
    wanted = {"third_party_transfer"} if row["role"] != "processor" else set()
    wanted |= {"cross_border_transfer"} if row["country"] != "KZ" else set()
    found: set[str] = set()
    for purpose in row["purposes"]:
        needed = wanted & set(next(p["switches"] for p in document["purposes"] if p["id"] == purpose))
        found |= needed if wanted and needed == wanted else {purpose}
    return frozenset(found)


# --- asked again ---------------------------------------------------------------------------------------------------


def _reworded(row: Json, _document: Json) -> set[str]:
    row["wording"]["ru"] += " А также передачу их партнёрам."
    return {row["id"]}


def _negated(row: Json, _document: Json) -> set[str]:
    row["wording"]["en"] = row["wording"]["en"].replace("agree", "disagree")
    return {row["id"]}


def _reworded_in_kazakh(row: Json, _document: Json) -> set[str] | None:
    if "келісемін" not in row["wording"]["kk"]:
        return None
    row["wording"]["kk"] = row["wording"]["kk"].replace("келісемін", "келіспеймін")
    return {row["id"]}


def _new_basis(row: Json, _document: Json) -> set[str]:
    row["legal_basis"] = "law"
    return {row["id"]}


def _made_required(row: Json, _document: Json) -> set[str] | None:
    if row["required"]:
        return None
    row["required"] = True
    return {row["id"]}


def _new_switch(row: Json, document: Json) -> set[str] | None:
    free = [switch["id"] for switch in document["switches"] if switch["id"] not in row["switches"]]
    if not free:
        return None
    row["switches"].append(free[0])
    return {row["id"], free[0]}


def _new_category(row: Json, document: Json) -> set[str] | None:
    free = [c["id"] for c in document["clauses"]["data_categories"] if c["id"] not in row["categories"]]
    if not free:
        return None
    row["categories"].append(free[0])
    return {row["id"]}


def _using(document: Json, category: str) -> set[str]:
    return {row["id"] for row in document["purposes"] if category in row["categories"]}


def _new_field(row: Json, document: Json) -> set[str]:
    row["fields"].append("accounts.Account.iin")
    return _using(document, row["id"])


def _data_required(row: Json, document: Json) -> set[str] | None:
    if row["necessity"] == "required":
        return None
    row["necessity"] = "required"
    return _using(document, row["id"])


def _moved_abroad(row: Json, document: Json) -> set[str]:
    row["country"] = "US" if row["country"] != "US" else "CN"
    return set(_touched(row, document))


def _another_firm(row: Json, document: Json) -> set[str]:
    row["name"] = dict.fromkeys(LOCALES, "Completely Different LLP")
    return set(_touched(row, document))


def _recipient_independent(row: Json, document: Json) -> set[str]:
    row["role"] = "controller" if row["role"] != "controller" else "authority"
    return set(_touched(row, document))


def _recipient_for_more(row: Json, document: Json) -> set[str] | None:
    free = [p["id"] for p in document["purposes"] if p["id"] not in row["purposes"]]
    if not free:
        return None
    row["purposes"].append(free[0])
    return set(_touched({**row, "purposes": free[:1]}, document))


def _recipient_gets_more(row: Json, document: Json) -> set[str] | None:
    free = [c["id"] for c in document["clauses"]["data_categories"] if c["id"] not in row["categories"]]
    if not free:
        return None
    row["categories"].append(free[0])
    return set(_touched(row, document))


def _kept_longer(row: Json, document: Json) -> set[str] | None:
    twins = [
        r for r in rows(document, "retention") if (r["purpose"], r["category"]) == (row["purpose"], row["category"])
    ]
    longest = policy_terms.longest([r["term"] for r in twins])
    if len(twins) > 1 and row["term"] != longest:
        return None  # it may grow up to the longest rule of its kind
    row["term"] = policy_terms.longer(row["term"])
    return {row["purpose"]}


def _another_event(row: Json, document: Json) -> set[str] | None:
    if "until" in row["term"]:
        return None
    row["from_event"] = "the last visit of the person"
    return {row["purpose"]}


def _one_of_two_removed(row: Json, document: Json) -> set[str] | None:
    """What this rule was for may be kept as long as the other says."""
    twins = [
        r for r in rows(document, "retention") if (r["purpose"], r["category"]) == (row["purpose"], row["category"])
    ]
    others = [r for r in twins if r is not row]
    if not others or any(policy_terms.is_within(r["term"], row["term"]) for r in others):
        return None
    rows(document, "retention").remove(row)
    return {row["purpose"]}


def _less_done_after(row: Json, document: Json) -> set[str] | None:
    twins = [
        r for r in rows(document, "retention") if (r["purpose"], r["category"]) == (row["purpose"], row["category"])
    ]
    if row["then"] == "restrict" or len(twins) > 1:
        return None
    row["then"] = "restrict"
    return {row["purpose"]}


def _no_term(row: Json, document: Json) -> set[str] | None:
    pair = (row["purpose"], row["category"])
    kept = [r for r in rows(document, "retention") if (r["purpose"], r["category"]) != pair]
    document["clauses"]["retention"] = kept
    return {row["purpose"]}


def _no_safeguard(row: Json, document: Json) -> set[str]:
    rows(document, "safeguards").remove(row)
    abroad = [r for r in rows(document, "recipients") if r["country"] == row["country"]]
    return {flag for recipient in abroad for flag in _touched(recipient, document)}


def _no_right(row: Json, document: Json) -> set[str]:
    rows(document, "rights").remove(row)
    return set(_all(document))


def _slower_right(row: Json, document: Json) -> set[str]:
    row["clock_working_days"] += 1
    return set(_all(document))


MATERIAL: dict[str, tuple[Change, ...]] = {
    "purposes": (_reworded, _negated, _reworded_in_kazakh, _new_basis, _made_required, _new_switch, _new_category),
    "switches": (_reworded, _negated, _reworded_in_kazakh),
    "data_categories": (_new_field, _data_required),
    "recipients": (_moved_abroad, _another_firm, _recipient_independent, _recipient_for_more, _recipient_gets_more),
    "retention": (_kept_longer, _another_event, _one_of_two_removed, _less_done_after, _no_term),
    "safeguards": (_no_safeguard,),
    "rights": (_no_right, _slower_right),
}
NEW: dict[str, Callable[[Json], Json]] = {
    "purposes": lambda document: {**copy.deepcopy(document["purposes"][0]), "id": "profiling"},
    "switches": lambda document: {**copy.deepcopy(document["switches"][0]), "id": "automated_decision"},
    "recipients": lambda document: {**copy.deepcopy(rows(document, "recipients")[0]), "id": "bureau"},
}


# --- only told -----------------------------------------------------------------------------------------------------


def _no_clause(row: Json, document: Json) -> set[str]:
    for kind in ("purposes", "recipients", "contacts"):
        if row in rows(document, kind):
            rows(document, kind).remove(row)
    return set()


def _no_longer_required(row: Json, _document: Json) -> set[str] | None:
    if not row["required"]:
        return None
    row["required"] = False
    return set()


def _fewer_categories(row: Json, _document: Json) -> set[str] | None:
    return set() if row["categories"] and row["categories"].pop() else None


def _fewer_fields(row: Json, _document: Json) -> set[str]:
    row["fields"].pop()
    return set()


def prose_of_a_clause(row: Json, _document: Json) -> set[str] | None:
    if not row.get("wording"):
        return None
    row["wording"]["en"] = "Said in other words, and at some greater length than it was before."
    return set()


def _shorter_term(row: Json, _document: Json) -> set[str] | None:
    unit, value = next(iter(row["term"].items()))
    if unit == "until" or value < 2:
        return None
    row["term"] = {unit: value - 1}
    return set()


def _new_agreement(row: Json, _document: Json) -> set[str]:
    row["agreement"] = "a new agreement"
    return set()


def _brought_home(row: Json, _document: Json) -> set[str] | None:
    if row["country"] == "KZ":
        return None
    row["country"] = "KZ"
    return set()


def _faster_right(row: Json, _document: Json) -> set[str] | None:
    row["clock_working_days"] -= 1
    return set()


TOLD: dict[str, tuple[Change, ...]] = {
    "purposes": (_no_clause, _no_longer_required, _fewer_categories),
    "data_categories": (_fewer_fields, prose_of_a_clause),
    "recipients": (_no_clause, _new_agreement, _brought_home),
    "retention": (_shorter_term, prose_of_a_clause),
    "rights": (_faster_right, prose_of_a_clause),
    "safeguards": (prose_of_a_clause,),
    "contacts": (_no_clause,),
}
