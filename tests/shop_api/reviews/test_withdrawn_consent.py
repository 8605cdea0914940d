"""What an author takes back with their consent, and when: at once."""

import pytest

from shop_api.reviews import models
from tests.shop_api.reviews import buyers

pytestmark = pytest.mark.django_db(transaction=True)


def withdraw(door, buyer, flag: str) -> None:
    answer = door.withdraw_consent(as_=buyer.caller, flags=[flag])
    assert answer.error is None, answer.body


def test_withdrawing_publication_hides_the_name_at_once(door, buyer, moderator):
    buyers.published(door, moderator, buyer.submit())
    (named,) = door.reviews_of(sku="TEAPOT", locale="ru")["data"]
    assert named["author"] == "Айгерім С."

    withdraw(door, buyer, "publication")

    (shown,) = door.reviews_of(sku="TEAPOT", locale="ru")["data"]
    assert (shown["author"], shown["is_anonymous"], shown["text"]) == ("Анонимный покупатель", True, "Держит тепло.")
    row = models.Review.objects.get()
    assert (row.author_name, row.version, row.status) == ("", 3, "published")


def test_withdrawing_publication_leaves_other_authors_alone(door, buyer, moderator):
    other = buyers.buyer(door)
    buyers.published(door, moderator, other.submit())
    buyers.published(door, moderator, buyer.submit())

    withdraw(door, buyer, "publication")

    assert sorted(models.Review.objects.values_list("author_name", flat=True)) == ["", "Айгерім С."]


@pytest.mark.parametrize("is_published", [True, False])
def test_withdrawing_the_purpose_hides_the_review_at_once(door, buyer, moderator, is_published):
    review = buyer.submit()
    if is_published:
        buyers.published(door, moderator, review)

    withdraw(door, buyer, "review_publication")

    answer = door.reviews_of(sku="TEAPOT", locale="ru")
    assert (answer["data"], answer["summary"]["count"]) == ([], 0)
    mine = door.own_reviews(as_=buyer.caller)["data"][0]
    assert (mine["status"], mine["reason"], mine["text"]) == ("hidden", "consent_withdrawn", "")
    assert door.reviews_to_moderate(as_=moderator, status="hidden")["data"] == []


def test_after_the_withdrawal_no_moderator_publishes(door, buyer, moderator):
    review = buyer.submit()
    withdraw(door, buyer, "review_publication")
    now = models.Review.objects.get()

    answer = door.publish_review(as_=moderator, review_id=review["id"], expected_version=now.version)

    assert answer.error == "consent.not_standing"
    assert models.Review.objects.get().status == "hidden"


def test_new_consent_and_new_words_bring_a_review_back(door, buyer, moderator):
    buyer.submit()
    withdraw(door, buyer, "review_publication")
    mine = door.own_reviews(as_=buyer.caller)["data"][0]

    edited = door.edit_review(
        as_=buyer.caller,
        review_id=mine["id"],
        expected_version=mine["version"],
        stars=5,
        text="И всё же хороший.",
        consent=buyer.block(),
    )

    assert (edited["status"], edited["reason"], edited["author"]) == ("pending", None, "Айгерім С.")
    assert buyers.published(door, moderator, edited).error is None


def test_the_newest_answer_about_the_name_counts_for_all_reviews(door, buyer, moderator):
    first = buyer.submit()
    buyers.published(door, moderator, first)
    models.Review.objects.update(product="another")  # so that the same buyer may write once more

    buyer.submit(publication=False)

    assert list(models.Review.objects.values_list("author_name", flat=True)) == ["", ""]
