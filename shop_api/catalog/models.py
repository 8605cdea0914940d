"""The shop's own copy of published products, and its stock. Nothing here is about a person."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from frontend_contracts.wire.personal_data import not_personal
from shop_api.values.identifiers import new_id


class Product(models.Model):
    """A product as the cms last published it. `version` also remembers a withdrawal, so late events do no harm."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    slug = not_personal(models.CharField(max_length=100, unique=True))
    version = not_personal(models.PositiveIntegerField())
    is_published = not_personal(models.BooleanField())
    published_at = not_personal(models.DateTimeField())  # for the first time here; a product keeps its place in lists
    document = not_personal(models.JSONField())  # as fetched from the cms, its hash checked

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class ProductText(models.Model):
    """The ready answers of a published product in one requested language; gone when it is unpublished."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    product = not_personal(models.ForeignKey(Product, on_delete=models.CASCADE, related_name="texts"))
    requested_locale = not_personal(models.CharField(max_length=2))
    slug = not_personal(models.CharField(max_length=100))
    category = not_personal(models.CharField(max_length=60))
    published_at = not_personal(models.DateTimeField())
    card = not_personal(models.TextField())  # a JSON object without `variants` and its closing brace
    detail = not_personal(models.TextField())  # the same, for the product's own page
    search_text = not_personal(models.TextField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "requested_locale"], name="one_text_for_slug_and_locale"),
            models.UniqueConstraint(fields=["product", "requested_locale"], name="one_text_for_product_and_locale"),
        ]
        indexes = [
            models.Index(fields=["requested_locale", "-published_at", "-product"], name="catalog_newest"),
            models.Index(
                fields=["requested_locale", "category", "-published_at", "-product"], name="catalog_by_category"
            ),
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="catalog_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.requested_locale}"


class Variant(models.Model):
    """What is sold. `is_sold` turns false when the product is unpublished or drops the variant; the row stays."""

    sku = not_personal(models.CharField(max_length=40, primary_key=True))
    product = not_personal(models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants"))
    slug = not_personal(models.CharField(max_length=100))
    version = not_personal(models.PositiveIntegerField())
    position = not_personal(models.PositiveSmallIntegerField())
    price_minor = not_personal(models.BigIntegerField())  # tiyn, VAT included
    currency = not_personal(models.CharField(max_length=3))
    vat_class = not_personal(models.CharField(max_length=20))
    titles = not_personal(models.JSONField())  # language → what an order line is called
    is_sold = not_personal(models.BooleanField())
    answer_kk = not_personal(models.TextField())  # a JSON object up to `"available":`, for each requested language
    answer_ru = not_personal(models.TextField())
    answer_en = not_personal(models.TextField())

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(price_minor__gt=0), name="variant_costs_something")]

    def __str__(self) -> str:
        return self.sku


class Stock(models.Model):
    """Pieces of a SKU: on the shelf, and of those, promised to orders."""

    sku = not_personal(models.CharField(max_length=40, primary_key=True))
    on_hand = not_personal(models.PositiveIntegerField())
    reserved = not_personal(models.PositiveIntegerField(default=0))
    version = not_personal(models.PositiveIntegerField(default=1))
    created_at = not_personal(models.DateTimeField())
    changed_at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(reserved__lte=F("on_hand")), name="stock_reserved_within_on_hand"
            )
        ]
        indexes = [models.Index(fields=["-created_at", "-sku"], name="stock_newest")]

    def __str__(self) -> str:
        return f"{self.sku}: {self.on_hand - self.reserved} of {self.on_hand}"


class StockMovement(models.Model):
    """One change of stock, with what it led to; `reference` is an order's id or empty."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    at = not_personal(models.DateTimeField())
    sku = not_personal(models.CharField(max_length=40))
    kind = not_personal(models.CharField(max_length=8))  # set, reserve, release, consume
    quantity = not_personal(models.IntegerField())
    on_hand_after = not_personal(models.PositiveIntegerField())
    reserved_after = not_personal(models.PositiveIntegerField())
    reference = not_personal(models.CharField(max_length=40, blank=True))

    class Meta:
        indexes = [models.Index(fields=["sku", "at"], name="movements_of_sku")]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity} {self.sku}"
