"""Who may say something about a product, and how often."""

from threading import Thread

import pytest
from django.db import connection

from shop_api.reviews import models
from tests.shop_api import rows
from tests.shop_api.door import Caller
from tests.shop_api.reviews import buyers

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_buyers_review_waits_for_a_moderator(door, buyer):
    answer = buyer.submit(stars=4, text="  Держит тепло.  ")

    assert answer.error is None
    assert (answer["stars"], answer["text"], answer["status"]) == (4, "Держит тепло.", "pending")
    assert (answer["sku"], answer["product"], answer["version"]) == ("TEAPOT", "teapot", 1)
    assert answer["reason"] is None
    assert answer["published_at"] is None
    assert len(answer.consent_records) == 2
    assert door.reviews_of(sku="TEAPOT", locale="ru")["data"] == []
    events = models.ReviewEvent.objects.values_list("version", "event", "from_status", "to_status", "actor_kind")
    assert list(events) == [(1, "submit", "", "pending", "customer")]


def test_nobody_without_a_delivered_order_reviews(door, shop):
    stranger = buyers.customer(door)
    waiting = buyers.buyer(door, is_delivered=False)
    block, waiting_block = stranger.block(), waiting.block()
    before = rows.snapshot()

    assert stranger.submit(consent=block).error == "reviews.not_a_buyer"
    assert waiting.submit(consent=waiting_block).error == "reviews.not_a_buyer"

    left = rows.left_behind(before)
    assert left == {"gate_idempotencykey": 2}  # a refusal by a rule is an answer, and is kept for its key


def test_visitors_and_staff_do_not_review(door, buyer, moderator):
    block = buyer.block()
    wanted = {"sku": "TEAPOT", "stars": 5, "text": "Рекламирую."}

    assert door.submit_review(as_=Caller(), consent=block, **wanted).error == "auth.required"
    assert door.submit_review(as_=moderator, consent=block, **wanted).error == "not_found"
    assert models.Review.objects.count() == 0


def test_a_sku_that_never_was_is_not_found(door, buyer):
    assert buyer.submit(sku="KETTLE").error == "not_found"


def test_any_variant_of_the_product_names_it(door, buyer):
    from tests.shop_api.catalog import factories

    two = [factories.variant("TEAPOT"), factories.variant("TEAPOT-BLUE")]
    factories.publish("teapot", version=2, stock=None, variants=two)

    answer = buyer.submit(sku="TEAPOT-BLUE")

    assert answer.error is None
    assert (answer["sku"], answer["product"]) == ("TEAPOT-BLUE", "teapot")
    assert buyer.submit(sku="TEAPOT").error == "reviews.exists"


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_outside_one_to_five_are_refused(door, buyer, stars):
    block = buyer.block()
    before = rows.snapshot()

    answer = buyer.submit(stars=stars, consent=block)

    assert (answer.error, answer.fields) == ("input.invalid", ["/stars"])
    assert rows.left_behind(before) == {}


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_text_is_1_to_4000_characters(door, buyer, text):
    answer = buyer.submit(text=text)

    assert (answer.error, answer.fields) == ("input.invalid", ["/text"])


def test_no_consent_no_review(door, buyer):
    block = buyer.block(publication=True)
    block["flags"]["review_publication"] = False
    before = rows.snapshot()

    assert buyer.submit(consent=block).error == "consent.required"
    assert buyer.submit(consent=None).error == "consent.required"

    assert rows.left_behind(before) == {}


def test_a_key_is_required_and_replays(door, buyer):
    block = buyer.block()
    assert buyer.submit(key="", consent=block).error == "idempotency.key_missing"

    first = buyer.submit(key="k" * 20, consent=block)
    again = buyer.submit(key="k" * 20, consent=block)

    assert again.is_replay is True
    assert again["id"] == first["id"]
    assert again.consent_records == first.consent_records
    assert models.Review.objects.count() == 1


def test_one_review_of_a_product(door, buyer):
    buyer.submit()

    assert buyer.submit(stars=1).error == "reviews.exists"
    assert list(models.Review.objects.values_list("stars", flat=True)) == [5]


def test_two_at_once_make_one_review(door, buyer):
    block = buyer.block()
    answers: list[str | None] = []

    def submit() -> None:
        try:
            answers.append(buyer.submit(consent=block).error)
        finally:
            connection.close()

    both = [Thread(target=submit) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(answers, key=str) == [None, "reviews.exists"]
    assert models.Review.objects.count() == 1


def test_an_edit_goes_back_to_pending(door, buyer, moderator):
    review = buyer.submit()
    shown = buyers.published(door, moderator, review)

    edited = buyer.edit(shown)

    assert (edited["status"], edited["stars"], edited["text"], edited["version"]) == ("pending", 3, "Остывает.", 3)
    assert door.reviews_of(sku="TEAPOT", locale="ru")["summary"]["count"] == 0


def test_an_edit_of_an_older_version_is_refused(door, buyer):
    review = buyer.submit()
    buyer.edit(review)

    assert buyer.edit(review, stars=1).error == "precondition.failed"
    assert list(models.Review.objects.values_list("stars", "version")) == [(3, 2)]


def test_other_peoples_reviews_are_not_there(door, buyer):
    review = buyer.submit()
    other = buyers.buyer(door)

    assert other.edit(review).error == "not_found"
    assert door.withdraw_review(as_=other.caller, review_id=review["id"]).error == "not_found"
    assert door.own_reviews(as_=other.caller)["data"] == []
    assert list(models.Review.objects.values_list("text", "version")) == [("Держит тепло.", 1)]


def test_a_withdrawn_review_keeps_no_words_and_makes_room(door, buyer, moderator):
    review = buyer.submit()
    buyers.published(door, moderator, review)

    answer = door.withdraw_review(as_=buyer.caller, review_id=review["id"])

    assert answer.error is None
    assert door.reviews_of(sku="TEAPOT", locale="ru")["data"] == []
    assert door.own_reviews(as_=buyer.caller)["data"] == []
    row = models.Review.objects.get()
    assert (row.status, row.reason, row.text, row.author_name) == ("hidden", "withdrawn", "", "")
    assert door.withdraw_review(as_=buyer.caller, review_id=review["id"]).error == "not_found"
    assert buyer.submit().error is None


def test_authors_read_their_own_with_what_they_can_do(door, buyer):
    review = buyer.submit()

    listed = door.own_reviews(as_=buyer.caller)["data"]

    assert [one["id"] for one in listed] == [review["id"]]
    assert [(one["action"], one["allowed"]) for one in listed[0]["allowed_actions"]] == [
        ("edit", True),
        ("withdraw", True),
    ]
    assert door.own_reviews().error == "auth.required"
