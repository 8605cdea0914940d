"""Products over REST."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from cms.api import doors
from cms.api.parameters import Parameters
from cms.products import queries
from frontend_contracts.wire.problems import FieldError, InputInvalid

LIST_PARAMETERS = frozenset({"locale", "category", "q", "limit", "after", "before"})
DETAIL_PARAMETERS = frozenset({"locale", "version"})


@doors.read
def products(request: HttpRequest) -> HttpResponse:
    """A page of public products: {"data": [card], "page": {"next", "prev", "has_more"}}."""
    given = Parameters(request, LIST_PARAMETERS)
    page = queries.products(
        queries.ProductList(
            locale=given.locale(),
            category=given.text("category"),
            search=given.text("q"),
            limit=given.integer("limit", highest=100),
            after=given.text("after"),
            before=given.text("before"),
        )
    )
    body = doors.page_json(page, (card.json for card in page.rows))
    return doors.cached(request, body, cache=doors.CONTENT, keys=["products"])


@doors.read
def product(request: HttpRequest, key: str) -> HttpResponse:
    """A public product by slug or SKU; with `version`, that frozen version: {"document", "sha256"}."""
    given = Parameters(request, DETAIL_PARAMETERS)
    number = given.integer("version", highest=2**31 - 1)
    if number is None:
        found = queries.product(key, locale=given.locale())
        return doors.cached(request, found.json, cache=doors.CONTENT, keys=[f"product:{found.slug}"])
    if given.text("locale") is not None:
        # A frozen version holds all its languages; choosing one here would make a body that the hash does not fit.
        raise InputInvalid(errors=[FieldError(pointer="/locale", code="exclusive", detail="version | locale")])
    frozen = queries.product_version(key, number)
    body = f'{{"document":{frozen.document},"sha256":"{frozen.sha256}"}}'
    return doors.cached(request, body, cache=doors.IMMUTABLE, keys=[f"product:{frozen.slug}"])


@doors.read
def categories(request: HttpRequest) -> HttpResponse:
    """All shelves: {"data": [{"slug", "title"}]}."""
    rows = queries.categories(locale=Parameters(request, frozenset({"locale"})).locale())
    return doors.cached(request, doors.json({"data": rows}), cache=doors.CONTENT, keys=["categories"])
