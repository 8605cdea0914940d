"""A person's consents on the desk's pages: from an order, a conversation, an e-mail address."""

import pytest

from shop_api.consent import models as consent_models
from shop_api.gate.models import AuditRow
from shop_api.gate.permissions import Role
from shop_api.support import models
from shop_api.support.pages import words
from shop_api.values.purposes import FLAGS
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import logs
from tests.shop_api.door import Door
from tests.shop_api.orders import shopping
from tests.shop_api.support.pages.browsing import desk

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Человек говорит, что не соглашался."


@pytest.fixture
def door() -> Door:
    """Pages are a door of their own; what is prepared, is prepared over REST."""
    return Door("rest")


def address_of(placed, flag: str = "order_fulfilment") -> str:
    record = consent_models.ConsentRecord.objects.get(flag=flag)
    return f"/support/consents/{shopping.stored(placed).subject_id}/{record.id}"


def test_the_order_page_leads_to_its_buyers_consents_and_to_a_checked_record(placed):
    logs.seal()
    browser = desk()
    browser.open(f"/support/orders/{placed['number']}")
    assert f'href="/support/orders/{placed["number"]}/consents"' in browser.text

    browser.open(f"/support/orders/{placed['number']}/consents")
    browser.open(browser.page["Location"])

    assert "Исполнение заказа" in browser.text
    assert "версия 1, ru" in browser.text
    browser.open(address_of(placed))
    assert "Цела." in browser.text
    assert "в печати 1 от" in " ".join(browser.text.split())
    assert "С*** Ә*** Қ***" in browser.text
    assert "Сейтова" not in browser.text
    opened = AuditRow.objects.filter(door="page").values_list("use_case", flat=True)
    assert {"find_subject", "staff_consents", "staff_consent_record"} <= set(opened)


def test_a_conversation_leads_to_its_customers_consents(customer, placed, write):
    thread = write(customer, placed)
    browser = desk()
    browser.open("/support/threads")
    assert f'href="/support/threads/{thread["number"]}/consents"' in browser.text

    browser.open(f"/support/threads/{thread['number']}/consents")

    assert browser.page["Location"] == f"/support/consents/{shopping.stored(placed).subject_id}"


@pytest.mark.parametrize("typed", ["order", "thread", "email"])
def test_one_box_finds_a_person_and_what_is_typed_stands_in_no_address(door, shop, write, typed):
    buyer = accounts.customer()
    shopper = shopping.Shopper(door, buyer)
    order = shopper.order()
    thread = write(shopper, order)
    q = {"order": order["number"], "thread": thread["number"].lower(), "email": buyer.email}[typed]
    browser = desk(Role.RESPONSIBLE)
    browser.open("/support/consents")

    browser.press("/support/consents", q=q)

    assert browser.page.request["PATH_INFO"] == f"/support/consents/{buyer.subject_id}"
    assert browser.page.request["QUERY_STRING"] == ""


@pytest.mark.parametrize("typed", ["48293017756", "nobody@example.kz", "T1"])
def test_what_leads_to_nobody_is_told_kindly(shop, typed):
    browser = desk()
    browser.open("/support/consents")

    page = browser.press("/support/consents", q=typed)

    assert page.status_code == 404
    assert "Проверьте написание" in browser.text


def test_the_responsible_persons_home_is_the_page_of_consents(shop):
    browser = desk(Role.RESPONSIBLE)

    assert browser.page.request["PATH_INFO"] == "/support/consents"


def test_a_record_that_waits_says_so(placed):
    browser = desk()

    browser.open(address_of(placed))

    assert "Ещё не опечатана." in browser.text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_damage_is_named_in_each_language(placed, owner_connection, language):
    logs.seal()
    event = consent_models.ConsentEvent.objects.get(record__flag="order_fulfilment")
    logs.tamper(owner_connection, f"UPDATE consent_consentevent SET state = 'banana' WHERE id = '{event.id}'")
    browser = desk(language=language)

    page = browser.open(address_of(placed))

    assert page.status_code == 200
    said = words.words_in(language)
    assert said["verdict_damaged"] in browser.text
    assert said["fault_event_changed"] in browser.text
    assert f"event {event.id}: it is not what its leaf says" in browser.text
    assert AuditRow.objects.get(use_case="verify_consent_record").outcome == "consent.log_damaged"


def test_evidence_is_shown_once_for_a_reason(placed):
    browser = desk()
    address = address_of(placed)
    browser.open(address)

    browser.press(f"{address}/reveal", reason=REASON)

    assert "<mark>Сейтова Әйгерім Қанатқызы</mark>" in browser.text
    assert models.Reveal.objects.get().reason == REASON
    browser.open(address)
    assert "Сейтова" not in browser.text


def test_a_reveal_without_a_reason_says_why(placed):
    browser = desk()
    address = address_of(placed)
    browser.open(address)

    page = browser.press(f"{address}/reveal", reason="мало")

    assert page.status_code == 400
    assert 'class="mistakes"' in browser.text
    assert models.Reveal.objects.count() == 0


def test_the_responsible_person_revokes_and_support_has_no_such_button(placed):
    address = address_of(placed)
    browser = desk()
    browser.open(address)
    assert "/revoke" not in browser.text
    browser = desk(Role.RESPONSIBLE)
    browser.open(address)

    browser.press(f"{address}/revoke", reason="Согласие дал ребёнок.")

    assert "Согласие аннулировано" in browser.text
    assert "Причина: Согласие дал ребёнок." in browser.text
    assert "/revoke" not in browser.text
    assert consent_models.ConsentEvent.objects.filter(state="revoked").count() == 1


def test_a_moderator_sees_no_consents(placed):
    browser = desk(Role.MODERATOR)

    for address in (address_of(placed), "/support/consents", f"/support/orders/{placed['number']}/consents"):
        assert browser.open(address).status_code == 404


def test_every_flag_has_a_name():
    assert [flag for flag in FLAGS if f"flag_{flag}" not in words.TEXTS] == []
