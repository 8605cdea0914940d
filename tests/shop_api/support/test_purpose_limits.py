"""P4.1: what is read for a purpose is kept for that purpose; anything else is refused, logged and audited."""

import json
import logging

import pytest
from django.db import connection
from django.urls import get_resolver

from shop_api.gate import permissions, purpose_limits
from shop_api.gate.consent_port import Statute
from shop_api.gate.models import AuditRow
from shop_api.gate.query import all_queries
from shop_api.orders import models as orders
from shop_api.support.queries import desk
from shop_api.values.purposes import Purpose
from tests.shop_api import rows

pytestmark = pytest.mark.django_db(transaction=True)

#: Queries of staff that are about goods, events or the member of staff who asks.
ABOUT_NOBODY_ELSE = {"staff_self", "stock_levels", "events"}
CONTACT = "SELECT c.name AS n FROM orders_order o JOIN orders_ordercontact c ON c.id = o.id"


def test_a_read_for_another_purpose_is_refused_logged_and_audited(door, supporter, placed, monkeypatch, caplog):
    monkeypatch.setitem(desk.search_orders.__dict__, "under", (Purpose.REVIEW_PUBLICATION,))
    before = rows.snapshot()

    with caplog.at_level(logging.ERROR, logger="shop_api.gate.purpose_limits"):
        answer = door.search_orders(as_=supporter, q=placed["number"])

    assert answer.error == "purpose.exceeded"
    assert answer.data is None
    assert "сейтова" not in json.dumps(answer.body, ensure_ascii=False).casefold()
    assert [record.message for record in caplog.records] == [
        "orders.Order.subject_id was asked for ['review_publication'] and is kept for ['order_fulfilment']."
    ]
    (row,) = AuditRow.objects.filter(use_case="search_orders")
    assert (row.outcome, row.actor_id) == ("purpose.exceeded", supporter.id)
    assert rows.changed(before) == {"gate_auditrow": 1}


@pytest.mark.parametrize("purpose", [one for one in Purpose if one is not Purpose.ORDER_FULFILMENT])
def test_no_spelling_of_a_statement_gets_round_it(placed, purpose):
    reads = (
        lambda cursor: cursor.execute(CONTACT),
        lambda cursor: cursor.execute(f"WITH found AS ({CONTACT}) SELECT n FROM found"),
        lambda cursor: orders.OrderContact.objects.values_list("name").first(),
    )
    for read in reads:
        with (
            purpose_limits.reading_for([purpose]),
            connection.cursor() as cursor,
            pytest.raises(purpose_limits.PurposeExceeded) as refused,
        ):
            read(cursor)
        assert refused.value.params == {"column": "orders.OrderContact.name"}


def test_what_is_kept_for_the_purpose_is_read(placed):
    with purpose_limits.reading_for([Purpose.ORDER_FULFILMENT]), connection.cursor() as cursor:
        cursor.execute(CONTACT)
        assert len(cursor.fetchall()) == 1
    with purpose_limits.reading_for([Purpose.SUPPORT]):
        assert orders.OrderContact.objects.only("email").get().email == "aigerim@example.kz"


def test_under_no_personal_data_none_is_read(placed):
    with purpose_limits.limited([Statute.NO_PERSONAL_DATA]):
        assert orders.Order.objects.values_list("status", flat=True).get() == "confirmed"
        with pytest.raises(purpose_limits.PurposeExceeded):
            orders.Order.objects.get()


def test_every_read_of_others_names_what_it_is_for():
    get_resolver().url_patterns  # noqa: B018 - importing the addresses registers every query
    people = permissions.PUBLIC | permissions.CART | permissions.GUEST | permissions.CUSTOMER
    others = {name for name, query in all_queries().items() if query.permission not in people}

    assert len(others) > 5
    assert {name for name in others if not all_queries()[name].under} == ABOUT_NOBODY_ELSE
    assert {name for name in set(all_queries()) - others if all_queries()[name].under} == set()
