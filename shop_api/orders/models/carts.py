"""What somebody means to buy, and what it would cost."""

from django.db import models
from django.db.models import Q

from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose

CART_TERM = ByRule("cart_days")


class Cart(models.Model):
    """A basket. The token that opens it is derived from `id`; only its keyed hash is stored."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    token_hash = not_personal(models.BinaryField(max_length=32, unique=True))
    subject_id = personal(
        models.UUIDField(),
        category="cart",
        why=[Purpose.STOREFRONT],
        keep=CART_TERM,
        on_erasure=Erasure.DELETE,
    )
    account_id = personal(
        models.UUIDField(null=True, blank=True),
        category="cart",
        why=[Purpose.STOREFRONT],
        keep=CART_TERM,
        on_erasure=Erasure.DELETE,
    )
    status = not_personal(models.CharField(max_length=8))  # open, ordered
    version = not_personal(models.PositiveIntegerField(default=1))
    created_at = not_personal(models.DateTimeField())
    changed_at = not_personal(models.DateTimeField(db_index=True))

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "-created_at"], condition=Q(status="open"), name="open_carts_of_account")
        ]

    def __str__(self) -> str:
        return f"cart {self.id}"


class CartLine(models.Model):
    """So many pieces of a SKU, with the price that was shown when it was put in."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    cart = not_personal(models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines"))
    sku = personal(
        models.CharField(max_length=40),
        category="cart",
        why=[Purpose.STOREFRONT],
        keep=CART_TERM,
        on_erasure=Erasure.DELETE,
    )
    quantity = personal(
        models.PositiveSmallIntegerField(),
        category="cart",
        why=[Purpose.STOREFRONT],
        keep=CART_TERM,
        on_erasure=Erasure.DELETE,
    )
    price_seen_minor = not_personal(models.BigIntegerField())
    created_at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cart", "sku"], name="one_line_for_sku_in_cart")]

    def __str__(self) -> str:
        return f"{self.quantity} {self.sku}"


class Quote(models.Model):
    """What a cart cost at a moment. `answer` is the quote as it was given, with its lines and amounts."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    cart_id = not_personal(models.UUIDField(db_index=True))
    cart_version = not_personal(models.PositiveIntegerField())
    answer = personal(
        models.JSONField(),
        category="cart",
        why=[Purpose.STOREFRONT, Purpose.ORDER_FULFILMENT],
        keep=CART_TERM,
        on_erasure=Erasure.DELETE,
    )
    total_minor = not_personal(models.BigIntegerField())
    policy_version = not_personal(models.PositiveIntegerField())
    terms_version = not_personal(models.PositiveIntegerField())
    created_at = not_personal(models.DateTimeField(db_index=True))
    valid_until = not_personal(models.DateTimeField())

    def __str__(self) -> str:
        return f"quote {self.id}"
