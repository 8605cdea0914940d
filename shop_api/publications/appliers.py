"""Appliers: what a feature does when something was published. Bound in `apps.py`, called in the event's transaction.

`apply(actor, event, document)`: `event` is the row that came (`type`, `data`, `sequence`, `occurred_at`); `document`
is the body, checked against the announced hash, or None for events that have none.
"""

from collections.abc import Callable
from typing import Any

from shop_api.gate.actor import Actor

Applier = Callable[[Actor, Any, dict[str, Any] | None], None]

_bound: dict[str, Applier] = {}


class DocumentRefused(ValueError):
    """An applier cannot use a body although its hash fits: something it needs is missing from it."""


def bind(event_type: str, apply: Applier) -> None:
    """Let one feature apply an event type. Binding a type twice is a mistake."""
    if _bound.setdefault(event_type, apply) is not apply:
        raise ValueError(f"{event_type} has an applier already")


def applier_of(event_type: str) -> Applier | None:
    """Who applies a type; None when nobody listens."""
    return _bound.get(event_type)


def bound() -> list[str]:
    """Event types that somebody applies."""
    return sorted(_bound)
