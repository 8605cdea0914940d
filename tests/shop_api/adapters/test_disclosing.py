"""Nothing about a person leaves but by the register: whom, for what, which fields, with which consents (P6.1, P6.2)."""

import dataclasses
import importlib
import pkgutil
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from frontend_contracts.wire import personal_data
from shop_api.adapters import disclosing, letters, messages, recipients
from shop_api.adapters.disclosing import DisclosureRefused, Reason, Transfer
from shop_api.gate import consent_port
from shop_api.gate.consent_port import TransferTerms
from shop_api.gate.models import Disclosure
from shop_api.values.purposes import Purpose, Switch

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
PERSON = UUID(int=7)
TO_WHATSAPP = Transfer(
    subject_id=PERSON,
    recipient="whatsapp",
    purpose=Purpose.ORDER_FULFILMENT,
    occasion="order_placed",
    fields=frozenset({"orders.Order.number", "orders.OrderRecipient.whatsapp"}),
)
TO_MAIL = Transfer(
    subject_id=PERSON,
    recipient="mail",
    purpose=Purpose.ACCOUNT,
    occasion="password_changed",
    fields=frozenset({"accounts.Account.email"}),
)
FILES = {
    "mail": [(letters, kind.name) for kind in pkgutil.iter_modules(letters.__path__)],
    "whatsapp": [(messages, kind.name) for kind in pkgutil.iter_modules(messages.__path__)],
}


class Said:
    """A consent port under which exactly these switches stand."""

    def __init__(self, *standing: Switch) -> None:
        self.standing = standing
        self.asked: list[tuple[Any, ...]] = []

    def transfer_terms(self, subject_id: Any, recipient: str, switches: Any, at: datetime) -> TransferTerms:
        self.asked.append((subject_id, recipient, tuple(switches), at))
        return TransferTerms(3, tuple(one for one in switches if one not in self.standing))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say which switches stand: `said(Switch.…)` answers the port."""

    def say(*standing: Switch) -> Said:
        port = Said(*standing)
        monkeypatch.setattr(consent_port, "_port", port)
        return port

    return say


def refused(transfer: Transfer) -> tuple[Reason, tuple[str, ...]]:
    with pytest.raises(DisclosureRefused) as refusal:
        disclosing.disclose(transfer, NOW)
    assert Disclosure.objects.count() == 0
    return refusal.value.reason, refusal.value.names


def test_a_transfer_writes_one_line_of_field_codes(said: Any) -> None:
    port = said(Switch.THIRD_PARTY_TRANSFER, Switch.CROSS_BORDER_TRANSFER)

    disclosing.disclose(TO_WHATSAPP, NOW)

    [line] = Disclosure.objects.values()
    del line["id"]
    assert line == {
        "subject_id": PERSON,
        "recipient": "whatsapp",
        "country": "IE",
        "purpose": "order_fulfilment",
        "fields": ["orders.Order.number", "orders.OrderRecipient.whatsapp"],
        "occasion": "order_placed",
        "policy_version": 3,
        "created_at": NOW,
    }
    assert port.asked == [(PERSON, "whatsapp", (Switch.THIRD_PARTY_TRANSFER, Switch.CROSS_BORDER_TRANSFER), NOW)]


def test_a_processor_at_home_needs_no_switch(said: Any) -> None:
    said()

    disclosing.disclose(TO_MAIL, NOW)

    assert Disclosure.objects.get().recipient == "mail"


def test_a_processor_abroad_needs_the_cross_border_switch(said: Any, settings: Any) -> None:
    """Proves P7.1: the gate is on the recipient's country, whoever it is."""
    settings.MAIL_RECIPIENT = {"host": "mail.example.de", "country": "DE"}
    said(Switch.THIRD_PARTY_TRANSFER)

    assert refused(TO_MAIL) == (Reason.SWITCH_NOT_STANDING, ("cross_border_transfer",))


@pytest.mark.parametrize(
    ("standing", "missing"),
    [
        ((), ("third_party_transfer", "cross_border_transfer")),
        ((Switch.THIRD_PARTY_TRANSFER,), ("cross_border_transfer",)),
        ((Switch.CROSS_BORDER_TRANSFER,), ("third_party_transfer",)),
        ((Switch.PUBLICATION,), ("third_party_transfer", "cross_border_transfer")),
    ],
)
def test_a_third_party_abroad_needs_both_switches(said: Any, standing: Any, missing: Any) -> None:
    """Proves P6.1 and P7.1: switch off → refused, and no line says otherwise."""
    said(*standing)

    assert refused(TO_WHATSAPP) == (Reason.SWITCH_NOT_STANDING, missing)


def test_an_unbound_port_lets_nothing_out_that_needs_a_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consent_port, "_port", consent_port._Unbound())

    assert refused(TO_WHATSAPP)[0] is Reason.SWITCH_NOT_STANDING


@pytest.mark.parametrize("recipient", ["nobody", "", "mailer"])
def test_whom_the_register_does_not_know_gets_nothing(said: Any, recipient: str) -> None:
    said(*Switch)

    assert refused(dataclasses.replace(TO_MAIL, recipient=recipient)) == (Reason.RECIPIENT_UNKNOWN, ())


def test_a_recipient_that_is_not_set_up_is_unknown(said: Any, settings: Any) -> None:
    settings.WHATSAPP_SENDER = ""
    said(*Switch)

    assert refused(TO_WHATSAPP) == (Reason.RECIPIENT_UNKNOWN, ())


@pytest.mark.parametrize("purpose", [Purpose.MARKETING_EMAIL, Purpose.SUPPORT, Purpose.ACCOUNT])
def test_a_purpose_that_is_not_the_recipients_is_refused(said: Any, purpose: Purpose) -> None:
    said(*Switch)

    assert refused(dataclasses.replace(TO_WHATSAPP, purpose=purpose)) == (Reason.PURPOSE_FOREIGN, (purpose.value,))


@pytest.mark.parametrize(
    "extra",
    [
        "orders.OrderRecipient.name",  # of a category it gets, and no field it gets
        "orders.OrderContact.email",  # of another category
        "orders.Order.cash_minor",  # personal only beside a number
        "orders.OrderRecipient.shoe_size",  # nobody keeps it
        "+77010001122",  # a value
    ],
)
def test_an_extra_field_cannot_leave(said: Any, extra: str) -> None:
    """Proves P6.2: an outgoing payload holds only that recipient's fields."""
    said(*Switch)

    transfer = dataclasses.replace(TO_WHATSAPP, fields=TO_WHATSAPP.fields | {extra})

    assert refused(transfer) == (Reason.FIELD_FOREIGN, (extra,))


def test_a_field_listed_by_mistake_is_still_held_by_its_category(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said(*Switch)
    wide = dataclasses.replace(
        recipients.registered_as("whatsapp"), fields=(*TO_WHATSAPP.fields, "orders.OrderContact.email")
    )
    monkeypatch.setattr(recipients, "registered", lambda: (wide,))

    transfer = dataclasses.replace(TO_WHATSAPP, fields=TO_WHATSAPP.fields | {"orders.OrderContact.email"})

    assert refused(transfer) == (Reason.FIELD_FOREIGN, ("orders.OrderContact.email",))


def test_a_transfer_of_nothing_is_a_mistake(said: Any) -> None:
    said(*Switch)

    assert refused(dataclasses.replace(TO_MAIL, fields=frozenset())) == (Reason.FIELD_FOREIGN, ())


def test_the_register_lists_fields_that_exist_and_categories_that_fit() -> None:
    marks = {f"{model._meta.label}.{field.name}": mark for model, field, mark in personal_data.marked_fields()}
    for recipient in recipients.registered():
        kept = [marks[field] for field in recipient.fields]
        categories = {mark.category for mark in kept if isinstance(mark, personal_data.PersonalMark)}
        assert categories <= set(recipient.categories)
        # What is personal only beside an address tells about an order, whichever fields it comes from.
        assert set(recipient.categories) - categories <= {"order"}


@pytest.mark.parametrize("recipient_id", ["mail", "whatsapp"])
def test_the_register_lists_what_letters_and_messages_carry_and_no_more(recipient_id: str) -> None:
    recipient = recipients.registered_as(recipient_id)
    carried: set[str] = set()
    purposes: set[Purpose] = set()
    for package, kind in FILES[recipient_id]:
        file = importlib.import_module(f"{package.__name__}.{kind}")
        purposes.add(file.PURPOSE)
        carried |= {file.TO, *getattr(file, "TO_PHONE", "").split()}.union(*file.FIELDS.values())

    assert FILES[recipient_id]
    assert carried == set(recipient.fields)
    assert purposes == set(recipient.purposes)
