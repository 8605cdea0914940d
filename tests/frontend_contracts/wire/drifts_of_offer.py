"""Operators that make the public offer and the code behind the buyer's rights disagree, and those that do not."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from frontend_contracts.wire import buyer_clocks, offer_compiler
from tests.frontend_contracts.wire.drift_operators import LOCALES, Json, Operator, each_clause, each_row, named, rows
from tests.frontend_contracts.wire.drifts_of_code import OF_THE_CODE
from tests.frontend_contracts.wire.drifts_of_policy import (
    clause_removed,
    clause_renamed,
    clause_twice,
    language_missing,
    title_missing,
    value_changed,
)
from tests.frontend_contracts.wire.drifts_that_harm_nobody import reworded

RIGHTS = "consumer_rights"


# --- the code --------------------------------------------------------------------------------------------------------


def _unserved(row: Json, inventory: Json) -> str:
    inventory[RIGHTS].remove(row)
    return str(row["id"])


def _new(row: Json, inventory: Json) -> str:
    inventory[RIGHTS].append({**row, "id": "loyalty_points"})
    return str(row["id"])


def _renamed(row: Json, _inventory: Json) -> str:
    row["id"] += "_2"
    return str(row["id"])


def _other_hands(row: Json, _inventory: Json) -> str:
    row["handler"] = _other_handler(row)
    return str(row["id"])


def _other_event_served(row: Json, _inventory: Json) -> str:
    row["from_event"] = _other_event(row)
    return str(row["id"])


def _rule_unknown(row: Json, _inventory: Json) -> str | None:
    if not row["rule"]:
        return None
    row["rule"] = "no_such_rule"
    return str(row["id"])


def _rule_is_no_clock(row: Json, inventory: Json) -> str | None:
    if not row["rule"]:
        return None
    inventory["rules"].append({"id": "a_rate", "number": 1600, "unit": "basis_points", "valid_from": "2000-01-01"})
    row["rule"] = "a_rate"
    return str(row["id"])


def _clock_dropped(row: Json, _inventory: Json) -> str | None:
    if not row["rule"]:
        return None
    row["rule"] = row["clock"] = None
    return str(row["id"])


def _clock_begun(row: Json, inventory: Json) -> str | None:
    if row["rule"]:
        return None
    row["rule"] = next(found["rule"] for found in inventory[RIGHTS] if found["rule"])
    return str(row["id"])


def _of_rules(change: Callable[[Json, Json, str], None]) -> Callable[[Json, Json], Iterator[tuple[str, Json, Json]]]:
    """Change the row of the register that each buyer's clock comes from on the day of the offer."""

    def each(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
        on = str(document["effective_from"] or "9999-12-31")
        for rule in sorted({row["rule"] for row in inventory[RIGHTS] if row["rule"]}):
            changed = copy.deepcopy(inventory)
            in_force = [row for row in changed["rules"] if row["id"] == rule and row["valid_from"] <= on]
            change(max(in_force, key=lambda row: row["valid_from"]), changed, on)
            yield rule, document, changed

    return each


def _one_more(row: Json, _inventory: Json, _on: str) -> None:
    row["number"] += 1


def _one_less(row: Json, _inventory: Json, _on: str) -> None:
    row["number"] -= 1


def _in_other_days(row: Json, _inventory: Json, _on: str) -> None:
    row["unit"] = "working_days" if row["unit"] != "working_days" else "days"


def _in_years(row: Json, _inventory: Json, _on: str) -> None:
    row["unit"] = "years" if row["unit"] != "years" else "months"


def _ended(row: Json, _inventory: Json, on: str) -> None:
    row["valid_to"] = on


def _struck(row: Json, inventory: Json, _on: str) -> None:
    inventory["rules"].remove(row)


def _replaced_that_day(row: Json, inventory: Json, on: str) -> None:
    """A new row begins on the very day the offer takes effect."""
    row["valid_to"] = on
    inventory["rules"].append({**row, "number": row["number"] + 5, "valid_from": on, "valid_to": None})


def _replaced_later(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
    """A row that begins after that day is nothing to an offer of before; a draft without a date counts it."""
    if document["effective_from"]:
        for rule in sorted({row["rule"] for row in inventory[RIGHTS] if row["rule"]}):
            found = next(row for row in inventory["rules"] if row["id"] == rule)
            later = {**found, "number": found["number"] + 5, "valid_from": "2099-01-01", "valid_to": None}
            yield rule, document, {**inventory, "rules": [*inventory["rules"], later]}


# --- the offer -------------------------------------------------------------------------------------------------------


def _other_handler(row: Json) -> str:
    return "manual_case" if row["handler"] == "automatic" else "automatic"


def _other_event(row: Json) -> str:
    return next(event for event in buyer_clocks.EVENTS if event != row.get("from_event"))


def _clock(change: Callable[[str, int], Any]) -> Any:
    def clock(row: Json, _document: Json, _inventory: Json) -> Any:
        return change(*next(iter(row["clock"].items()))) if row.get("clock") else None

    return value_changed("clock", clock)


def _shorter(unit: str, number: int) -> Json:
    return {unit: number - 1} if number > 1 else {"working_days" if unit == "days" else "days": 1}


def _without(name: str) -> Any:
    return value_changed(name, lambda row, _d, _i: "" if row.get(name) else None)


def _clock_invented(row: Json, _document: Json, _inventory: Json) -> str | None:
    if row.get("clock"):
        return None
    row["clock"] = {"days": 30}
    return str(row["id"])


def _emptied(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
    for kind in offer_compiler.KINDS:
        yield kind, {**document, "clauses": {**document["clauses"], kind: []}}, inventory
    yield "all", {**document, "clauses": {}}, inventory
    yield "no inventory", document, {**inventory, RIGHTS: []}
    yield "an older inventory", document, {name: value for name, value in inventory.items() if name != RIGHTS}


#: What the shop does for buyers is the offer's business; a policy says nothing of it.
HARMLESS_TO_THE_POLICY: tuple[Operator, ...] = tuple(
    named(change.__name__.strip("_"), each_row(RIGHTS, change))
    for change in (
        _unserved,
        _new,
        _renamed,
        _other_hands,
        _other_event_served,
        _rule_unknown,
        _rule_is_no_clock,
        _clock_dropped,
        _clock_begun,
    )
)
OF_THE_OFFER: tuple[Operator, ...] = (
    *HARMLESS_TO_THE_POLICY,
    *(
        named(f"rule{change.__name__}", _of_rules(change))
        for change in (_one_more, _one_less, _in_other_days, _in_years, _ended, _struck, _replaced_that_day)
    ),
    *(named(f"clause_removed_{kind}", each_clause(kind, clause_removed(kind))) for kind in offer_compiler.KINDS),
    *(named(f"clause_twice_{kind}", each_clause(kind, clause_twice(kind))) for kind in offer_compiler.KINDS),
    named("clause_renamed", each_clause(RIGHTS, clause_renamed(RIGHTS))),
    *(
        named(f"language_missing_{kind}_{locale}", each_clause(kind, language_missing(kind, locale)))
        for kind in offer_compiler.KINDS
        for locale in LOCALES
    ),
    named("text_missing", title_missing),
    named("emptied", _emptied),
    named("handler_declared", each_clause(RIGHTS, value_changed("handler", lambda row, _d, _i: _other_handler(row)))),
    named("event_declared", each_clause(RIGHTS, value_changed("from_event", lambda row, _d, _i: _other_event(row)))),
    *(named(f"{name}_missing", each_clause(RIGHTS, _without(name))) for name in ("handler", "from_event", "clock")),
    named("clock_longer", each_clause(RIGHTS, _clock(lambda unit, number: {unit: number + 1}))),
    named("clock_shorter", each_clause(RIGHTS, _clock(_shorter))),
    named(
        "clock_in_other_days",
        each_clause(
            RIGHTS, _clock(lambda unit, number: {"days" if unit == "working_days" else "working_days": number})
        ),
    ),
    named("clock_malformed", each_clause(RIGHTS, _clock(lambda unit, number: {unit: number, "hours": 1}))),
    named("clock_of_nothing", each_clause(RIGHTS, _clock(lambda unit, _number: {unit: 0}))),
    named("clock_in_words", each_clause(RIGHTS, _clock(lambda unit, number: {unit: str(number)}))),
    named("clock_invented", each_clause(RIGHTS, _clock_invented)),
)


def _reordered(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
    for kind in (RIGHTS, "rules"):
        yield f"inventory {kind}", document, {**inventory, kind: inventory[kind][::-1]}
    for kind in offer_compiler.KINDS:
        changed = copy.deepcopy(document)
        rows(changed, kind).reverse()
        yield f"offer {kind}", changed, inventory


def _in_months(row: Json, _document: Json, _inventory: Json) -> str | None:
    if "years" not in (row.get("clock") or {}):
        return None
    row["clock"] = {"months": row["clock"]["years"] * 12}
    return str(row["id"])


def _other_contact(row: Json, document: Json, _inventory: Json) -> str | None:
    if row["kind"] == "email":
        return None
    rows(document, "contacts").remove(row)
    return str(row["id"])


def _served_by_more(row: Json, _inventory: Json) -> str:
    row["served_by"] = [*row["served_by"], "answer_call"]
    return str(row["id"])


HARMLESS_TO_THE_OFFER: tuple[Operator, ...] = (
    named("reordered", _reordered),
    named("replaced_later", _replaced_later),
    named("in_months", each_clause(RIGHTS, _in_months)),
    named("other_contact", each_clause("contacts", _other_contact)),
    named("served_by_more", each_row(RIGHTS, _served_by_more)),
    *(named(f"reworded_{kind}", each_clause(kind, reworded(kind))) for kind in offer_compiler.KINDS),
    # What the shop does with data is the policy's business.
    *(operator for operator in OF_THE_CODE if operator.__name__ != "rule_longer"),
)
