"""The table of states."""

import pytest

from shop_api.orders.contracts.orders import OrderAction, OrderStatus, PaymentStatus
from shop_api.orders.rules import states

S, P = OrderStatus, PaymentStatus


@pytest.mark.parametrize(
    ("event", "status", "payment", "reason"),
    [
        ("cancel", S.CONFIRMED, P.DUE, None),
        ("cancel", S.PROCESSING, P.DUE, None),
        ("cancel", S.COMPLETED, P.PAID, "order_is_completed"),
        ("cancel", S.CANCELLED, P.VOIDED, "order_is_cancelled"),
        ("cancel", S.CONFIRMED, P.PAID, "payment_is_paid"),
        ("cancel", S.EXPIRED, P.VOIDED, "order_is_expired"),
        ("deliver", S.CONFIRMED, P.DUE, None),
        ("deliver", S.CANCELLED, P.VOIDED, "order_is_cancelled"),
        ("deliver", S.COMPLETED, P.PAID, "order_is_completed"),
        ("place", S.CONFIRMED, P.DUE, "order_is_confirmed"),
    ],
)
def test_table_says_what_can_happen_and_why_not(event, status, payment, reason):
    assert states.refusal(event, states.Facts(status, payment)) == reason


def test_only_staff_are_offered_to_deliver():
    facts = states.Facts(S.CONFIRMED, P.DUE)

    assert states.actions_of(states.Who.OWNER, facts) == [(OrderAction.CANCEL, None)]
    assert states.actions_of(states.Who.STAFF, facts) == [(OrderAction.CANCEL, None), (OrderAction.DELIVER, None)]


def test_each_event_is_one_row_and_each_action_has_one():
    events = [row.event for row in states.TRANSITIONS]

    assert len(events) == len(set(events)) == 3
    assert {action.value for action in OrderAction} <= set(events)


def test_nothing_is_owed_once_an_order_has_ended():
    assert set(S) - {S.COMPLETED, S.CANCELLED, S.EXPIRED} == states.OPEN
