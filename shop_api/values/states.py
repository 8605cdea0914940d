"""State machines as tables: one row a transition. Checks, `allowed_actions` and diagrams all read the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from shop_api.values.contract import contract


@contract
class StateAction:
    """Whether this actor may do something to this object now; `reason_code` says why not."""

    action: str
    allowed: bool
    reason_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """From any of `sources`, `event` leads `to`; who may cause it, what must hold, what else it does."""

    event: str
    sources: tuple[str, ...]
    to: str
    actors: tuple[str, ...]
    guard: str = ""
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A machine's name, its states in the order of their telling, and its transitions."""

    name: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        seen: set[tuple[str, str]] = set()
        for row in self.transitions:
            unknown = {*row.sources, row.to} - set(self.states)
            if unknown:
                raise ValueError(f"{self.name}: {row.event} names unknown states {sorted(unknown)}")
            for source in row.sources:
                if (source, row.event) in seen:
                    raise ValueError(f"{self.name}: {row.event} from {source} stands twice")
                seen.add((source, row.event))

    def target(self, state: str, event: str) -> str | None:
        """Where an event leads from a state; None where it leads nowhere."""
        return next((row.to for row in self.transitions if row.event == event and state in row.sources), None)

    def actions(self, state: str, events: Iterable[str], reason_code: str) -> tuple[StateAction, ...]:
        """For each event, whether the state allows it; `reason_code` where it does not."""
        return tuple(
            StateAction(action=event, allowed=True)
            if self.target(state, event) is not None
            else StateAction(action=event, allowed=False, reason_code=reason_code)
            for event in events
        )
