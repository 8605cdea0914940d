"""The wrapper every use case wears: permission, rate, key, consent or ground, work, audit — in one transaction."""

import inspect
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar, get_type_hints
from uuid import UUID

from django.db import transaction

from frontend_contracts.wire.problems import AuthRequired, NotFound, Problem, registry
from shop_api.gate import audit, consent_port, errors, idempotency, purpose_limits, throttle
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.consent_port import Checked, Declared, Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.values.contract import Done
from shop_api.values.purposes import Flag, Purpose

Result = TypeVar("Result")


class Key(Enum):
    """Whether a write must carry an idempotency key or may."""

    REQUIRED = "required"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What a use case answered, whether this is a replay, and the consent records it was done under."""

    result: Result
    is_replay: bool = False
    consent_records: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UseCase(Generic[Result]):
    """A use case with what it declares. Call `run` from a door; calling the object itself is the same, without key."""

    name: str
    body: Callable[..., Result]
    command_type: type
    result_type: Any
    permission: Permission
    declared: Declared | None
    ground: Ground | None
    under: Purpose | Statute | None
    subject_of: Callable[[Actor, Any], UUID | None] | None
    key: Key
    replay: Callable[[Actor, str], Result] | None
    limit: throttle.Limit
    shows_consent: bool

    def __call__(self, *, actor: Actor, command: Any) -> Result:
        """Run without an idempotency key, for use cases that only accept one."""
        return self.run(actor=actor, command=command).result

    def run(self, *, actor: Actor, command: Any, key: str | None = None) -> Outcome[Result]:
        """Run the use case for an actor.

        :raises Problem: every refusal, each with its code; bugs leave as they are
        """
        try:
            self._admit(actor, key)
            outcome, refusal = self._transact(actor, command, key)
        except Problem as problem:
            self._audit_apart(actor, problem)
            raise
        if refusal is not None:
            raise refusal
        assert outcome is not None  # noqa: S101 - one of the two is always there; this tells the type checker
        return outcome

    def _admit(self, actor: Actor, key: str | None) -> None:
        if self.permission not in actor.permissions:
            raise AuthRequired() if actor.id is None else NotFound()
        throttle.hit(self.name, actor, self.limit)
        if key is None:
            if self.key is Key.REQUIRED:
                raise errors.IdempotencyKeyMissing()
        else:
            idempotency.check_form(key)

    def _transact(self, actor: Actor, command: Any, key: str | None) -> tuple[Outcome[Result] | None, Problem | None]:
        # Durable: a use case inside a use case is an error, and so is a transaction around the whole request.
        with transaction.atomic(durable=True):
            claim = None if key is None else idempotency.claim(self.name, actor, command, key)
            if claim is not None and claim.is_replay:
                audit.record(self.name, audit.REPLAYED, actor, object_id=claim.result_id)
                return self._replayed(actor, claim)
            outcome, refusal = self._work(actor, command)
            if refusal is not None:
                if claim is not None:
                    claim.keep_refusal(refusal.code, refusal.params)
                audit.record(self.name, refusal.code, actor)
                return None, refusal
            assert outcome is not None  # noqa: S101 - see above
            object_id = result_id(outcome.result)
            if claim is not None:
                claim.keep_result(object_id)
            audit.record(self.name, audit.DONE, actor, object_id=object_id)
            return outcome, None

    def _work(self, actor: Actor, command: Any) -> tuple[Outcome[Result] | None, Problem | None]:
        """Do the work in a savepoint: a refusal by a rule undoes it and leaves the key and the audit row."""
        kept: Problem | None = None
        try:
            with transaction.atomic():
                checked = self._consent(actor, command)
                try:
                    with purpose_limits.limited([self.under]) if self.under else nullcontext():
                        result = self.body(actor=actor, command=command)
                except errors.ShopError as refusal:
                    if not refusal.keeps_writes or refusal.kind not in errors.RULE_KINDS:
                        raise
                    kept = refusal
                else:
                    return self._recorded(actor, checked, result), None
        except errors.ConsentRefusal:
            raise
        except Problem as refusal:
            if refusal.kind not in errors.RULE_KINDS:
                raise
            return None, refusal
        return None, kept

    def _consent(self, actor: Actor, command: Any) -> Checked | None:
        if self.declared is not None:
            return consent_port.port().check(actor, self.declared, command)
        if isinstance(self.under, Purpose):
            subject_id = self.subject_of(actor, command) if self.subject_of is not None else None
            if subject_id is None or not consent_port.port().covers(subject_id, self.under, actor.at):
                raise consent_port.StandingConsentMissing(purpose=self.under.value)
        return None

    def _recorded(self, actor: Actor, checked: Checked | None, result: Result) -> Outcome[Result]:
        if checked is None:
            return Outcome(result)
        records = consent_port.port().record(actor, checked, result, self.write_ref(result_id(result)))
        return Outcome(result, consent_records=records)

    def _replayed(self, actor: Actor, claim: idempotency.Claim) -> tuple[Outcome[Result] | None, Problem | None]:
        if claim.refusal_code:
            refusal = registry()[claim.refusal_code](**(claim.refusal_params or {}))
            refusal.is_replay = True
            return None, refusal
        if self.replay is not None:
            result = self.replay(actor, claim.result_id)
        else:
            result = self.result_type(id=claim.result_id)
        records = consent_port.port().records_of(self.write_ref(claim.result_id)) if self.declared else ()
        return Outcome(result, True, records), None

    def _audit_apart(self, actor: Actor, problem: Problem) -> None:
        """A refusal that leaves nothing else behind still leaves its audit row, in a transaction of its own."""
        if (
            problem.is_replay
            or problem.kind in errors.RULE_KINDS
            and not isinstance(
                problem, errors.ConsentRefusal | errors.IdempotencyInProgress | errors.IdempotencyKeyReused
            )
        ):
            return  # written with the key, in the transaction of the write
        who = actor
        if isinstance(problem, errors.ConsentRefusal) or actor.kind is ActorKind.ANONYMOUS:
            who = actor.having(id=None)  # refused for want of consent: no personal field may be stored
        audit.record(self.name, problem.code, who)

    def write_ref(self, object_id: str) -> str:
        """The name of one write, by which its consent is found: `place_order:0190…`."""
        return f"{self.name}:{object_id}"


def result_id(result: Any) -> str:
    """The id of what a use case answered. Every result contract has one."""
    return str(result.id)


_registry: dict[str, UseCase[Any]] = {}


def use_case(  # noqa: PLR0913 - each keyword is one line of a declaration
    *,
    permission: Permission,
    purposes: Sequence[Flag] = (),
    optional: Sequence[Flag] = (),
    when: Callable[[Any], Sequence[Flag]] | None = None,
    sometimes: Sequence[Flag] = (),
    ground: Ground | None = None,
    under: Purpose | Statute | None = None,
    subject_of: Callable[[Actor, Any], UUID | None] | None = None,
    key: Key = Key.ACCEPTED,
    replay: Callable[[Actor, str], Any] | None = None,
    limit: throttle.Limit = throttle.WRITES,
    shows_consent: bool = True,
) -> Callable[[Callable[..., Result]], UseCase[Result]]:
    """Declare a use case: exactly one of a consent block (`purposes`, `optional` or both) and `ground`.

    `when` adds required flags for some commands, out of those that `sometimes` lists. `under` names the purpose or
    statute that staff, providers and the clock act under; a purpose needs `subject_of`, whose standing consent is
    checked. `replay(actor, id)` re-reads the result for a repeated key; without it the result must be a `Done`.
    """
    asks = bool(purposes or optional)
    if asks == (ground is not None):
        raise TypeError("a use case declares purposes or a ground, and not both")
    if (when is None) == bool(sometimes):
        raise TypeError("`when` and the flags it can add, `sometimes`, go together")
    if ground in {Ground.STAFF, Ground.PROVIDER, Ground.CLOCK} and under is None:
        raise TypeError(f"a use case on ground {ground} names what it acts under")
    if isinstance(under, Purpose) and subject_of is None:
        raise TypeError("standing consent is somebody's: name subject_of")

    def wrap(body: Callable[..., Result]) -> UseCase[Result]:
        hints = get_type_hints(body, include_extras=True)
        if set(inspect.signature(body).parameters) != {"actor", "command"}:
            raise TypeError(f"{body.__name__} takes actor and command")
        if replay is None and hints["return"] is not Done:
            raise TypeError(f"{body.__name__} needs replay=, or answers Done")
        made = UseCase(
            name=body.__name__,
            body=body,
            command_type=hints["command"],
            result_type=hints["return"],
            permission=permission,
            declared=Declared(tuple(purposes), tuple(optional), when, tuple(sometimes)) if asks else None,
            ground=ground,
            under=under,
            subject_of=subject_of,
            key=key,
            replay=replay,
            limit=limit,
            shows_consent=shows_consent,
        )
        if _registry.setdefault(made.name, made) is not made:
            raise ValueError(f"two use cases are named {made.name}")
        object.__setattr__(made, "__doc__", body.__doc__)
        object.__setattr__(made, "__module__", body.__module__)
        return made

    return wrap


def all_use_cases() -> dict[str, UseCase[Any]]:
    """Every use case by name, in the order of names."""
    return dict(sorted(_registry.items()))
