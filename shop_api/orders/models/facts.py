"""Money facts of orders: what was bought, for how much, under which terms, and what became of it.

Nothing here says who: names, phones and addresses are in `contacts.py` and can be erased without a trace in these rows.
"""

from django.db import models

from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose

TAX_TERM = ByRule("tax_documents")  # Tax Code art. 206(3): papers of year Y until 31.12.(Y+5)


class Order(models.Model):
    """An order. Amounts are tiyn, VAT included; `cash_minor` is what the courier collects, rounded to whole tenge."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    number = not_personal(models.CharField(max_length=12, unique=True))
    cart_id = not_personal(models.UUIDField(unique=True))  # one order for a cart, for ever
    quote_id = not_personal(models.UUIDField())
    subject_id = personal(
        models.UUIDField(db_index=True),
        category="order",
        why=[Purpose.ORDER_FULFILMENT],
        keep=TAX_TERM,
        on_erasure=Erasure.ANONYMISE,
    )
    account_id = personal(
        models.UUIDField(null=True, blank=True),
        category="order",
        why=[Purpose.ORDER_FULFILMENT],
        keep=TAX_TERM,
        on_erasure=Erasure.BLANK,
    )
    status = not_personal(models.CharField(max_length=16))
    payment_method = not_personal(models.CharField(max_length=20))
    payment_status = not_personal(models.CharField(max_length=8))
    delivery_method = not_personal(models.CharField(max_length=20))
    currency = not_personal(models.CharField(max_length=3))
    goods_minor = not_personal(models.BigIntegerField())
    delivery_minor = not_personal(models.BigIntegerField())
    delivery_vat_basis_points = not_personal(models.PositiveSmallIntegerField(null=True))
    delivery_vat_minor = not_personal(models.BigIntegerField())
    vat_minor = not_personal(models.BigIntegerField())  # of lines and delivery together
    total_minor = not_personal(models.BigIntegerField())
    cash_minor = not_personal(models.BigIntegerField())
    cash_rounding_minor = not_personal(models.SmallIntegerField())  # cash_minor - total_minor, -49 to 50
    cash_taken_minor = not_personal(models.BigIntegerField(null=True))
    policy_version = not_personal(models.PositiveIntegerField())
    terms_version = not_personal(models.PositiveIntegerField())  # of the public offer, accepted apart from consent
    terms_sha256 = not_personal(models.CharField(max_length=64))
    locale = not_personal(models.CharField(max_length=2))
    version = not_personal(models.PositiveIntegerField(default=1))
    created_at = not_personal(models.DateTimeField())
    changed_at = not_personal(models.DateTimeField())

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "-created_at", "-id"], name="orders_of_account"),
            models.Index(fields=["-created_at", "-id"], name="orders_newest"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """A line as it was bought: titles, price and VAT rate are snapshots and never change."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    order = not_personal(models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines"))
    position = not_personal(models.PositiveSmallIntegerField())
    sku = not_personal(models.CharField(max_length=40))
    slug = not_personal(models.CharField(max_length=100))
    product_version = not_personal(models.PositiveIntegerField())
    titles = not_personal(models.JSONField())  # language → title
    quantity = not_personal(models.PositiveSmallIntegerField())
    unit_price_minor = not_personal(models.BigIntegerField())
    total_minor = not_personal(models.BigIntegerField())
    vat_class = not_personal(models.CharField(max_length=20))
    vat_basis_points = not_personal(models.PositiveSmallIntegerField(null=True))  # null: the operator paid no VAT then
    vat_minor = not_personal(models.BigIntegerField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="one_line_at_position")]
        indexes = [models.Index(fields=["sku", "order"], name="order_lines_by_sku")]

    def __str__(self) -> str:
        return f"{self.quantity} {self.sku}"


class OrderEvent(models.Model):
    """What happened to an order, in order. `details` holds codes and amounts, nothing about a person."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    order = not_personal(models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events"))
    sequence = not_personal(models.PositiveIntegerField())  # equals the order's version after the event
    at = not_personal(models.DateTimeField())
    event = not_personal(models.CharField(max_length=20))
    from_status = not_personal(models.CharField(max_length=16, blank=True))
    to_status = not_personal(models.CharField(max_length=16))
    actor_kind = not_personal(models.CharField(max_length=12))
    actor_id = personal(
        models.UUIDField(null=True),
        category="security_event",
        why=[Purpose.ORDER_FULFILMENT],
        keep=TAX_TERM,
        on_erasure=Erasure.KEEP,
    )
    details = not_personal(models.JSONField(default=dict))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "sequence"], name="one_event_for_version")]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"
