"""What everybody reads about a product."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.reviews import models
from shop_api.values.identifiers import new_id
from tests.shop_api.reviews import buyers

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)  # the 24th in Almaty


def shelf(count: int, **facts) -> list[models.Review]:
    """So many published reviews of the teapot, a minute apart."""
    return models.Review.objects.bulk_create(
        models.Review(
            **{
                "account_id": new_id(),
                "subject_id": new_id(),
                "product": "teapot",
                "sku": "TEAPOT",
                "stars": index % 5 + 1,
                "text": f"Отзыв {index}",
                "author_name": "Әйгерім С.",
                "status": "published",
                "created_at": AT,
                "changed_at": AT,
                "published_at": AT + timedelta(minutes=index),
                **facts,
            }
        )
        for index in range(count)
    )


def test_the_public_reads_stars_words_name_and_date(door, buyer, moderator):
    review = buyer.submit(stars=4)
    buyers.published(door, moderator, review)

    answer = door.reviews_of(sku="TEAPOT", locale="ru")

    (shown,) = answer["data"]
    assert set(shown) == {"id", "stars", "text", "author", "is_anonymous", "published_on"}
    assert (shown["stars"], shown["text"], shown["author"], shown["is_anonymous"]) == (
        4,
        "Держит тепло.",
        "Айгерім С.",
        False,
    )
    assert answer["summary"] == {"count": 1, "average": 4.0, "one": 0, "two": 0, "three": 0, "four": 1, "five": 0}


def test_no_account_id_and_no_e_mail_leave(door, shop, moderator):
    buyer = buyers.buyer(door, email="marker.4711@example.kz", surname="Marker4711")
    review = buyer.submit()
    buyers.published(door, moderator, review)

    body = str(door.reviews_of(sku="TEAPOT", locale="en").body)

    assert "Айгерім M." in body
    assert "4711" not in body
    assert str(buyer.caller.id) not in body
    assert str(buyer.caller.subject_id) not in body


@pytest.mark.parametrize(
    ("locale", "words"), [("kk", "Анонимді сатып алушы"), ("ru", "Анонимный покупатель"), ("en", "Anonymous buyer")]
)
def test_without_publication_the_author_is_anonymous(door, buyer, moderator, locale, words):
    review = buyer.submit(publication=False)
    assert review["author"] is None
    buyers.published(door, moderator, review)

    (shown,) = door.reviews_of(sku="TEAPOT", locale=locale)["data"]

    assert (shown["author"], shown["is_anonymous"]) == (words, True)


def test_dates_are_days_of_almaty(door, shop):
    shelf(1)

    (shown,) = door.reviews_of(sku="TEAPOT", locale="ru")["data"]

    assert shown["published_on"] == "2026-11-24"


def test_pages_follow_each_other_without_gaps(door, shop):
    shelf(5)
    seen, after = [], None
    for _ in range(3):
        page = door.reviews_of(sku="TEAPOT", locale="ru", limit=2, **({"after": after} if after else {}))
        seen += [one["text"] for one in page["data"]]
        after = page["page"]["next"]
        assert page["summary"]["count"] == 5

    assert seen == [f"Отзыв {index}" for index in (4, 3, 2, 1, 0)]
    assert after is None
    assert door.reviews_of(sku="TEAPOT", locale="ru", after="x").error == "input.invalid"


def test_only_published_ones_count(door, shop):
    shelf(3)
    for status in ("pending", "rejected", "hidden"):
        shelf(1, status=status, text="secret")

    answer = door.reviews_of(sku="TEAPOT", locale="ru")

    assert answer["summary"]["count"] == 3
    assert answer["summary"]["average"] == 2.0
    assert "secret" not in str(answer.body)


def test_a_product_without_reviews_has_no_average(door, shop):
    answer = door.reviews_of(sku="TEAPOT", locale="ru")

    assert answer["data"] == []
    assert answer["summary"]["average"] is None
    assert door.reviews_of(sku="KETTLE", locale="ru").error == "not_found"


@pytest.mark.parametrize("count", [2, 20])
def test_a_page_takes_three_statements(door, shop, count):
    shelf(count)

    with CaptureQueriesContext(
        connection,
    ) as counted:
        answer = door.reviews_of(sku="TEAPOT", locale="ru")

    assert len(answer["data"]) == count
    assert len(counted) == 3


@pytest.mark.parametrize("count", [2, 20])
def test_own_lists_take_as_many_statements_at_any_size(door, buyer, moderator, count):
    for index in range(count):
        shelf(1, account_id=buyer.caller.id, status="pending", product=f"product-{index}")

    with CaptureQueriesContext(connection) as own:
        door.own_reviews(as_=buyer.caller)
    with CaptureQueriesContext(connection) as queue:
        door.reviews_to_moderate(as_=moderator, status="pending")

    assert len(own) == 2  # who calls, and the rows
    assert len([one for one in queue if "SELECT" in one["sql"]]) == 2


def test_proxies_may_keep_it_for_seconds(buyer, client):
    response = client.get("/api/v1/products/TEAPOT/reviews?locale=ru")

    assert response.headers["Cache-Control"].startswith("public, max-age=0")
    assert response.headers["Surrogate-Key"].split() == ["reviews", "reviews-TEAPOT"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    tag = response.headers["ETag"]
    assert client.get("/api/v1/products/TEAPOT/reviews?locale=ru", headers={"If-None-Match": tag}).status_code == 304


def test_an_average_is_exact_whoever_publishes_at_once(door, shop, moderator):
    written = [buyers.buyer(door).submit(stars=stars) for stars in (5, 4, 1, 1)]

    def publish(review) -> None:
        try:
            buyers.published(door, moderator, review)
        finally:
            connection.close()

    everybody = [Thread(target=publish, args=(one,)) for one in written]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()

    summary = door.reviews_of(sku="TEAPOT", locale="ru")["summary"]
    assert (summary["count"], summary["average"]) == (4, 2.75)
