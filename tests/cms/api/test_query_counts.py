"""Statements of every public read, at 2 and at 20 rows: they must not grow with the rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from tests.cms import doors, factories

pytestmark = pytest.mark.django_db

PRODUCT = f'{{product(slug: "lamp-0"){{{doors.DETAIL}}}}}'
LIST = f"{{products(first: 50){{edges{{node{{{doors.CARD}}}}} pageInfo{{hasNextPage}}}}}}"
READS: dict[str, tuple[Callable[[Client], Any], int]] = {
    "rest list": (lambda client: client.get("/api/v1/products?limit=50"), 1),
    "rest search": (lambda client: client.get("/api/v1/products?limit=50&q=lamp"), 1),
    "rest detail": (lambda client: client.get("/api/v1/products/lamp-0"), 1),
    "rest detail by sku": (lambda client: client.get("/api/v1/products/LAMP-0"), 1),
    "rest version": (lambda client: client.get("/api/v1/products/lamp-0?version=1"), 1),
    "rest categories": (lambda client: client.get("/api/v1/categories"), 1),
    "rest route": (lambda client: client.get("/api/v1/route?path=/products/lamp-0"), 1),
    "rest redirects": (lambda client: client.get("/api/v1/redirects"), 2),
    "rest events": (lambda client: _events(client), 1),
    "wagtail pages": (lambda client: client.get("/api/v2/pages/?limit=50"), 5),
    "graphql list": (lambda client: _graphql(client, LIST), 1),
    "graphql detail": (lambda client: _graphql(client, PRODUCT), 1),
    "graphql route": (lambda client: _graphql(client, '{route(path: "/products/lamp-0"){slug}}'), 1),
    "graphql redirects": (lambda client: _graphql(client, "{redirects{source target}}"), 2),
}


def _graphql(client: Client, query: str) -> Any:
    return client.post("/graphql/", {"query": query}, content_type="application/json")


def _events(client: Client) -> Any:
    return client.get("/api/v1/events", headers={"authorization": f"Bearer {settings.EVENTS_SECRET}"})


def test_statements_do_not_grow_with_rows() -> None:
    counts: dict[int, dict[str, int]] = {}
    for rows, fresh in ((2, range(2)), (20, range(2, 20))):
        _fill(fresh)
        client = Client()
        counts[rows] = {}
        for name, (read, _) in READS.items():
            read(client)
            with CaptureQueriesContext(connection) as captured:
                response = read(client)
            assert response.status_code == 200, name
            assert b'"errors"' not in response.content, response.content
            counts[rows][name] = len(captured)

    assert counts[2] == counts[20] == {name: expected for name, (_, expected) in READS.items()}


def _fill(numbers: range) -> None:
    image = factories.image()
    body = [("picture", {"image": image, "alt": "x", "caption": ""}), ("text", "<p>x</p>")]
    for number in numbers:
        product = factories.public_product(f"lamp-{number}", locales=("kk", "ru"), images=[image], body=body)
        Redirect.objects.create(old_path=f"/old-{number}", redirect_page=factories.page_of(product, "ru"))
