"""Open obligations: while one is open, the consent it rests on cannot be withdrawn (law 94-V Art. 8(2)).

Higher features bind a check in `apps.py`: `check(actor=…, subject_ids=[…], flag="order_fulfilment")` answers whether
an obligation towards these subjects that rests on the flag is open.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from shop_api.consent import refusals
from shop_api.gate.actor import Actor

ARTICLE = "Art. 8(2), law 94-V"

Check = Callable[..., bool]

_checks: dict[str, Check] = {}


def bind(name: str, check: Check) -> None:
    """Ask `check` before a withdrawal. Binding a name twice is a mistake."""
    if _checks.setdefault(name, check) is not check:
        raise ValueError(f"obligations of {name} are bound already")


def is_open(actor: Actor, subject_ids: Sequence[UUID], flag: str) -> bool:
    """Whether something promised under this consent is not fulfilled yet."""
    return any(check(actor=actor, subject_ids=list(subject_ids), flag=flag) for _, check in sorted(_checks.items()))


def refuse_if_open(actor: Actor, subject_ids: Sequence[UUID], flag: str) -> None:
    """Let a withdrawal pass, or refuse it.

    :raises ObligationOpen: something promised under this consent is not fulfilled yet
    """
    if is_open(actor, subject_ids, flag):
        raise refusals.ObligationOpen(flag=flag, article=ARTICLE, withdrawn=[], kept=[])
