"""Edits of terms, generated from their clauses: those that take something from the buyer, and those that do not."""

from collections.abc import Iterator

from frontend_contracts.wire import buyer_clocks
from tests.frontend_contracts.wire.drift_operators import Json, rows
from tests.frontend_contracts.wire.policy_edits import Change, Edit, each, prose_of_a_clause


def narrowing(document: Json) -> Iterator[Edit]:
    """Everything by which terms take something from the buyer, at every clause; nobody is asked about terms."""
    for kind, changes in NARROWING.items():
        for change in changes:
            yield from each(document, kind, change)
    yield Edit("no clauses", {**document, "clauses": {}}, frozenset())


def as_good(document: Json) -> Iterator[Edit]:
    """Everything about terms that people hear of and that takes nothing from the buyer, at every clause."""
    for kind, changes in AS_GOOD.items():
        for change in changes:
            yield from each(document, kind, change)


def _right_gone(row: Json, document: Json) -> set[str]:
    rows(document, "consumer_rights").remove(row)
    return set()


def _right_of_another_name(row: Json, _document: Json) -> set[str]:
    row["id"] += "_2"
    return set()


def _by_hand(row: Json, _document: Json) -> set[str] | None:
    if row["handler"] == "manual_case":
        return None
    row["handler"] = "manual_case"
    return set()


def _from_another_event(row: Json, _document: Json) -> set[str]:
    row["from_event"] = next(event for event in buyer_clocks.EVENTS if event != row.get("from_event"))
    return set()


def _clock_gone(row: Json, _document: Json) -> set[str] | None:
    return set() if row.pop("clock", None) else None


def _clock_begun(row: Json, _document: Json) -> set[str] | None:
    if row.get("clock"):
        return None
    row["clock"] = {"days": 1}
    return set()


def _stepped(row: Json, *, is_better: bool) -> set[str] | None:
    """Move a clock by one, to the buyer's good or not: their own time is better longer, the shop's shorter."""
    if not row.get("clock"):
        return None
    (unit, number), is_buyers = next(iter(row["clock"].items())), row["from_event"] in ("purchase", "delivery")
    row["clock"] = {unit: number + (1 if is_buyers == is_better else -1)}
    return set()


def _worse_clock(row: Json, _document: Json) -> set[str] | None:
    return _stepped(row, is_better=False)


def _better_clock(row: Json, _document: Json) -> set[str] | None:
    return _stepped(row, is_better=True)


def _clock_in_other_days(row: Json, _document: Json) -> set[str] | None:
    if not row.get("clock"):
        return None
    unit, number = next(iter(row["clock"].items()))
    row["clock"] = {"days" if unit == "working_days" else "working_days": number}
    return set()


def _no_way_to_turn(row: Json, document: Json) -> set[str]:
    rows(document, "contacts").remove(row)
    return set()


def _new_right(row: Json, document: Json) -> set[str]:
    rows(document, "consumer_rights").append({**row, "id": f"{row['id']}_too"})
    return set()


def _at_once(row: Json, _document: Json) -> set[str] | None:
    if row["handler"] == "automatic":
        return None
    row["handler"] = "automatic"
    return set()


def _moved(row: Json, _document: Json) -> set[str] | None:
    if not row.get("value"):
        return None
    row["value"] = "help@infini.kz"
    return set()


NARROWING: dict[str, tuple[Change, ...]] = {
    "consumer_rights": (
        _right_gone,
        _right_of_another_name,
        _by_hand,
        _from_another_event,
        _clock_gone,
        _clock_begun,
        _worse_clock,
        _clock_in_other_days,
    ),
    "contacts": (_no_way_to_turn,),
}
AS_GOOD: dict[str, tuple[Change, ...]] = {
    "consumer_rights": (_new_right, _at_once, _better_clock, prose_of_a_clause),
    "contacts": (_moved, prose_of_a_clause),
}
