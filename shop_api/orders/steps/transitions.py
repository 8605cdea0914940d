"""Moving an order from state to state: lock, look at the table, change, write one event and one outbox row."""

from typing import Any
from uuid import UUID

from frontend_contracts.wire.problems import NotFound, PreconditionFailed
from shop_api.catalog import steps as catalog
from shop_api.catalog.contracts import StockLine
from shop_api.gate import effects, outbox
from shop_api.gate.actor import Actor
from shop_api.orders import models, problems
from shop_api.orders.contracts.orders import PaymentStatus
from shop_api.orders.queries import views
from shop_api.orders.rules import states
from shop_api.orders.steps import letters
from shop_api.values.identifiers import bare_number

_TOLD_AS = {
    "place": "order.placed",
    "cancel": "order.cancelled",
    "deliver": "order.completed",
    "claim": "order.claimed",
}


def deliver(
    actor: Actor, number: str, *, cash_taken_minor: int | None = None, expected_version: int | None = None
) -> None:
    """Hand an order over, for staff: it is completed, its stock leaves the shelf, the cash is recorded.

    `cash_taken_minor` is what the courier brought, in tiyn; left out, what was to be collected.

    :raises NotFound: no such order
    :raises PreconditionFailed: it changed since it was read
    :raises TransitionRefused: it was handed over or cancelled before
    """
    order = _locked(number, expected_version)
    _check(order, "deliver")
    order.cash_taken_minor = order.cash_minor if cash_taken_minor is None else cash_taken_minor
    move(order, "deliver", actor, details={"cash_taken_minor": order.cash_taken_minor})


def cancel(actor: Actor, number: str, *, reason: str = "", expected_version: int | None = None) -> None:
    """Cancel an order before hand-over, for staff: its stock comes back. `reason` is kept beside the event as it is.

    :raises NotFound: no such order
    :raises PreconditionFailed: it changed since it was read
    :raises TransitionRefused: it was handed over or cancelled before
    """
    order = _locked(number, expected_version)
    move(order, "cancel", actor, details={"reason": reason} if reason else {})


def move(order: models.Order, event: str, actor: Actor, *, details: dict[str, Any] | None = None) -> None:
    """Take a locked order along a row of the table, effects included.

    :raises TransitionRefused: the table has no such way from here
    """
    _check(order, event)
    row = states.transition(event)
    before, order.status = order.status, row.target.value
    order.version += 1
    order.changed_at = actor.at
    for effect in row.effects:
        _carry_out(effect, order, actor)
    order.save(update_fields=["status", "payment_status", "cash_taken_minor", "version", "changed_at"])
    record(order, event, before, actor, details=details)
    if order.status not in states.OPEN:
        # What waited for this order may go now: a withdrawal of consent, for one.
        effects.announce("obligation.ended", actor=actor, subject_id=order.subject_id)


def record(
    order: models.Order, event: str, before: str, actor: Actor, *, details: dict[str, Any] | None = None
) -> models.OrderEvent:
    """Write what happened, and tell whoever listens: ids, versions and states, nothing about a person."""
    made = models.OrderEvent.objects.create(
        order=order,
        sequence=order.version,
        at=actor.at,
        event=event,
        from_status=before,
        to_status=order.status,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        details=details or {},
    )
    data = {"order_id": str(order.id), "version": order.version, "status": order.status}
    outbox.record(_TOLD_AS[event], data, actor.at)
    return made


def stock_lines(order_id: UUID) -> list[StockLine]:
    """What an order holds of the stock."""
    rows = models.OrderLine.objects.filter(order=order_id).values_list("sku", "quantity")
    return [StockLine(sku, quantity) for sku, quantity in rows]


def _carry_out(effect: states.Effect, order: models.Order, actor: Actor) -> None:
    match effect:
        case states.Effect.RELEASE_STOCK:
            catalog.release(stock_lines(order.id), reference=str(order.id), at=actor.at)
        case states.Effect.CONSUME_STOCK:
            catalog.consume(stock_lines(order.id), reference=str(order.id), at=actor.at)
        case states.Effect.TAKE_CASH:
            order.payment_status = PaymentStatus.PAID.value
        case states.Effect.VOID_PAYMENT:
            order.payment_status = PaymentStatus.VOIDED.value
        case states.Effect.LETTER_CANCELLED:
            letters.cancelled(order, actor)
        case _:
            raise ValueError(f"{effect} belongs to placing, which has steps of its own")


def _check(order: models.Order, event: str) -> None:
    reason = states.refusal(event, views.facts_of(order))
    if reason is not None:
        raise problems.TransitionRefused(reason=reason, action=event)


def _locked(typed: str, expected_version: int | None) -> models.Order:
    number = bare_number(typed)
    found = None if number is None else models.Order.objects.select_for_update().filter(number=number).first()
    if found is None:
        raise NotFound
    if expected_version is not None and found.version != expected_version:
        raise PreconditionFailed
    return found
