"""Rules of support: the table of thread states, the budget of reveals, numbers of threads."""

from datetime import date, datetime, timedelta

from shop_api.support.contracts import ThreadStatus
from shop_api.values import law
from shop_api.values.clock import ALMATY, day_in_almaty
from shop_api.values.identifiers import bare_number
from shop_api.values.states import Machine, Transition

REVEALS_A_DAY = 40  # by one member of staff, in a day of Almaty; privacy.md "Staff" asks for a budget
SHORTEST_PASSWORD = 10  # characters, as for customers
TOKEN_PREFIX = "st_"  # noqa: S105 - it tells our tokens from other bearers and is no secret
LETTER = "T"

_OPEN, _CUSTOMER = ThreadStatus.OPEN.value, ThreadStatus.WAITING_CUSTOMER.value
_STAFF, _RESOLVED, _CLOSED = (
    ThreadStatus.WAITING_STAFF.value,
    ThreadStatus.RESOLVED.value,
    ThreadStatus.CLOSED.value,
)

#: The whole life of a thread. A message always reopens.
MACHINE = Machine(
    name="thread",
    states=tuple(status.value for status in ThreadStatus),
    transitions=(
        Transition(event="write", sources=(_OPEN, _RESOLVED, _CLOSED), to=_OPEN, actors=("customer", "guest")),
        Transition(event="reply", sources=(_CUSTOMER, _STAFF), to=_STAFF, actors=("customer", "guest")),
        Transition(
            event="answer",
            sources=(_OPEN, _STAFF, _CUSTOMER, _RESOLVED, _CLOSED),
            to=_CUSTOMER,
            actors=("support",),
            guard="the customer's consent to support stands",
            effects=("letter support_answer",),
        ),
        Transition(event="resolve", sources=(_OPEN, _STAFF, _CUSTOMER), to=_RESOLVED, actors=("support",)),
        Transition(event="close", sources=(_RESOLVED,), to=_CLOSED, actors=("clock",)),
    ),
)
STAFF_EVENTS = ("answer", "resolve")


def customers_event(status: str) -> str:
    """What a customer's message is to a thread: a reply where somebody waits, else a new word that opens it."""
    return "reply" if MACHINE.target(status, "reply") is not None else "write"


def waits_for_us(status: str) -> bool:
    """Whether the customer has the last word."""
    return status in (_OPEN, _STAFF)


def answer_due_on(waiting_since: datetime | None) -> date | None:
    """The last day, in Almaty, to answer a customer who waits; None where nobody does.

    Nobody can tell a complaint from a question by its words, so each is answered in a complaint's time.
    Source: law 274-IV of 04.05.2010 art. 42-4: a reasoned answer within ten calendar days.
    """
    if waiting_since is None:
        return None
    came_on = day_in_almaty(waiting_since)
    return came_on + timedelta(days=law.number("complaint_days", came_on))


def bare_thread_number(typed: str) -> str | None:
    """`t4829 3017 7563` → `T482930177563`; None when it cannot be a thread's number."""
    text = typed.strip()
    digits = bare_number(text[1:]) if text[:1].upper() == LETTER else None
    return None if digits is None else LETTER + digits


def day_begins(at: datetime) -> datetime:
    """When this day began in Almaty."""
    return at.astimezone(ALMATY).replace(hour=0, minute=0, second=0, microsecond=0)


def seconds_to_next_day(at: datetime) -> int:
    """How long until the next day begins in Almaty."""
    return int((day_begins(at) + timedelta(days=1) - at).total_seconds()) + 1


def normalised_email(typed: str) -> str:
    """Addresses of staff differ in more than their case."""
    return typed.strip().lower()
