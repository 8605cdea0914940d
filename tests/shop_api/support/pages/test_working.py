"""What each role does at the desk."""

import re
from datetime import UTC, datetime

import pytest

from shop_api.catalog.models import Stock
from shop_api.gate.models import AuditRow
from shop_api.gate.permissions import Role
from shop_api.orders.models import Order
from shop_api.reviews.models import Review
from shop_api.support import models, rules
from tests.shop_api.door import Door
from tests.shop_api.reviews import buyers
from tests.shop_api.support.pages.browsing import desk

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Курьер не может дозвониться."


@pytest.fixture
def door() -> Door:
    """Pages are a door of their own; what is prepared, is prepared over REST."""
    return Door("rest")


@pytest.mark.parametrize("typed", ["8 (701) 234-56-67", "aigerim@example.kz", "сейт", "Әйгерім"])
def test_the_box_finds_an_order_and_masks_its_contacts(placed, typed):
    browser = desk()

    browser.press("/support/", q=typed)

    assert placed["number"] in browser.text
    assert "+7 701 *** ** 67" in browser.text
    assert "14\u00a0490,00\u00a0₸" in browser.text
    assert "Сейтова" not in browser.text.replace(typed, "")


def test_numbers_are_found_with_and_without_dashes(placed):
    browser = desk()

    for typed in (placed["number"], placed["number"].replace("-", ""), placed["number"].replace("-", " ")):
        browser.press("/support/", q=typed)
        assert f"/support/orders/{placed['number']}" in browser.text


def test_what_was_typed_stands_in_no_address(placed):
    browser = desk()

    browser.press("/support/", q="Сейтова")

    assert re.findall(r'(?:href|action)="[^"]*(?:%D0|Сейт)', browser.text) == []
    assert browser.page.request["QUERY_STRING"] == ""


@pytest.mark.parametrize("typed", ["", "a"])
def test_a_short_search_is_answered_kindly(placed, typed):
    browser = desk()

    page = browser.press("/support/", q=typed)

    assert page.status_code == 200
    assert "хотя бы два символа" in browser.text


def test_nothing_found_says_what_to_do(placed):
    browser = desk()

    browser.press("/support/", q="Болатбек")

    assert "Ничего не найдено" in browser.text


def test_a_page_escapes_what_people_write(customer, placed, write):
    write(customer, placed, "<script>alert(1)</script>")
    browser = desk()

    browser.open(f"/support/orders/{placed['number']}")

    assert "<script>" not in browser.text
    assert "&lt;script&gt;" in browser.text


def test_a_reveal_shows_a_contact_once_and_is_written_down(placed):
    browser = desk()
    address = f"/support/orders/{placed['number']}"
    browser.open(address)
    assert "+77771112233" not in browser.text

    browser.press(f"{address}/reveal", fields=["recipient_phone", "address"], reason=REASON)

    assert "<mark>+77771112233</mark>" in browser.text
    assert "Абая 10, кв. 5" in browser.text
    assert "+77012345667" not in browser.text
    assert models.Reveal.objects.get().reason == REASON
    browser.open(address)
    assert "+77771112233" not in browser.text


@pytest.mark.parametrize(("fields", "reason"), [(["address"], "мало"), ([], REASON)])
def test_a_reveal_that_is_refused_says_why_and_keeps_the_form(placed, fields, reason):
    browser = desk()
    address = f"/support/orders/{placed['number']}"
    browser.open(address)

    page = browser.press(f"{address}/reveal", fields=fields, reason=reason)

    assert page.status_code == 400
    assert 'class="mistakes"' in browser.text
    assert reason in browser.text
    assert models.Reveal.objects.count() == 0


def test_a_spent_budget_is_told(placed):
    browser = desk()
    member = models.StaffMember.objects.get()
    address = f"/support/orders/{placed['number']}"
    browser.open(address)
    for _ in range(rules.REVEALS_A_DAY):
        models.Reveal.objects.create(
            at=models.StaffSession.objects.get().created_at,
            staff_id=member.id,
            order_id=placed["id"],
            subject_id=member.id,
            fields=["address"],
            reason=REASON,
        )

    page = browser.press(f"{address}/reveal", fields=["address"], reason=REASON)

    assert page.status_code == 429
    assert f"{rules.REVEALS_A_DAY} раз" in browser.text


def test_delivering_completes_the_order(placed):
    browser = desk()
    address = f"/support/orders/{placed['number']}"
    browser.open(address)

    browser.press(f"{address}/deliver")

    assert "Заказ выполнен, деньги записаны." in browser.text
    order = Order.objects.get()
    assert (order.status, order.payment_status, order.cash_taken_minor) == ("completed", "paid", 1_449_000)
    assert f"{address}/deliver" not in browser.text
    row = AuditRow.objects.get(use_case="deliver_order")
    assert (row.door, row.outcome) == ("page", "done")


def test_a_button_pressed_twice_works_once(placed):
    browser = desk()
    address = f"/support/orders/{placed['number']}"
    browser.open(address)
    before = browser.page

    browser.press(f"{address}/deliver")
    browser.page = before
    page = browser.press(f"{address}/deliver")

    assert page.status_code == 200
    assert "Заказ выполнен" in browser.text
    assert AuditRow.objects.filter(use_case="deliver_order").count() == 2
    assert Order.objects.get().version == 2


def test_what_changed_meanwhile_is_not_cancelled_unseen(door, supporter, placed):
    browser = desk()
    address = f"/support/orders/{placed['number']}"
    browser.open(address)
    door.deliver_order(as_=supporter, number=placed["number"])

    page = browser.press(f"{address}/cancel", reason="customer_asked")

    assert page.status_code == 412
    assert Order.objects.get().status == "completed"


def test_cancelling_says_so(placed):
    browser = desk()
    address = f"/support/orders/{placed['number']}"
    browser.open(address)

    browser.press(f"{address}/cancel", reason="cannot_deliver")

    assert "Заказ отменён." in browser.text
    assert Stock.objects.get(sku="TEAPOT").reserved == 0


def test_conversations_are_answered_and_resolved(customer, placed, write):
    asked = write(customer, placed)
    browser = desk()
    browser.open("/support/threads")
    assert asked["number"] in browser.text
    assert "Срок: " in browser.text
    assert "просрочено" not in browser.text
    models.Thread.objects.update(waiting_since=datetime(2026, 1, 1, tzinfo=UTC))
    browser.open("/support/threads")
    assert "Срок: 11.01.2026, просрочено" in browser.text
    address = f"/support/orders/{placed['number']}"
    browser.open(address)

    browser.press(f"{address}/threads/{asked['number']}/answer", text="Завтра.")
    assert "Ответ отправлен." in browser.text
    browser.press(f"{address}/threads/{asked['number']}/resolve")

    assert "решённым" in browser.text
    assert models.Thread.objects.get().status == "resolved"


def test_a_moderator_publishes_rejects_and_hides(door, shop):
    for _ in range(2):
        buyers.buyer(door).submit()
    browser = desk(Role.MODERATOR)
    assert browser.text.count('class="card review"') == 2
    first, second = [str(one) for one in Review.objects.order_by("created_at").values_list("id", flat=True)]

    browser.press(f"/support/reviews/{first}/publish")
    assert "Отзыв опубликован." in browser.text
    browser.press(f"/support/reviews/{second}/reject", reason="insult")
    browser.open("/support/reviews?status=published")
    browser.press(f"/support/reviews/{first}/hide", reason="unlawful")

    assert list(Review.objects.order_by("created_at").values_list("status", "reason")) == [
        ("hidden", "unlawful"),
        ("rejected", "insult"),
    ]


def test_a_review_edited_meanwhile_is_not_published_unread(door, shop):
    buyer = buyers.buyer(door)
    review = buyer.submit()
    browser = desk(Role.MODERATOR)
    buyer.edit(review, text="Другое.")

    page = browser.press(f"/support/reviews/{review['id']}/publish")

    assert page.status_code == 412
    assert Review.objects.get().status == "pending"


def test_a_stock_keeper_writes_down_what_was_counted(shop):
    browser = desk(Role.STOCK_KEEPER)
    assert "TEAPOT" in browser.text

    browser.press("/support/stock", sku="TEAPOT", on_hand="7")

    assert "Пересчёт сохранён." in browser.text
    assert Stock.objects.get(sku="TEAPOT").on_hand == 7


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"sku": "KETTLE", "on_hand": "7"}, 404),
        ({"sku": "TEAPOT", "on_hand": "-1"}, 400),
        ({"sku": "", "on_hand": ""}, 400),
    ],
)
def test_a_count_that_makes_no_sense_is_refused(shop, given, status):
    browser = desk(Role.STOCK_KEEPER)

    page = browser.press("/support/stock", **given)

    assert page.status_code == status
    assert 'class="mistakes"' in browser.text
    assert Stock.objects.get().on_hand == 100


PAGES = {
    "/support/threads": {Role.SUPPORT},
    "/support/reviews": {Role.MODERATOR},
    "/support/stock": {Role.SUPPORT, Role.STOCK_KEEPER},
    "/support/orders/{number}": {Role.SUPPORT},
}


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("address", PAGES)
def test_pages_of_other_roles_are_not_there(placed, address, role):
    browser = desk(role)

    page = browser.open(address.format(number=placed["number"]))

    assert page.status_code == (200 if role in PAGES[address] else 404)
    if role not in PAGES[address]:
        assert "Такой страницы нет" in browser.text
        assert "+7 701" not in browser.text
        assert "TEAPOT" not in browser.text


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.STOCK_KEEPER, None])
@pytest.mark.parametrize("action", ["reveal", "deliver", "cancel"])
def test_forms_of_other_roles_do_nothing(placed, action, role):
    browser = desk(role)
    token = browser.client.cookies["shop_csrf"].value

    page = browser.client.post(
        f"/support/orders/{placed['number']}/{action}",
        {"csrfmiddlewaretoken": token, "key": "k" * 20, "fields": ["address"], "reason": REASON},
    )

    assert page.status_code == 404
    assert Order.objects.get().version == 1
    assert models.Reveal.objects.count() == 0


def test_support_sees_stock_and_does_not_set_it(shop):
    browser = desk(Role.SUPPORT)
    browser.open("/support/stock")
    assert 'name="on_hand"' not in browser.text
    token = browser.client.cookies["shop_csrf"].value

    page = browser.client.post("/support/stock", {"csrfmiddlewaretoken": token, "sku": "TEAPOT", "on_hand": "7"})

    assert page.status_code == 404
    assert Stock.objects.get().on_hand == 100


def test_a_customers_cookie_in_the_same_browser_is_none_of_the_desks_business(shop):
    browser = desk()
    browser.client.cookies["shop_session"] = "a session that has ended"

    assert browser.open("/support/").status_code == 200
