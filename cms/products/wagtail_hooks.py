"""Products and categories in Wagtail's menu."""

from __future__ import annotations

from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.products import models


class ProductViewSet(SnippetViewSet):
    """The list and the form of products."""

    model = models.Product
    icon = "tag"
    menu_label = "Products"
    list_display = ["name", "slug", "category", UpdatedAtColumn()]
    list_filter = ["category", "live"]
    ordering = ["name"]


class CategoryViewSet(SnippetViewSet):
    """The list and the form of categories."""

    model = models.Category
    icon = "folder-open-inverse"
    menu_label = "Categories"
    list_display = ["title_ru", "slug", "position"]


class CatalogGroup(SnippetViewSetGroup):
    """Both, under one entry of the menu."""

    items = (ProductViewSet, CategoryViewSet)
    menu_label = "Catalogue"
    menu_icon = "pick"
    menu_order = 150


register_snippet(CatalogGroup)
