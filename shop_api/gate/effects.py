"""Effects that run upward: a lower feature announces, higher features act in the same transaction.

`consent` must not know `reviews`, yet withdrawing the publication of a name hides it there. Features bind their
effects in `apps.py`; an announcement runs them in the order of their names.
"""

from collections.abc import Callable
from typing import Any

Effect = Callable[..., None]

_bound: dict[str, dict[str, Effect]] = {}


def bind(announcement: str, name: str, effect: Effect) -> None:
    """Run `effect(actor=…, **facts)` whenever `announcement` is made. Binding a name twice is a mistake."""
    effects = _bound.setdefault(announcement, {})
    if name in effects and effects[name] is not effect:
        raise ValueError(f"{announcement} has an effect named {name} already")
    effects[name] = effect


def announce(announcement: str, **facts: Any) -> None:
    """Run every effect bound to an announcement, here and now, in the caller's transaction."""
    for _, effect in sorted(_bound.get(announcement, {}).items()):
        effect(**facts)


def bound() -> dict[str, list[str]]:
    """Which effects hang on which announcements; printed in the documentation and asserted in tests."""
    return {announcement: sorted(effects) for announcement, effects in sorted(_bound.items())}
