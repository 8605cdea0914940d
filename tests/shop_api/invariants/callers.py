"""Every kind of caller, with the permissions their credential gives, for matrices of callers and requests."""

from collections.abc import Callable

from shop_api.gate.permissions import CART, CUSTOMER, GUEST, PROVIDER, PUBLIC, STAFF, Permission, Role
from tests.shop_api.door import Caller
from tests.shop_api.invariants.cast import Cast

#: Kind of caller → what they may do. The credentials are in `BY`.
MAY: dict[str, frozenset[Permission]] = {
    "anonymous": PUBLIC,
    "cart": PUBLIC | CART,
    "guest": PUBLIC | GUEST,
    "customer": PUBLIC | CUSTOMER,
    "staff without a role": PUBLIC,
    "support": PUBLIC | STAFF[Role.SUPPORT],
    "moderator": PUBLIC | STAFF[Role.MODERATOR],
    "stock keeper": PUBLIC | STAFF[Role.STOCK_KEEPER],
    "responsible person": PUBLIC | STAFF[Role.RESPONSIBLE],
    "provider": PUBLIC | PROVIDER,
}
BY: dict[str, Callable[[Cast], Caller]] = {
    "anonymous": lambda cast: cast.stranger,
    "cart": lambda cast: cast.visitor.caller,
    "guest": lambda cast: cast.guest,
    "customer": lambda cast: cast.other,
    "staff without a role": lambda cast: cast.idler,
    "support": lambda cast: cast.supporter,
    "moderator": lambda cast: cast.moderator,
    "stock keeper": lambda cast: cast.stock_keeper,
    "responsible person": lambda cast: cast.responsible,
    "provider": lambda cast: cast.provider,
}
#: Kinds that have an id: what they may not see does not exist. The others are asked to sign in.
HAVE_AN_ID = {"customer", "staff without a role", "support", "moderator", "stock keeper", "responsible person"}


def refusal_of(kind: str) -> str:
    """How the gate refuses this kind of caller what they may not do."""
    return "not_found" if kind in HAVE_AN_ID else "auth.required"
