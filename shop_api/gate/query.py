"""The wrapper every query wears: permission first. A read of other people's data names what it is for, reads no field
that is kept for something else, and leaves an audit row.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_type_hints

from django.db import transaction

from frontend_contracts.wire.problems import AuthRequired, NotFound, Problem
from shop_api.gate import audit, purpose_limits
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Statute
from shop_api.gate.permissions import Permission
from shop_api.values.purposes import Purpose

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Query(Generic[Result]):
    """A query with what it declares. A query changes nothing but, where it is about others, the audit trail.

    `under` names the purposes or statutes that others' data are read for; it is empty where people read their own.

    `is_ready` says that its answers are `values.ready`: JSON that lies ready, which doors pass on without resolving.
    """

    name: str
    body: Callable[..., Result]
    criteria_type: type
    result_type: Any
    permission: Permission
    under: tuple[Purpose | Statute, ...] = ()
    is_ready: bool = False

    def __call__(self, *, actor: Actor, criteria: Any) -> Result:
        """Answer the query for an actor.

        :raises AuthRequired: a stranger asks for what needs an account
        :raises NotFound: an account asks for what it may not see, or what is not there: one answer for both
        """
        if not self.under:
            self._admit(actor)
            return self.body(actor=actor, criteria=criteria)
        try:
            self._admit(actor)
            with transaction.atomic(durable=True):
                with purpose_limits.limited(self.under):
                    result = self.body(actor=actor, criteria=criteria)
                audit.record(self.name, audit.DONE, actor, object_id=str(getattr(result, "id", "")))
        except Problem as problem:
            audit.record(self.name, problem.code, actor)
            raise
        return result

    def _admit(self, actor: Actor) -> None:
        if self.permission not in actor.permissions:
            raise AuthRequired() if actor.id is None else NotFound()


_registry: dict[str, Query[Any]] = {}


def query(
    *, permission: Permission, under: Sequence[Purpose | Statute] = (), is_ready: bool = False
) -> Callable[[Callable[..., Result]], Query[Result]]:
    """Declare a query: `def reviews_of(*, actor: Actor, criteria: contracts.ReviewsOf) -> Page[contracts.Review]`.

    `under` is what somebody else's data are read for. Such a read is audited, and limited to the fields that are kept
    for it; a statute says itself what it wants.
    """

    def wrap(body: Callable[..., Result]) -> Query[Result]:
        hints = get_type_hints(body, include_extras=True)
        if set(inspect.signature(body).parameters) != {"actor", "criteria"}:
            raise TypeError(f"{body.__name__} takes actor and criteria")
        made = Query(
            name=body.__name__,
            body=body,
            criteria_type=hints["criteria"],
            result_type=hints["return"],
            permission=permission,
            under=tuple(under),
            is_ready=is_ready,
        )
        if _registry.setdefault(made.name, made) is not made:
            raise ValueError(f"two queries are named {made.name}")
        object.__setattr__(made, "__doc__", body.__doc__)
        object.__setattr__(made, "__module__", body.__module__)
        return made

    return wrap


def all_queries() -> dict[str, Query[Any]]:
    """Every query by name, in the order of names."""
    return dict(sorted(_registry.items()))
