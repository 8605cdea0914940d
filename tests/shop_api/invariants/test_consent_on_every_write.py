"""Consent on every write, proved: each mutation and route without its block is refused, and nothing is stored."""

import dataclasses
import types
import typing
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import annotated_types
import pytest
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from shop_api import urls  # noqa: F401 - importing the addresses registers every route and field
from shop_api.gate.use_case import UseCase, all_use_cases
from tests.shop_api import rows
from tests.shop_api.door import Caller, Door

WITH_CONSENT = [name for name, one in all_use_cases().items() if one.declared is not None]


def valid_value(hint: Any) -> Any:
    """A value that passes the contract's own checks, for fields whose meaning does not matter here."""
    if typing.get_origin(hint) is typing.Annotated:
        base, *facts = typing.get_args(hint)
        return _constrained(base, facts)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return valid_value(next(one for one in typing.get_args(hint) if one is not type(None)))
    if typing.get_origin(hint) in (tuple, list):
        return [valid_value(typing.get_args(hint)[0])]
    if dataclasses.is_dataclass(hint):
        return valid_command(hint)  # type: ignore[arg-type]  # hints are classes
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint)).value
    simple = {
        str: "text",
        int: 1,
        bool: True,
        UUID: "01890a5d-ac96-774b-bcce-b302099a8057",
        datetime: datetime(2026, 1, 1, tzinfo=UTC).isoformat(),
        date: "2026-01-01",
    }
    return simple[hint]


def _constrained(base: Any, facts: list[Any]) -> Any:
    for fact in facts:
        if isinstance(fact, StringConstraints):
            if fact.pattern:
                return _matching(str(getattr(fact.pattern, "pattern", fact.pattern)))
            return "a" * max(fact.min_length or 1, 1)
        if isinstance(fact, FieldInfo):
            return next((one.ge for one in fact.metadata if isinstance(one, annotated_types.Ge)), 1)
    return valid_value(base)


def _matching(pattern: str) -> str:
    import re

    candidates = ("A1", "12990.00", "KZT", "050000", "482930177563", "123456", "a@b.kz", "abc", "0" * 64)
    return next(one for one in candidates if re.search(pattern, one))


def valid_command(shape: type) -> dict[str, Any]:
    """The required fields of a contract, filled; consent is left out."""
    hints = typing.get_type_hints(shape, include_extras=True)
    return {
        one.name: valid_value(hints[one.name])
        for one in dataclasses.fields(shape)
        if one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING and one.name != "consent"
    }


def test_there_are_writes_to_try() -> None:
    assert len(WITH_CONSENT) >= 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", WITH_CONSENT)
def test_a_write_without_its_block_is_refused_and_nothing_is_stored(
    door: Door, name: str, caller_for: Any, policy_in_force: None
) -> None:
    use_case: UseCase[Any] = all_use_cases()[name]
    caller: Caller = caller_for(use_case)
    before = rows.snapshot()

    answer = door.call(name, caller, None, {}, valid_command(use_case.command_type))

    assert answer.error == "consent.required"
    assert set(rows.changed(before)) <= {"gate_auditrow", "gate_ratecounter"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("value", [False, None, "yes", "true", 1, [False], {}], ids=repr)
@pytest.mark.parametrize("name", WITH_CONSENT)
def test_only_a_json_true_is_consent(
    door: Door, name: str, value: Any, caller_for: Any, consent_form: Any, policy_in_force: None
) -> None:
    use_case: UseCase[Any] = all_use_cases()[name]
    caller: Caller = caller_for(use_case)
    assert use_case.declared is not None
    flags = {flag.value: True for flag in use_case.declared.purposes}
    flags[next(iter(flags))] = value
    command = valid_command(use_case.command_type) | {"consent": {"form": consent_form(), "flags": flags}}
    before = rows.snapshot()

    answer = door.call(name, caller, None, {}, command)

    assert answer.error == ("consent.required" if value is False else "input.invalid")
    assert set(rows.changed(before)) <= {"gate_auditrow", "gate_ratecounter"}
