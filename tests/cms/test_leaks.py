"""The leak matrix: a marker in everything that is not public, looked for through every route and every field.

Peers leaked drafts and private pages through parents, search, choosers, redirects, aliases, images and snippets.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from graphql import GraphQLObjectType, GraphQLUnionType, get_named_type, is_required_argument
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction

from cms.api.graphql import schema
from cms.home.models import HomePage
from cms.images import renditions
from cms.products import models, queries
from cms.staff.middleware import is_public
from tests.cms import factories

pytestmark = pytest.mark.django_db

MARKER = "Zhasyryn7Marker"
SLUG = "zhasyryn7marker"


def hidden_draft() -> None:
    product = factories.product(SLUG, is_live=False)
    for locale in ("kk", "ru", "en"):
        factories.page(product, locale, is_live=False, title=MARKER)


def hidden_private_page() -> None:
    product = factories.public_product(SLUG)
    page = factories.page_of(product, "ru")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    page.title = MARKER
    page.save_revision().publish()


def hidden_embargo() -> None:
    """The next text of a public product waits for its date."""
    product = factories.public_product("open")
    page = factories.page_of(product, "ru")
    page.title, page.go_live_at = MARKER, timezone.now() + timedelta(days=1)
    page.save_revision().publish()


def hidden_private_collection() -> None:
    collection = Collection.get_first_root_node().add_child(name=MARKER)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    image = factories.image(MARKER, collection=collection)
    body = [("picture", {"image": image, "alt": MARKER, "caption": MARKER})]
    factories.public_product("open", images=[image], body=body)
    renditions.make_all(image)


def hidden_chooser_target() -> None:
    target = factories.product(SLUG, is_live=False)
    page = factories.page(target, "ru", is_live=False, title=MARKER)
    link = f'<p><a linktype="page" id="{page.pk}">a link</a></p>'
    factories.public_product("open", description=link, body=[("text", link)])


def hidden_alias() -> None:
    """An alias of a public page, with a title of its own, somewhere in the tree."""
    product = factories.public_product("open")
    alias = factories.page_of(product, "ru").create_alias(update_slug="alias", user=None)
    models.ProductPage.objects.filter(pk=alias.pk).update(title=MARKER, slug=SLUG)


def hidden_redirect() -> None:
    product = factories.product(SLUG, is_live=False)
    page = factories.page(product, "ru", is_live=False, title=MARKER)
    Redirect.objects.create(old_path="/old", redirect_page=page)
    Redirect.objects.create(old_path="/open", redirect_link="https://example.org/")


def hidden_snippet() -> None:
    """The editors' name of a product, and a price that is only a draft."""
    product = factories.public_product("open")
    product.name = MARKER
    product.variants = [*product.variants.all()]
    product.variants.first().sku = MARKER.upper()
    product.save_revision()
    models.Product.objects.filter(pk=product.pk).update(name=MARKER)


def hidden_parent() -> None:
    """The titles of the pages above, which are folders for editors."""
    factories.public_product("open")
    models.ProductIndexPage.objects.update(title=MARKER, draft_title=MARKER)
    HomePage.objects.update(title=MARKER, draft_title=MARKER)


def hidden_old_revision() -> None:
    product = factories.public_product("open")
    page = factories.page_of(product, "ru")
    page.title = MARKER
    page.save_revision()
    page.title = "Later"
    page.save_revision().publish()


def hidden_unpublished() -> None:
    factories.public_product(SLUG).unpublish()


HIDDEN = [
    hidden_draft,
    hidden_private_page,
    hidden_embargo,
    hidden_private_collection,
    hidden_chooser_target,
    hidden_alias,
    hidden_redirect,
    hidden_snippet,
    hidden_parent,
    hidden_old_revision,
    hidden_unpublished,
]
KEYS = ("open", SLUG, SLUG.upper(), MARKER)


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        elif isinstance(pattern, URLPattern):
            yield path


def public_routes() -> list[str]:
    return sorted({f"/{path}" for path in routes() if is_public(f"/{path}")})


def options(route: str) -> list[str]:
    """The query strings that could make a route say more."""
    if route.startswith("/api/v2/"):
        given = ["locale=ru", "fields=*", f"search={MARKER}", f"slug={SLUG}", f"html_path=/products/{SLUG}/"]
    elif route == "/api/v1/products":
        given = ["locale=kk", "locale=en", f"q={MARKER}", f"q={MARKER.lower()[:-2]}", "limit=1"]
    elif route == "/api/v1/route":
        given = [f"path=/products/{SLUG}", f"path=/kk/products/{SLUG}", f"path=/{SLUG}", "path=/old", "path=/"]
    else:
        given = ["locale=kk", "locale=ru", "locale=en", "version=1", "version=2", "from=1&to=2"]
    return ["", *(f"?{one}" for one in given)]


def addresses() -> Iterator[str]:
    """Every public route with every key, language and option that could reach something hidden."""
    pages = [str(page.pk) for page in models.ProductPage.objects.all()]
    images = list(models.ProductImage.objects.values_list("image_id", "image__file_hash"))
    filled = {
        "<str:key>": KEYS,
        "<slug:slug>": KEYS,
        "<int:pk>": pages,
        "<int:image_id>/<slug:file_hash>/<slug:name>": [
            f"{key}/{digest[:12]}/{name}" for key, digest in images for name in renditions.SPECS
        ],
    }
    for route in public_routes():
        hole = next((hole for hole in filled if hole in route), None)
        for value in filled[hole] if hole else [""]:
            path = route.replace(hole, value) if hole else route
            for query in options(route):
                yield path + query


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_no_rest_route_shows_it(hide: Callable[[], None]) -> None:
    hide()
    client = Client(raise_request_exception=False)

    asked = 0
    for address in addresses():
        response = client.get(address, headers={"authorization": ""})
        body = b"".join(response.streaming_content) if response.streaming else response.content
        # A problem repeats the address it was asked at; that is the caller's own text.
        said = {**json.loads(body), "instance": ""} if response.status_code >= 400 and body[:1] == b"{" else body
        assert response.status_code < 500, address
        assert MARKER.lower() not in str(said).lower() or is_own_word(said), address
        assert response.headers.get("Content-Type") != "image/webp", address
        asked += 1
    assert asked > 100


def shows_marker(client: Client, address: str) -> bool:
    response = client.get(address)
    return not response.streaming and MARKER in response.content.decode()


def is_own_word(said: Any) -> bool:
    """A slug that was public stays in no answer, but the caller's own words may come back in a detail."""
    return isinstance(said, dict) and MARKER.lower() not in str({**said, "detail": "", "errors": []}).lower()


def selection(kind: Any, depth: int = 0) -> str:
    """All fields of a type, however deep; unions by each of their members."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLUnionType):
        return "{__typename " + " ".join(f"... on {one.name}{_aliased(one, depth)}" for one in named.types) + "}"
    return selection_of(named, depth) if isinstance(named, GraphQLObjectType) else ""


def selection_of(named: GraphQLObjectType, depth: int) -> str:
    fields = []
    for name, field in named.fields.items():
        needed = [key for key, argument in field.args.items() if is_required_argument(argument)]
        arguments = "(name: CARD)" if needed == ["name"] else ""
        fields.append(f"{name}{arguments}{selection(field.type, depth + 1)}")
    return "{" + " ".join(fields) + "}"


def _aliased(named: GraphQLObjectType, depth: int) -> str:
    return selection_of(named, depth + 1)


def root_calls() -> Iterator[str]:
    for name, field in schema.graphql_schema.query_type.fields.items():
        whole = selection(field.type)
        values: dict[str, list[str]] = {
            "slug": [json.dumps(key) for key in KEYS],
            "sku": [json.dumps(key) for key in KEYS],
            "version": ["1", "2"],
            "path": [json.dumps(path) for path in (f"/products/{SLUG}", f"/{SLUG}", "/old")],
            "search": [json.dumps(MARKER)],
            "from": ["1"],
            "to": ["2"],
            "locale": ['"kk"', '"ru"', '"en"'],
        }
        needed = [key for key, argument in field.args.items() if is_required_argument(argument)]
        fixed = ", ".join(f"{key}: {values[key][0]}" for key in needed)
        yield f"{name}{f'({fixed})' if fixed else ''}{whole}"
        for key in field.args:
            for value in values.get(key, []):
                others = [f"{other}: {values[other][0]}" for other in needed if other != key]
                yield f"{name}({', '.join([*others, f'{key}: {value}'])}){whole}"


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_no_graphql_field_shows_it(hide: Callable[[], None]) -> None:
    hide()
    client = Client(raise_request_exception=False)

    asked = 0
    for call in root_calls():
        response = client.post("/graphql/", {"query": f"{{{call}}}"}, content_type="application/json")
        document = response.json()
        assert response.status_code == 200, (call, document)
        data = json.dumps(document.get("data"), ensure_ascii=False)
        assert MARKER.lower() not in data.lower(), call
        asked += 1
    assert asked > 40


def test_what_is_public_is_found_by_the_same_search() -> None:
    """The matrix would pass if it asked nothing: a public marker must show on both doors."""
    product = factories.public_product(SLUG)
    page = factories.page_of(product, "ru")
    page.title = MARKER
    page.save_revision().publish()
    client = Client()

    rest = [address for address in addresses() if shows_marker(client, address)]
    graphql = [
        call
        for call in root_calls()
        if MARKER
        in client.post("/graphql/", {"query": f"{{{call}}}"}, content_type="application/json").content.decode()
    ]

    assert (len(rest) > 10, len(graphql) > 5) == (True, True)
    assert Locale.objects.count() == 3
    assert queries.product(SLUG).slug == SLUG
