"""The gate's side of consent: what a write declares, what a client sends, and a port that `consent` binds.

The gate must not know the consent feature, which stands above it. Unbound, the port answers *no*.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from uuid import UUID

from frontend_contracts.wire.problems import Kind
from shop_api.gate import errors
from shop_api.gate.actor import Actor
from shop_api.values.contract import contract
from shop_api.values.purposes import Flag, Switch

FORM_ADDRESS = "/api/v1/consent/form"

Result = TypeVar("Result")


class Ground(StrEnum):
    """Why a write needs no consent block. A closed list; the committed list of such writes shows in review."""

    EXERCISE_OF_RIGHT = "exercise_of_right"
    AUTHENTICATION = "authentication"
    STAFF = "staff"
    PROVIDER = "provider"
    CLOCK = "clock"


class Statute(StrEnum):
    """A duty by law under which staff, providers and the clock act where no consent is the ground."""

    NO_PERSONAL_DATA = "no_personal_data"
    CONSUMER_LAW = "law 274-IV of 04.05.2010"
    TAX_CODE = "Tax Code art. 206"
    DATA_MINIMISATION = "law 94-V art. 7(9)"
    DATA_SUBJECT_RIGHTS = "law 94-V art. 24(1)"
    CONSENT_PROOF = "law 94-V art. 25(2)(5)"


@contract
class ConsentBlock:
    """What a client sends with a write: the form's token, and a flag for each thing asked."""

    form: str
    flags: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Declared:
    """What a use case declares: flags that must be true, flags it also records, and flags some commands add.

    `sometimes` lists every flag that `when` can add; where it does not, such a flag is optional.
    """

    purposes: tuple[Flag, ...] = ()
    optional: tuple[Flag, ...] = ()
    when: Callable[[Any], Sequence[Flag]] | None = None
    sometimes: tuple[Flag, ...] = ()

    def offered(self) -> tuple[Flag, ...]:
        """Every flag this write may carry."""
        return (*self.purposes, *self.sometimes, *self.optional)

    def required_for(self, command: Any) -> tuple[Flag, ...]:
        """Flags that must be true for this very command."""
        return self.purposes if self.when is None else (*self.purposes, *self.when(command))


@dataclass(frozen=True, slots=True)
class Checked:
    """A consent that passed, to be recorded with the write. `payload` is the consent feature's own."""

    required: tuple[Flag, ...]
    payload: Any


@dataclass(frozen=True, slots=True)
class About:
    """Whom a result is about: the data subject, and the name they gave, for the evidence of their consent."""

    subject_id: UUID
    name: str = ""


def about(subject_id: UUID, result: Result, *, name: str = "") -> Result:
    """Mark a result as made for a data subject, as when a visitor gets their first cart; returns the same result.

    The mark is no field of the contract: neither door shows it, and a replay does not have it.
    """
    object.__setattr__(result, "_about", About(subject_id, name))
    return result


def subject_of(actor: Actor, result: Any) -> About:
    """Whose consent stands beside a write: the one its result is marked with, else the actor.

    :raises RuntimeError: nobody; the use case makes something for a visitor and does not say for whom
    """
    marked: About | None = getattr(result, "_about", None)
    if marked is not None:
        return marked
    if actor.subject_id is None:
        raise RuntimeError("A write with consent is about somebody: mark its result with consent_port.about().")
    return About(actor.subject_id)


class ConsentRequired(errors.ConsentRefusal):
    """A flag that this write needs is missing or false; `missing` lists their ids for machines."""

    shown = ("missing", "form")

    code = "consent.required"
    kind = Kind.RULE
    texts = {
        "en": "This needs your consent: {flags}. Show the form at {form} and send its token with these flags true.",
        "ru": "Нужно ваше согласие: {flags}. Покажите форму {form} и отправьте её токен с этими флагами true.",
        "kk": "Келісіміңіз керек: {flags}. {form} нысанын көрсетіп, токенін осы жалаушалар true күйінде жіберіңіз.",
    }


def consent_required(missing: Sequence[Flag]) -> ConsentRequired:
    """The refusal that names the flags and where the form is."""
    ids = [flag.value for flag in missing]
    return ConsentRequired(flags=", ".join(ids), missing=ids, form=FORM_ADDRESS)


class StandingConsentMissing(errors.ShopError):
    """Staff or the clock would use data for a purpose this person has not agreed to, or no longer."""

    code = "consent.not_standing"
    kind = Kind.RULE
    texts = {
        "en": "The person has not agreed to {purpose}, or has withdrawn it. Ask them before going on.",
        "ru": "Человек не давал согласия на {purpose} или отозвал его. Сначала спросите его.",
        "kk": "Адам {purpose} мақсатына келісім бермеген немесе оны қайтарып алған. Алдымен өзінен сұраңыз.",
    }


@dataclass(frozen=True, slots=True)
class TransferTerms:
    """What a transfer to somebody outside stands on: the policy in force, and the switches that do not stand for it."""

    policy_version: int | None
    lacking: tuple[Switch, ...]


class ConsentPort(Protocol):
    """What the consent feature does for the gate."""

    def check(self, actor: Actor, declared: Declared, command: Any) -> Checked:
        """Check the block against the form and the policy in force, or raise a ConsentRefusal. Writes nothing."""

    def record(self, actor: Actor, checked: Checked, result: Any, write_ref: str) -> tuple[UUID, ...]:
        """Write what was agreed and refused beside the result; returns the ids of the consent records."""

    def records_of(self, write_ref: str) -> tuple[UUID, ...]:
        """The consent records a write was done under, for its replay."""

    def covers(self, subject_id: UUID, flag: Flag, at: datetime) -> bool:
        """Whether this person's standing consent covers a purpose or a switch at a moment."""

    def transfer_terms(
        self, subject_id: UUID | None, recipient: str, switches: Sequence[Switch], at: datetime
    ) -> TransferTerms:
        """What a transfer of this person's data to a recipient stands on at a moment; no person, no switch."""


class _Unbound:
    """No consent feature, no consent."""

    def check(self, actor: Actor, declared: Declared, command: Any) -> Checked:
        raise consent_required(declared.required_for(command))

    def record(self, actor: Actor, checked: Checked, result: Any, write_ref: str) -> tuple[UUID, ...]:
        raise consent_required(checked.required)

    def records_of(self, write_ref: str) -> tuple[UUID, ...]:
        return ()

    def covers(self, subject_id: UUID, flag: Flag, at: datetime) -> bool:
        return False

    def transfer_terms(
        self, subject_id: UUID | None, recipient: str, switches: Sequence[Switch], at: datetime
    ) -> TransferTerms:
        return TransferTerms(None, tuple(switches))


_port: ConsentPort = _Unbound()


def bind(port: ConsentPort) -> None:
    """Called once, by the consent feature's `apps.py`."""
    global _port
    _port = port


def port() -> ConsentPort:
    """The bound port, or the one that answers no."""
    return _port
