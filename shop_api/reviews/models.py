"""Reviews and what happened to them."""

from typing import Any

from django.db import models
from django.db.models import Q

from frontend_contracts.wire.personal_data import ByRule, Erasure, UntilErased, UntilWithdrawn, not_personal, personal
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose, Switch

_REVIEW: dict[str, Any] = {
    "category": "review",
    "why": [Purpose.REVIEW_PUBLICATION],
    "keep": UntilWithdrawn(),
}
_OWNER: dict[str, Any] = {
    "category": "review",
    "why": [Purpose.REVIEW_PUBLICATION],
    "keep": UntilErased(),
    "on_erasure": Erasure.ANONYMISE,
}


class Review(models.Model):
    """What one account says about one product. Withdrawn by its author, it keeps neither words nor name."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    version = not_personal(models.PositiveIntegerField(default=1))
    account_id = personal(models.UUIDField(), **_OWNER)
    subject_id = personal(models.UUIDField(), **_OWNER)  # whose consent it stands on
    product = not_personal(models.CharField(max_length=100))  # the slug; catalog owns products, so no foreign key
    sku = not_personal(models.CharField(max_length=40))  # the variant that was named
    stars = personal(models.PositiveSmallIntegerField(), on_erasure=Erasure.KEEP, **_REVIEW)  # of nobody, once erased
    text = personal(models.TextField(blank=True), on_erasure=Erasure.BLANK, **_REVIEW)
    author_name = personal(
        models.CharField(max_length=80, blank=True),  # `Aigerim S.` as it was when agreed; empty is anonymous
        category="review",
        why=[Purpose.REVIEW_PUBLICATION, Switch.PUBLICATION],
        keep=UntilWithdrawn(),
        on_erasure=Erasure.BLANK,
    )
    status = not_personal(models.CharField(max_length=10))
    reason = not_personal(models.CharField(max_length=20, blank=True))  # a code
    created_at = not_personal(models.DateTimeField())
    changed_at = not_personal(models.DateTimeField())
    published_at = not_personal(models.DateTimeField(null=True))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "product"], condition=~Q(reason="withdrawn"), name="one_review_of_a_product"
            ),
            models.CheckConstraint(condition=Q(stars__gte=1) & Q(stars__lte=5), name="review_stars_1_to_5"),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="review_published_when"
            ),
        ]
        indexes = [
            models.Index(
                fields=["product", "-published_at", "-id"],
                include=["stars"],
                condition=Q(status="published"),
                name="reviews_public",
            ),
            models.Index(fields=["status", "created_at", "id"], name="reviews_by_status"),
            models.Index(fields=["account_id", "-created_at", "-id"], name="reviews_of_account"),
            models.Index(fields=["subject_id"], name="reviews_of_subject"),
        ]

    def __str__(self) -> str:
        return f"review {self.id} {self.status}"


class ReviewEvent(models.Model):
    """One transition of a review, with who caused it: the author, a moderator."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    review_id = not_personal(models.UUIDField())
    version = not_personal(models.PositiveIntegerField())
    event = not_personal(models.CharField(max_length=20))
    from_status = not_personal(models.CharField(max_length=10, blank=True))
    to_status = not_personal(models.CharField(max_length=10))
    reason = not_personal(models.CharField(max_length=20, blank=True))
    actor_kind = not_personal(models.CharField(max_length=12))
    staff_id = personal(
        models.UUIDField(null=True),
        category="staff",
        why=[Purpose.REVIEW_PUBLICATION],
        keep=ByRule("audit_days"),
        on_erasure=Erasure.KEEP,
    )
    at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review_id", "version"], name="one_review_event_a_version")]

    def __str__(self) -> str:
        return f"{self.event} {self.review_id}"
