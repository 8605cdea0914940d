"""What moderators may do, in which state, and what it leaves."""

from threading import Thread

import pytest
from django.db import connection

from shop_api.gate.models import AuditRow, OutboxEvent
from shop_api.gate.permissions import Role
from shop_api.reviews import models
from tests.shop_api.reviews import buyers
from tests.shop_api.support import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_queue_tells_nothing_about_the_account(door, buyer, moderator):
    review = buyer.submit()

    answer = door.reviews_to_moderate(as_=moderator, status="pending")

    assert [one["id"] for one in answer["data"]] == [review["id"]]
    assert [(one["action"], one["allowed"]) for one in answer["data"][0]["allowed_actions"]] == [
        ("publish", True),
        ("reject", True),
        ("hide", False),
    ]
    assert str(buyer.caller.id) not in str(answer.body)
    assert buyer.caller.email not in str(answer.body)
    assert AuditRow.objects.filter(use_case="reviews_to_moderate", actor_id=moderator.id).count() == 1


def test_publishing_shows_it_and_tells_others(door, buyer, moderator):
    review = buyer.submit()

    answer = buyers.published(door, moderator, review)

    assert (answer["status"], answer["version"]) == ("published", 2)
    events = OutboxEvent.objects.filter(type__startswith="review.").values_list("type", "data")
    assert list(events) == [("review.published", {"review": review["id"], "slug": "teapot", "sku": "TEAPOT"})]
    event = models.ReviewEvent.objects.get(version=2)
    assert (event.event, event.from_status, event.to_status, event.staff_id) == (
        "publish",
        "pending",
        "published",
        moderator.id,
    )


def test_what_was_not_read_is_not_published(door, buyer, moderator):
    review = buyer.submit()
    buyer.edit(review, text="Совсем другое.")

    answer = buyers.published(door, moderator, review)

    assert answer.error == "precondition.failed"
    assert models.Review.objects.get().status == "pending"


def test_a_rejection_tells_its_author_why(door, buyer, moderator):
    review = buyer.submit()

    rejected = door.reject_review(as_=moderator, review_id=review["id"], expected_version=1, reason="personal_data")

    assert rejected["status"] == "rejected"
    mine = door.own_reviews(as_=buyer.caller)["data"][0]
    assert (mine["status"], mine["reason"], mine["version"]) == ("rejected", "personal_data", 2)


def test_a_published_review_can_be_hidden(door, buyer, moderator):
    shown = buyers.published(door, moderator, buyer.submit())

    hidden = door.hide_review(as_=moderator, review_id=shown["id"], expected_version=2, reason="unlawful")

    assert (hidden["status"], hidden["reason"]) == ("hidden", "unlawful")
    assert door.reviews_of(sku="TEAPOT", locale="ru")["data"] == []
    assert list(OutboxEvent.objects.filter(type__startswith="review.").values_list("type", flat=True)) == [
        "review.published",
        "review.unpublished",
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("publish", "publish"), ("publish", "reject"), ("reject", "publish"), ("reject", "reject")]
)
def test_a_decision_is_made_once(door, buyer, moderator, first, second):
    review = buyer.submit()
    calls = {
        "publish": lambda version: door.publish_review(as_=moderator, review_id=review["id"], expected_version=version),
        "reject": lambda version: door.reject_review(
            as_=moderator, review_id=review["id"], expected_version=version, reason="insult"
        ),
    }
    decided = calls[first](1)

    again = calls[second](2)

    assert again.error == "reviews.transition_refused"
    assert models.Review.objects.get().status == decided["status"]


def test_a_reason_outside_the_list_is_refused(door, buyer, moderator):
    review = buyer.submit()

    answer = door.call(
        "reject_review", moderator, None, {}, {"review_id": review["id"], "expected_version": 1, "reason": "because"}
    )

    assert answer.error in {"input.invalid", "graphql.variables_invalid"}
    assert models.Review.objects.get().status == "pending"


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.STOCK_KEEPER, None])
def test_other_staff_do_not_moderate(door, buyer, role):
    review = buyer.submit()
    other = factories.caller(role)

    assert buyers.published(door, other, review).error == "not_found"
    assert door.reviews_to_moderate(as_=other).error == "not_found"
    assert models.Review.objects.get().status == "pending"


def test_customers_do_not_moderate(door, buyer):
    review = buyer.submit()

    assert buyers.published(door, buyer.caller, review).error == "not_found"
    assert models.Review.objects.get().status == "pending"


def test_a_review_that_is_not_there_is_not_found(door, moderator):
    missing = "01890a5d-ac96-774b-bcce-b302099a8057"

    assert door.publish_review(as_=moderator, review_id=missing, expected_version=1).error == "not_found"


def test_publishing_races_with_withdrawing(door, buyer, moderator):
    """Whoever comes first, the author's word is the last: nothing withdrawn is public."""
    review = buyer.submit()
    answers: list[str | None] = []

    def run(call) -> None:
        try:
            answers.append(call().error)
        finally:
            connection.close()

    both = [
        Thread(target=run, args=(lambda: buyers.published(door, moderator, review),)),
        Thread(target=run, args=(lambda: door.withdraw_review(as_=buyer.caller, review_id=review["id"]),)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert models.Review.objects.get().status == "hidden"
    assert door.reviews_of(sku="TEAPOT", locale="ru")["summary"]["count"] == 0
