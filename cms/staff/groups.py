"""What editors and publishers may do. Applied after each migration, so that new models are covered too."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EDITORS = "Editors"
PUBLISHERS = "Publishers"

# Rights on models: "app_label.codename".
EDITOR_RIGHTS = (
    "wagtailadmin.access_admin",
    "products.add_product",
    "products.change_product",
    "products.view_product",
    "products.view_category",
    "events.view_outboxevent",
)
PUBLISHER_RIGHTS = (
    *EDITOR_RIGHTS,
    "products.publish_product",
    "products.lock_product",
    "products.unlock_product",
    "products.delete_product",
    "products.add_category",
    "products.change_category",
    "products.delete_category",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
    "events.replay_outboxevent",
)
# Collections are where Wagtail looks for rights on images, whatever the image model is.
IMAGE_RIGHTS = ("wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image")
EDITOR_PAGE_RIGHTS = ("add_page", "change_page")
PUBLISHER_PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


def apply(sender: Any = None, using: str = "default", **kwargs: Any) -> None:
    """Give both groups their rights; what an administrator added stays."""
    root = Page.objects.using(using).filter(depth=1).first()
    collection = Collection.objects.using(using).filter(depth=1).first()
    if root is None or collection is None:
        return
    for name, rights, page_rights in (
        (EDITORS, EDITOR_RIGHTS, EDITOR_PAGE_RIGHTS),
        (PUBLISHERS, PUBLISHER_RIGHTS, PUBLISHER_PAGE_RIGHTS),
    ):
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*(_permission(right, using) for right in rights))
        for codename in page_rights:
            permission = Permission.objects.using(using).get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.using(using).get_or_create(group=group, page=root, permission=permission)
        for right in IMAGE_RIGHTS:
            GroupCollectionPermission.objects.using(using).get_or_create(
                group=group, collection=collection, permission=_permission(right, using)
            )


def _permission(right: str, using: str) -> Permission:
    app_label, codename = right.split(".")
    return Permission.objects.using(using).get(content_type__app_label=app_label, codename=codename)
