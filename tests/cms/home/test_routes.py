"""Which content a path stands for, on both doors."""

from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.cms import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "locale", "requested", "shown"),
    [
        ("/products/lamp", None, "ru", "ru"),
        ("/products/lamp/", "kk", "kk", "kk"),
        ("/kk/products/lamp?x=1#y", "ru", "kk", "kk"),
        ("/en/products/lamp", None, "en", "ru"),
    ],
)
def test_a_product_is_found_in_the_language_asked_for(
    door: Any, path: str, locale: str | None, requested: str, shown: str
) -> None:
    factories.public_product("lamp", locales=("kk", "ru"))

    found = door.route(path, locale).data

    assert (found["kind"], found["slug"], found["path"]) == ("product", "lamp", "/products/lamp")
    assert (found["requested_locale"], found["locale"]) == (requested, shown)
    assert found["available_locales"] == ["kk", "ru"]


@pytest.mark.parametrize("path", ["/", "/kk", "/kk/"])
def test_the_root_is_home(door: Any, path: str) -> None:
    assert door.route(path).data["kind"] == "home"


@pytest.mark.parametrize(
    "path", ["/nothing", "/products/none", "/products/LAMP", "/products", "/policies/none", "/x/y"]
)
def test_what_is_not_there_is_not_found(door: Any, path: str) -> None:
    factories.public_product("lamp")

    assert door.route(path).code == "not_found"


@pytest.mark.parametrize("path", ["products/lamp", "", "/" + "x" * 300])
def test_a_path_begins_with_a_slash_and_ends_somewhere(door: Any, path: str) -> None:
    assert door.route(path).code == "input.invalid"


def test_moved_addresses_lead_to_public_targets_only(door: Any) -> None:
    public, hidden = factories.public_product("lamp"), factories.product("hidden", is_live=False)
    Redirect.objects.create(old_path="/old", redirect_page=factories.page_of(public, "ru"), is_permanent=True)
    Redirect.objects.create(old_path="/away", redirect_link="https://example.org/x", is_permanent=False)
    Redirect.objects.create(old_path="/hidden", redirect_page=factories.page(hidden, "ru", is_live=False))

    found = door.route("/old/").data

    assert (found["kind"], found["target"], found["is_permanent"]) == ("redirect", "/products/lamp", True)
    assert door.route("/hidden").code == "not_found"
    assert door.redirects().data == [
        {"source": "/away", "target": "https://example.org/x", "is_permanent": False},
        {"source": "/old", "target": "/products/lamp", "is_permanent": True},
    ]
