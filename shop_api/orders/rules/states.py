"""The states of an order as a table: the one source for checks, allowed actions, documentation and diagrams."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from shop_api.orders.contracts.orders import OrderAction, OrderStatus, PaymentStatus


class Who(StrEnum):
    """What an actor is to an order."""

    OWNER = "owner"  # the account or the guest it belongs to
    STAFF = "staff"


class Effect(StrEnum):
    """What a transition does besides changing the state; steps carry it out in the same transaction."""

    RESERVE_STOCK = "reserve_stock"
    RELEASE_STOCK = "release_stock"
    CONSUME_STOCK = "consume_stock"
    TAKE_CASH = "take_cash"
    VOID_PAYMENT = "void_payment"
    LETTER_PLACED = "letter_placed"
    LETTER_CANCELLED = "letter_cancelled"


@dataclass(frozen=True, slots=True)
class Facts:
    """What guards may look at."""

    status: OrderStatus
    payment_status: PaymentStatus


Guard = Callable[[Facts], bool]


def payment_is_due(facts: Facts) -> bool:
    """Nothing was paid and nothing was given up: cash is still to be collected."""
    return facts.payment_status is PaymentStatus.DUE


def always(facts: Facts) -> bool:
    """No further condition."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """From one of some states, on an event, to a state. An empty `sources` makes the order."""

    event: str
    sources: frozenset[OrderStatus]
    guard: Guard
    target: OrderStatus
    actors: frozenset[Who]
    effects: tuple[Effect, ...]


MACHINE = "order"
_BEFORE_HAND_OVER = frozenset({OrderStatus.CONFIRMED, OrderStatus.PROCESSING})

#: Every transition that exists. Payment online, holds and shipments add rows here and nowhere else.
TRANSITIONS = (
    Transition(
        event="place",
        sources=frozenset(),
        guard=always,
        target=OrderStatus.CONFIRMED,  # cash on delivery waits for no payment
        actors=frozenset({Who.OWNER}),
        effects=(Effect.RESERVE_STOCK, Effect.LETTER_PLACED),
    ),
    Transition(
        event="cancel",
        sources=_BEFORE_HAND_OVER,
        guard=payment_is_due,
        target=OrderStatus.CANCELLED,
        actors=frozenset({Who.OWNER, Who.STAFF}),
        effects=(Effect.RELEASE_STOCK, Effect.VOID_PAYMENT, Effect.LETTER_CANCELLED),
    ),
    Transition(
        event="deliver",
        sources=_BEFORE_HAND_OVER,
        guard=payment_is_due,
        target=OrderStatus.COMPLETED,
        actors=frozenset({Who.STAFF}),
        effects=(Effect.CONSUME_STOCK, Effect.TAKE_CASH),
    ),
)

#: States in which something is still owed to the customer: consent for fulfilment cannot be withdrawn meanwhile.
OPEN = frozenset({OrderStatus.PENDING_PAYMENT, OrderStatus.CONFIRMED, OrderStatus.ON_HOLD, OrderStatus.PROCESSING})


def transition(event: str) -> Transition:
    """The row of an event."""
    return next(row for row in TRANSITIONS if row.event == event)


def refusal(event: str, facts: Facts) -> str | None:
    """Why an event cannot happen in these circumstances, as a reason code; None when it can."""
    row = transition(event)
    if facts.status not in row.sources:
        return f"order_is_{facts.status.value}"
    return None if row.guard(facts) else f"payment_is_{facts.payment_status.value}"


def actions_of(who: Who, facts: Facts) -> list[tuple[OrderAction, str | None]]:
    """Each action this actor could ever take, with the reason why not now."""
    return [(action, refusal(action.value, facts)) for action in OrderAction if who in transition(action.value).actors]
