"""Products as editors write them, and what was made public of them.

Editors write `Product` and its `ProductPage`s. Publishing makes a `ProductVersion` (frozen for good) and the rows of
`PublishedProduct` (what public answers are read from). No public answer is ever read from the first two.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Upper
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from uuid_utils.compat import uuid7
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, Page, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms.blocks.product import RICH_TEXT, ProductBody
from cms.products import panels, signals
from cms.products.attributes import AttributesField
from cms.products.price import PriceField
from frontend_contracts.wire.append_only import AppendOnlyModel
from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal

LONGEST_SKU = 40  # characters; the shop stores SKUs in columns of this width


class VatClass(models.TextChoices):
    """How a product is taxed; the rate of a class on a date stands in the shop's register of rules."""

    STANDARD = "standard", "standard rate"
    REDUCED = "reduced", "reduced rate"
    EXEMPT = "exempt", "exempt"


class Category(models.Model):
    """A shelf of the shop. Frontends filter by its slug."""

    slug = not_personal(models.SlugField(max_length=60, unique=True))
    title_kk = not_personal(models.CharField("title, Kazakh", max_length=100))
    title_ru = not_personal(models.CharField("title, Russian", max_length=100))
    title_en = not_personal(models.CharField("title, English", max_length=100))
    position = not_personal(models.PositiveIntegerField(default=0))

    panels = panels.CATEGORY

    class Meta:
        ordering = ["position", "slug"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.title_ru


class Product(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """What is sold, in all languages at once: its key, shelf, tax, images, and variants with their prices."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    slug = not_personal(
        models.SlugField(max_length=100, unique=True, help_text="Stands in addresses; it stays once published.")
    )
    name = not_personal(models.CharField(max_length=200, help_text="For editors; readers see the titles of the pages."))
    category = not_personal(models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products"))
    vat_class = not_personal(
        models.CharField("VAT", max_length=20, choices=VatClass.choices, default=VatClass.STANDARD)
    )
    live = not_personal(models.BooleanField(default=False, editable=False))
    has_unpublished_changes = not_personal(models.BooleanField(default=False, editable=False))
    first_published_at = not_personal(models.DateTimeField(null=True, blank=True, editable=False))
    last_published_at = not_personal(models.DateTimeField(null=True, editable=False))
    live_revision = not_personal(
        models.ForeignKey(
            "wagtailcore.Revision", related_name="+", null=True, blank=True, on_delete=models.SET_NULL, editable=False
        )
    )
    latest_revision = not_personal(
        models.ForeignKey(
            "wagtailcore.Revision", related_name="+", null=True, blank=True, on_delete=models.SET_NULL, editable=False
        )
    )
    go_live_at = not_personal(models.DateTimeField(null=True, blank=True))
    expire_at = not_personal(models.DateTimeField(null=True, blank=True))
    expired = not_personal(models.BooleanField(default=False, editable=False))
    locked = not_personal(models.BooleanField(default=False, editable=False))
    locked_at = not_personal(models.DateTimeField(null=True, editable=False))
    locked_by = personal(
        models.ForeignKey(
            "staff.User",
            null=True,
            blank=True,
            editable=False,
            on_delete=models.SET_NULL,
            related_name="locked_products",
        ),
        category="staff_account", why=["staff_access"], keep=ByRule("staff_accounts"), on_erasure=Erasure.BLANK,
    )  # fmt: skip

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("slug"),
    ]
    panels = panels.PRODUCT

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self) -> Any:
        return self._revisions

    def clean(self) -> None:
        """Keep the slug of a product that was ever public: versions, events and addresses hang on it."""
        super().clean()
        published = ProductVersion.objects.filter(product_id=self.pk).values_list("slug", flat=True).first()
        if published is not None and published != self.slug:
            raise ValidationError({"slug": f"The product was published as “{published}”; its slug stays."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, its variants and images, and what follows from them, in one transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            signals.product_written.send(sender=type(self), product_ids=[self.pk])


class ProductImage(Orderable):
    """An image of a product, in the order in which frontends show them."""

    product = not_personal(ParentalKey(Product, on_delete=models.CASCADE, related_name="images"))
    image = not_personal(models.ForeignKey("images.CatalogImage", on_delete=models.PROTECT, related_name="+"))
    alt_kk = not_personal(models.CharField("what it shows, Kazakh", max_length=200))
    alt_ru = not_personal(models.CharField("what it shows, Russian", max_length=200))
    alt_en = not_personal(models.CharField("what it shows, English", max_length=200))
    sort_order = not_personal(models.IntegerField(null=True, blank=True, editable=False))

    panels = panels.PRODUCT_IMAGE

    class Meta(Orderable.Meta):
        pass


class Variant(Orderable):
    """What a customer puts into the cart. The price is entered here and nowhere else."""

    product = not_personal(ParentalKey(Product, on_delete=models.CASCADE, related_name="variants"))
    sku = not_personal(models.CharField("SKU", max_length=LONGEST_SKU, unique=True))
    price_minor = not_personal(PriceField("price, ₸"))  # tiyn
    title_kk = not_personal(models.CharField("title, Kazakh", max_length=100))
    title_ru = not_personal(models.CharField("title, Russian", max_length=100))
    title_en = not_personal(models.CharField("title, English", max_length=100))
    attributes = not_personal(AttributesField(default=dict, blank=True))  # {"weight": {"kk", "ru", "en"}}
    sort_order = not_personal(models.IntegerField(null=True, blank=True, editable=False))

    panels = panels.VARIANT

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(price_minor__gt=0), name="variant_price_is_positive"),
            models.UniqueConstraint(Upper("sku"), name="one_sku_whatever_its_case"),
        ]


class ProductIndexPage(Page):
    """The folder of one language's product pages; made by a migration."""

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = ["products.ProductPage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = "products of a language"


class ProductPage(Page):
    """A product in one language."""

    product = not_personal(models.ForeignKey(Product, on_delete=models.PROTECT, related_name="pages"))
    description = not_personal(RichTextField(features=RICH_TEXT))
    body = not_personal(StreamField(ProductBody(), blank=True))

    parent_page_types: ClassVar[list[str]] = ["products.ProductIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("description"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Any]] = panels.product_page(Page.content_panels)

    class Meta:
        verbose_name = "product page"

    def clean(self) -> None:
        """A product has one page a language; a second would make it unclear which one readers see."""
        super().clean()
        twins = ProductPage.objects.filter(product_id=self.product_id, locale_id=self.locale_id, alias_of=None)
        if self.product_id and self.alias_of_id is None and twins.exclude(pk=self.pk).exists():
            raise ValidationError({"product": "This product already has a page in this language."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the page and what follows from it in one transaction; the publish button opens none."""
        with transaction.atomic():
            shown = PublishedProduct.objects.filter(page_id=self.pk).values_list("product_id", flat=True)
            before = set(shown) if self.pk else set()
            super().save(*args, **kwargs)
            signals.product_written.send(sender=type(self), product_ids=[self.product_id, *before])


class ProductVersion(AppendOnlyModel):
    """What was public of a product at one time. Rows outlive the product: orders and events name them."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    product_id = not_personal(models.UUIDField(db_index=True))  # no foreign key: nothing cascades into frozen rows
    slug = not_personal(models.CharField(max_length=100))
    number = not_personal(models.PositiveIntegerField())
    document = not_personal(models.TextField())  # canonical JSON (RFC 8785), byte for byte what the hash is made of
    sha256 = not_personal(models.CharField(max_length=64))  # of `document`
    fingerprint = not_personal(models.CharField(max_length=64))  # of all that readers saw, the number left out
    published_at = not_personal(models.DateTimeField())

    class Meta:
        ordering = ["slug", "-number"]
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"


class PublishedProduct(models.Model):
    """The answers about a public product for one requested language, ready to send. Rebuilt from the rows above.

    Three rows a product. Where its page in the requested language does not exist, `locale` names the one shown instead.
    """

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    product_id = not_personal(models.UUIDField())
    requested_locale = not_personal(models.CharField(max_length=5))
    locale = not_personal(models.CharField(max_length=5))
    page_id = not_personal(models.IntegerField(db_index=True))
    # The page shown and those the law asks for. Each read checks that all are still live and still for everybody.
    page_ids = not_personal(ArrayField(models.IntegerField(), default=list))
    slug = not_personal(models.CharField(max_length=100))
    category = not_personal(models.CharField(max_length=60))
    skus = not_personal(ArrayField(models.CharField(max_length=LONGEST_SKU)))
    image_ids = not_personal(ArrayField(models.IntegerField()))
    linked_page_ids = not_personal(ArrayField(models.IntegerField(), default=list))
    version = not_personal(models.PositiveIntegerField())
    created_at = not_personal(models.DateTimeField())  # when the product was first public; lists run by it
    search_text = not_personal(models.TextField())
    card = not_personal(models.TextField())  # JSON of the list
    answer = not_personal(models.TextField())  # JSON of the detail

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product_id", "requested_locale"], name="one_answer_per_language"),
            models.UniqueConstraint(fields=["slug", "requested_locale"], name="one_slug_per_language"),
        ]
        indexes = [
            models.Index(fields=["requested_locale", "-created_at", "-id"], name="published_newest"),
            models.Index(fields=["requested_locale", "category", "-created_at", "-id"], name="published_by_category"),
            GinIndex(fields=["skus"], name="published_skus"),
            GinIndex(SearchVector("search_text", config="russian"), name="published_words"),
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="published_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} ({self.requested_locale})"
