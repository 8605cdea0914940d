"""For each use case behind a door: somebody who may do it, and a command that succeeds once its consent is added.

A use case without an entry fails the suite: nothing can be shown about a write that nobody can try.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shop_api import urls  # noqa: F401 - importing the addresses registers every route and field
from shop_api.gate.consent_port import Ground
from shop_api.gate.use_case import all_use_cases
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.accounts import letters
from tests.shop_api.door import Caller
from tests.shop_api.invariants.cast import BUYER, EMAIL, RECIPIENT, Cast, done
from tests.shop_api.orders import shopping
from tests.shop_api.support import factories as staff

#: Not for frontends: the worker's own, and the webhook, whose signature covers the raw bytes of one REST address.
BEHIND_NO_DOOR = {name for name, one in all_use_cases().items() if one.ground is Ground.CLOCK} | {
    "receive_event",
    "apply_event",
    "create_staff_member",  # a command of whoever operates the service
}
WRITES = [name for name in all_use_cases() if name not in BEHIND_NO_DOOR]
WITH_CONSENT = [name for name in WRITES if all_use_cases()[name].declared is not None]

NEW_PASSWORD = "eleven blue pears"


@dataclass
class Asked:
    """A request that would go well: who sends it, and its fields. `consent` is added by `with_consent`."""

    caller: Caller
    values: dict[str, Any] = field(default_factory=dict)


Prepare = Callable[[Cast], Asked]
_prepared: dict[str, Prepare] = {}


def prepared(name: str, cast: Cast) -> Asked:
    """Somebody and their command, without its consent block."""
    return _prepared[name](cast)


def with_consent(name: str, cast: Cast, asked: Asked) -> dict[str, Any]:
    """The command's fields, and the consent block where the write carries one."""
    if all_use_cases()[name].declared is None:
        return asked.values
    return asked.values | {"consent": cast.consent(name, asked.caller)}


def known() -> set[str]:
    """Use cases that can be tried."""
    return set(_prepared)


def _write(prepare: Prepare) -> Prepare:
    _prepared[prepare.__name__] = prepare
    return prepare


@_write
def sign_up(cast: Cast) -> Asked:
    facts = {"email": "new@example.kz", "password": accounts.PASSWORD, "surname": "Нур", "first_name": "Дана"}
    return Asked(Caller(), facts | {"language": "kk", "age_band": "adult"})


@_write
def verify_email(cast: Cast) -> Asked:
    started = _signed_up(cast)
    return Asked(Caller(), {"sign_up_id": started, "code": letters.last_code("new@example.kz")})


@_write
def resend_code(cast: Cast) -> Asked:
    return Asked(Caller(), {"sign_up_id": _signed_up(cast)})


@_write
def sign_in(cast: Cast) -> Asked:
    return Asked(Caller(), {"email": cast.owner.email, "password": accounts.PASSWORD})


@_write
def sign_out(cast: Cast) -> Asked:
    return Asked(cast.owner)


@_write
def request_password_reset(cast: Cast) -> Asked:
    return Asked(Caller(), {"email": cast.owner.email})


@_write
def reset_password(cast: Cast) -> Asked:
    started = done(cast.door.request_password_reset(email=cast.owner.email))
    code = letters.last_code(cast.owner.email)
    return Asked(Caller(), {"reset_id": started["id"], "code": code, "password": NEW_PASSWORD})


@_write
def change_password(cast: Cast) -> Asked:
    return Asked(cast.owner, {"current_password": accounts.PASSWORD, "password": NEW_PASSWORD})


@_write
def report_compromise(cast: Cast) -> Asked:
    return Asked(cast.owner)


@_write
def end_session(cast: Cast) -> Asked:
    return Asked(cast.owner, {"session_id": cast.second_session})


@_write
def update_profile(cast: Cast) -> Asked:
    return Asked(cast.owner, {"expected_version": 1, "first_name": "Секретия-Жаңа", "phone": BUYER["phone"]})


@_write
def add_address(cast: Cast) -> Asked:
    return Asked(cast.owner, {"city": "Алматы", "street": "Абая 10", "postal_code": "050000"})


@_write
def update_address(cast: Cast) -> Asked:
    return Asked(cast.owner, {"address_id": cast.address["id"], "expected_version": 1, "city": "Шымкент"})


@_write
def remove_address(cast: Cast) -> Asked:
    return Asked(cast.owner, {"address_id": cast.address["id"]})


@_write
def set_stock(cast: Cast) -> Asked:
    return Asked(cast.stock_keeper, {"sku": "TEAPOT", "on_hand": 5000})


@_write
def give_or_refuse_consents(cast: Cast) -> Asked:
    return Asked(cast.owner)


@_write
def withdraw_consent(cast: Cast) -> Asked:
    block = cast.consent("give_or_refuse_consents", cast.owner)
    done(cast.door.give_or_refuse_consents(as_=cast.owner, consent=block))
    return Asked(cast.owner, {"flags": ["marketing_email"]})


@_write
def create_cart(cast: Cast) -> Asked:
    return Asked(Caller())


@_write
def add_cart_line(cast: Cast) -> Asked:
    return Asked(cast.visitor.caller, {"sku": "TEAPOT", "quantity": 2})


@_write
def change_cart_line(cast: Cast) -> Asked:
    version = done(cast.door.current_cart(as_=cast.visitor.caller))["version"]
    return Asked(cast.visitor.caller, {"sku": "TEAPOT", "quantity": 3, "expected_version": version})


@_write
def remove_cart_line(cast: Cast) -> Asked:
    return Asked(cast.visitor.caller, {"sku": "TEAPOT"})


@_write
def make_quote(cast: Cast) -> Asked:
    return Asked(cast.visitor.caller)


@_write
def place_order(cast: Cast) -> Asked:
    quote = done(cast.visitor.quote())
    wanted = {
        "quote_id": quote["quote_id"],
        "expected_total": quote["total"],
        "accepted_terms_version": quote["terms_version"],
        "buyer": BUYER,
        "recipient": RECIPIENT,
    }
    return Asked(cast.visitor.caller, wanted)


@_write
def cancel_order(cast: Cast) -> Asked:
    return Asked(cast.owner, {"number": cast.confirmed["number"]})


@_write
def claim_order(cast: Cast) -> Asked:
    """The guest gave the e-mail address that the owner's account confirmed."""
    placed = shopping.visitor(cast.door).order(buyer=BUYER, recipient=RECIPIENT)
    return Asked(cast.owner, {"number": placed["number"]})


@_write
def look_up_order(cast: Cast) -> Asked:
    return Asked(Caller(), {"number": cast.guest_order["number"], "phone": shopping.BUYER["phone"]})


@_write
def confirm_lookup(cast: Cast) -> Asked:
    number = cast.guest_order["number"]
    started = done(cast.door.look_up_order(number=number, phone=shopping.BUYER["phone"]))
    code = shopping.letters("lookup_code")[-1]["parameters"]["code"]
    return Asked(Caller(), {"lookup_id": started["id"], "code": code})


@_write
def submit_review(cast: Cast) -> Asked:
    assert cast.delivered
    return Asked(cast.owner, {"sku": "TEAPOT", "stars": 5, "text": "Греет."})


@_write
def edit_review(cast: Cast) -> Asked:
    return Asked(cast.owner, {**_review(cast), "stars": 2, "text": "Течёт."})


@_write
def withdraw_review(cast: Cast) -> Asked:
    return Asked(cast.owner, {"review_id": cast.review["id"]})


@_write
def publish_review(cast: Cast) -> Asked:
    return Asked(cast.moderator, _review(cast))


@_write
def reject_review(cast: Cast) -> Asked:
    return Asked(cast.moderator, {**_review(cast), "reason": "advertising"})


@_write
def hide_review(cast: Cast) -> Asked:
    shown = cast.public_review
    wanted = {"review_id": shown["id"], "expected_version": shown["version"], "reason": "insult"}
    return Asked(cast.moderator, wanted)


@_write
def staff_sign_in(cast: Cast) -> Asked:
    return Asked(Caller(), {"email": cast.supporter.member.email, "password": staff.PASSWORD})


@_write
def staff_sign_out(cast: Cast) -> Asked:
    return Asked(cast.supporter)


@_write
def reveal_contact(cast: Cast) -> Asked:
    wanted = {"number": cast.confirmed["number"], "fields": ["buyer_phone"], "reason": "The courier cannot find it."}
    return Asked(cast.supporter, wanted)


@_write
def reveal_evidence(cast: Cast) -> Asked:
    return Asked(cast.supporter, _agreed(cast) | {"reason": "They say they never agreed."})


@_write
def revoke_consent(cast: Cast) -> Asked:
    return Asked(cast.responsible, _agreed(cast) | {"reason": "A child gave it."})


@_write
def deliver_order(cast: Cast) -> Asked:
    return Asked(cast.supporter, {"number": cast.confirmed["number"]})


@_write
def cancel_order_for_customer(cast: Cast) -> Asked:
    return Asked(cast.supporter, {"number": cast.confirmed["number"], "reason": "customer_asked"})


@_write
def write_to_support(cast: Cast) -> Asked:
    return Asked(cast.owner, {"number": cast.confirmed["number"], "text": "Когда?", "thread": cast.thread["number"]})


@_write
def answer_thread(cast: Cast) -> Asked:
    return Asked(cast.supporter, {"thread": cast.thread["number"], "text": "Завтра."})


@_write
def resolve_thread(cast: Cast) -> Asked:
    return Asked(cast.supporter, {"thread": cast.thread["number"]})


@_write
def open_privacy_request(cast: Cast) -> Asked:
    return Asked(cast.owner, {"right": "deletion", "text": "Прошу удалить мои данные."})


@_write
def answer_privacy_request(cast: Cast) -> Asked:
    return Asked(cast.supporter, {"number": cast.privacy_request["number"], "text": "Удалено."})


def _agreed(cast: Cast) -> dict[str, Any]:
    """A consent of the owner: whose, and its record."""
    block = cast.consent("give_or_refuse_consents", cast.owner)
    done(cast.door.give_or_refuse_consents(as_=cast.owner, consent=block))
    return {"subject_id": str(cast.owner.subject_id), "id": cast.record_of(cast.owner)}


def _signed_up(cast: Cast) -> str:
    asked = sign_up(cast)
    return str(done(cast.door.sign_up(**with_consent("sign_up", cast, asked)))["id"])


def _review(cast: Cast) -> dict[str, Any]:
    return {"review_id": cast.review["id"], "expected_version": cast.review["version"]}


__all__ = ["BEHIND_NO_DOOR", "EMAIL", "WITH_CONSENT", "WRITES", "Asked", "known", "prepared", "with_consent"]
