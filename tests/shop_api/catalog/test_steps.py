"""Publications applied, and stock moved."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from shop_api.catalog import contracts, models, queries, steps
from shop_api.gate import errors
from tests.shop_api.catalog import factories

NOON = factories.NOON
Line = contracts.StockLine


@pytest.mark.django_db
def test_repeated_and_older_publications_do_nothing():
    factories.publish("teapot", version=2)

    factories.publish("teapot", version=2, category="other")
    factories.publish("teapot", version=1, category="older")

    assert models.Product.objects.get().version == 2
    assert set(models.ProductText.objects.values_list("category", flat=True)) == {"kitchen"}


@pytest.mark.django_db
def test_withdrawal_that_overtakes_its_publication_wins():
    factories.unpublish("teapot", version=3)

    factories.publish("teapot", version=3, stock=None)
    assert models.ProductText.objects.count() == 0

    factories.publish("teapot", version=4, stock=None)
    factories.unpublish("teapot", version=3)
    assert models.ProductText.objects.count() == 3
    assert queries.offers(["TEAPOT"], NOON)["TEAPOT"].version == 4


@pytest.mark.django_db
def test_dropped_variant_is_no_longer_sold():
    factories.publish("teapot", variants=[factories.variant("A"), factories.variant("B")])

    factories.publish("teapot", version=2, variants=[factories.variant("B", price_minor=700)])

    offers = queries.offers(["A", "B"], NOON)
    assert sorted(offers) == ["B"]
    assert offers["B"].price_minor == 700
    assert offers["B"].titles["ru"] == "Teapot по-русски, белый"
    assert offers["B"].vat_basis_points == 1_600


@pytest.mark.django_db
def test_product_of_a_sku_is_known_after_it_is_no_longer_sold():
    factories.publish("teapot", variants=[factories.variant("A"), factories.variant("B")])
    factories.unpublish("teapot")

    found = queries.product_of("B")

    assert found is not None
    assert (found.slug, found.skus, found.is_published) == ("teapot", ("A", "B"), False)
    assert found.titles["en"] == "Teapot in English"
    assert queries.product_of("NEVER") is None


@pytest.mark.django_db
def test_stock_is_reserved_released_and_consumed_with_a_movement_each():
    factories.publish("teapot", stock=5)

    steps.reserve([Line("TEAPOT", 2), Line("TEAPOT", 1)], reference="o1", at=NOON)
    steps.release([Line("TEAPOT", 1)], reference="o1", at=NOON)
    steps.consume([Line("TEAPOT", 2)], reference="o1", at=NOON)

    row = models.Stock.objects.get(sku="TEAPOT")
    assert (row.on_hand, row.reserved) == (3, 0)
    movements = models.StockMovement.objects.order_by("id")
    assert [(m.kind, m.quantity, m.on_hand_after, m.reserved_after) for m in movements] == [
        ("reserve", 3, 5, 3),
        ("release", 1, 5, 2),
        ("consume", 2, 3, 0),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("sku", "available"), [("TEAPOT", 5), ("UNCOUNTED", 0)])
def test_more_than_is_there_is_refused_by_name(sku, available):
    factories.publish("teapot", stock=5)

    with pytest.raises(steps.StockGone) as refusal:
        steps.reserve([Line(sku, 6)], reference="o1", at=NOON)

    assert refusal.value.kind in errors.RULE_KINDS
    assert refusal.value.shown_params() == {"sku": sku, "available": available}
    assert models.StockMovement.objects.count() == 0


@pytest.mark.django_db
def test_giving_back_what_was_never_reserved_is_a_bug():
    factories.publish("teapot", stock=5)

    with pytest.raises(steps.StockOutOfStep):
        steps.release([Line("TEAPOT", 1)], reference="o1", at=NOON)


@pytest.mark.django_db
def test_database_itself_refuses_to_reserve_more_than_is_on_hand():
    factories.publish("teapot", stock=5)

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Stock.objects.update(reserved=6)


@pytest.mark.django_db(transaction=True)
def test_forty_threads_sell_twenty_pieces_once_each():
    factories.publish("teapot", stock=20)
    factories.publish("cup", stock=20)
    outcomes: list[str] = []

    def buy(number: int) -> None:
        # Baskets name the SKUs in both orders; the step sorts them, so none waits for another in a circle.
        lines = [Line("TEAPOT", 1), Line("CUP", 1)]
        try:
            with transaction.atomic():
                steps.reserve(lines if number % 2 else lines[::-1], reference=str(number), at=NOON)
            outcomes.append("sold")
        except steps.StockGone:
            outcomes.append("gone")
        finally:
            connection.close()

    threads = [threading.Thread(target=buy, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (outcomes.count("sold"), outcomes.count("gone")) == (20, 20)
    assert list(models.Stock.objects.order_by("sku").values_list("sku", "on_hand", "reserved")) == [
        ("CUP", 20, 20),
        ("TEAPOT", 20, 20),
    ]
