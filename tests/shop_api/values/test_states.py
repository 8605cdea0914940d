"""A table of states says where each event leads, and refuses to be ambiguous."""

import pytest

from shop_api.values.states import Machine, StateAction, Transition

DOOR = Machine(
    name="door",
    states=("open", "shut", "locked"),
    transitions=(
        Transition(event="shut", sources=("open",), to="shut", actors=("anybody",)),
        Transition(event="open", sources=("shut",), to="open", actors=("anybody",)),
        Transition(event="lock", sources=("shut",), to="locked", actors=("owner",)),
    ),
)


def test_an_event_leads_from_its_sources_and_from_nowhere_else():
    assert (DOOR.target("shut", "lock"), DOOR.target("open", "lock"), DOOR.target("locked", "open")) == (
        "locked",
        None,
        None,
    )


def test_actions_say_what_is_possible_and_why_not_the_rest():
    assert DOOR.actions("open", ["shut", "lock"], "door.not_now") == (
        StateAction(action="shut", allowed=True),
        StateAction(action="lock", allowed=False, reason_code="door.not_now"),
    )


@pytest.mark.parametrize(
    "row",
    [
        Transition(event="paint", sources=("open",), to="red", actors=("anybody",)),
        Transition(event="paint", sources=("red",), to="open", actors=("anybody",)),
        Transition(event="lock", sources=("shut",), to="open", actors=("anybody",)),
    ],
    ids=["to nowhere", "from nowhere", "twice"],
)
def test_a_table_that_is_wrong_cannot_be_made(row):
    with pytest.raises(ValueError, match="door"):
        Machine(name="door", states=DOOR.states, transitions=(*DOOR.transitions, row))
