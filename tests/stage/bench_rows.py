"""What the bench asks: lists, details, the policy in force and whole orders, over each door.

Every row varies what it asks for from request to request: language, SKU or slug, and place in the list.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.stage import bench_load, state
from tests.stage.bench_load import Connection, Request, request

LOCALES = ("kk", "ru", "en")
PAGE = 24
PLENTY = 1_000_000  # pieces of a SKU, more than all rounds together order
DOORS = ("REST", "GraphQL", "GraphQL, trusted")
CONTRACTS = Path(__file__).resolve().parents[2] / "frontend_contracts"
BUYER = {"surname": "Садыкова", "first_name": "Айгерим", "email": "bench@infini.example", "phone": "8 701 234 56 67"}
RECIPIENT = {
    "name": "Марат Садыков",
    "phone": "+7 702 345 67 89",
    "city": "Алматы",
    "street": "пр. Абая 10, кв. 5",
    "postal_code": "A01P3K4",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table. `requests(n)` starts at a number that no round before had; endless, or `at_most` so many.

    `aim` is the least ratio, and `statements` the most, that `performance.md` asks for.
    """

    name: str
    service: str
    requests: Callable[[int], Iterable[Request]]
    at_most: int | None = None
    aim: float | None = None
    statements: int


@dataclass(frozen=True)
class Place:
    """A page of a list: where it begins, in which language, and the first and last slug it must show."""

    locale: str
    cursor: str | None
    slugs: tuple[str, str]


@dataclass(frozen=True)
class Shelf:
    """What a service shows in public, read from it before anything is measured."""

    places: tuple[Place, ...]
    slugs: tuple[str, ...]
    skus: tuple[str, ...]


class Documents:
    """The storefront's documents of a service, by the name of their operation."""

    def __init__(self, service: str) -> None:
        manifest = json.loads((CONTRACTS / service / "documents.json").read_text(encoding="utf-8"))
        self._ids: dict[str, str] = manifest["names"]
        self._texts: dict[str, str] = manifest["documents"]

    def ask(
        self, name: str, variables: dict[str, Any], *, door: str, holds: tuple[str, ...], **headers: str
    ) -> Request:
        """A request that sends the document's text, or only its name where it is trusted."""
        document = self._ids[name]
        sent = {"documentId": document} if door == "GraphQL, trusted" else {"query": self._texts[document]}
        named = {title.replace("_", "-"): value for title, value in headers.items()}
        return request("POST", "/graphql/", body={**sent, "variables": variables}, headers=named, holds=holds)


def shelf_of(base: str, address: str) -> Shelf:
    """Walk a list page by page in every language."""
    connection = Connection(base)
    places, slugs, skus = [], {}, {}
    for locale in LOCALES:
        cursor: str | None = None
        while True:
            after = f"&after={cursor}" if cursor else ""
            page = connection.checked(request("GET", f"{address}?locale={locale}&limit={PAGE}{after}")).json()
            rows = page["data"]
            slugs |= dict.fromkeys(row["slug"] for row in rows)
            skus |= dict.fromkeys(sku for row in rows for sku in _skus_of(row))
            if len(rows) == PAGE:
                places.append(Place(locale, cursor, (rows[0]["slug"], rows[-1]["slug"])))
            cursor = page["page"]["next"]
            if not page["page"]["has_more"]:
                break
    connection.close()
    if len(places) < len(LOCALES):
        raise state.StageError(f"{base}{address} shows fewer than {PAGE} products in some language.")
    return Shelf(tuple(places), tuple(slugs), tuple(skus))


def _skus_of(card: dict[str, Any]) -> list[str]:
    """The SKUs of a card; of the shop's, which tell their stock, those that many orders can be made of."""
    if "skus" in card:
        return list(card["skus"])
    return [one["sku"] for one in card["variants"] if one["available"] > PLENTY]


def yardstick(shelf: Shelf) -> Callable[[int], Iterable[Request]]:
    """What the yardstick is asked."""

    def make(number: int) -> Request:
        sku = shelf.skus[number % len(shelf.skus)]
        return request("GET", f"/yardstick/{sku}", holds=(f'"{sku}"',))

    return lambda start: bench_load.endless(make, start)


def rows(shop: str, cms: str, forget_rates: Callable[[], None]) -> Iterator[Row]:
    """Every row, for services at these addresses. `forget_rates` lets one machine be many people."""
    lists = {"shop_api": shelf_of(shop, "/api/v1/catalog"), "cms": shelf_of(cms, "/api/v1/products")}
    for door in DOORS:
        aim = 0.4 if door == "GraphQL" else 1.0
        for service, shelf in lists.items():
            asking = _Asking(service, shelf, door)
            title = "catalogue" if service == "shop_api" else "products"
            asked = {f"{title}, list of {PAGE}": asking.page, f"{title}, detail": asking.detail}
            if service == "cms":
                asked["policy in force"] = asking.policy
            for what, make in asked.items():
                yield Row(
                    name=f"{service}: {what} · {door}",
                    service=service,
                    requests=partial(bench_load.endless, make),
                    aim=aim,
                    statements=3,
                )
    orders = Orders(shop, lists["shop_api"].skus, forget_rates)
    for door in DOORS[:2]:
        yield Row(
            name=f"shop_api: a whole order of 2 lines · {door}",
            service="shop_api",
            requests=lambda start, door=door: orders.prepare(door),  # its requests are new ones every time
            at_most=Orders.BATCH,
            statements=60,
        )


@dataclass
class _Asking:
    """Reads of one service over one door."""

    service: str
    shelf: Shelf
    door: str
    documents: Documents = field(init=False)

    def __post_init__(self) -> None:
        self.documents = Documents(self.service)

    def page(self, number: int) -> Request:
        """A page of the list."""
        place = self.shelf.places[number % len(self.shelf.places)]
        holds = tuple(f'"slug":"{slug}"' for slug in place.slugs)
        if self.door == "REST":
            address = "/api/v1/catalog" if self.service == "shop_api" else "/api/v1/products"
            after = f"&after={place.cursor}" if place.cursor else ""
            return request("GET", f"{address}?locale={place.locale}&limit={PAGE}{after}", holds=holds)
        variables = {"locale": place.locale, "first": PAGE, "after": place.cursor}
        name = "Catalog" if self.service == "shop_api" else "Products"
        return self.documents.ask(name, variables, door=self.door, holds=holds)

    def detail(self, number: int) -> Request:
        """A product's own page, by SKU and by slug in turn."""
        locale, is_sku = LOCALES[number % len(LOCALES)], number % 2 == 1
        keys = self.shelf.skus if is_sku else self.shelf.slugs
        key = keys[number % len(keys)]
        if self.door == "REST":
            address = "/api/v1/catalog" if self.service == "shop_api" else "/api/v1/products"
            return request("GET", f"{address}/{key}?locale={locale}", holds=(f'"{key}"',))
        argument = "slugOrSku" if self.service == "shop_api" else "sku" if is_sku else "slug"
        variables = {argument: key, "locale": locale}
        return self.documents.ask("Product", variables, door=self.door, holds=(f'"{key}"',))

    def policy(self, number: int) -> Request:
        """The privacy policy in force, or the terms."""
        locale, slug = LOCALES[number % len(LOCALES)], ("privacy", "terms")[number % 2]
        holds = (f'"slug":"{slug}"', f'"locale":"{locale}"')
        if self.door == "REST":
            return request("GET", f"/api/v1/policies/{slug}?locale={locale}", holds=holds)
        return self.documents.ask("Policy", {"slug": slug, "locale": locale}, door=self.door, holds=holds)


class Orders:
    """Carts with a quote, made before anything is measured; placing them is what is measured."""

    BATCH = 60

    def __init__(self, base: str, skus: tuple[str, ...], forget_rates: Callable[[], None]) -> None:
        self._base = base
        self._skus = skus
        self._forget_rates = forget_rates
        self._documents = Documents("shop_api")

    def prepare(self, door: str) -> list[Request]:
        """As many orders, ready to be placed, as a round takes."""
        self._forget_rates()
        with ThreadPoolExecutor(4) as helpers:
            return list(helpers.map(lambda number: self._ready(door), range(self.BATCH)))

    def _ready(self, door: str) -> Request:
        connection = Connection(self._base)

        def post(path: str, body: dict[str, Any], *, status: int, **headers: str) -> Any:
            named = {title.replace("_", "-"): value for title, value in headers.items()}
            return connection.checked(request("POST", path, body=body, headers=named, status=status)).json()

        form = connection.checked(request("GET", "/api/v1/consent/form?locale=ru")).json()["token"]
        storefront = {"form": form, "flags": {"storefront": True}}
        token = post("/api/v1/carts", {"consent": storefront}, status=201)["token"]
        for sku in secrets.SystemRandom().sample(self._skus, 2):
            line = {"sku": sku, "quantity": 1, "consent": storefront}
            post("/api/v1/carts/current/lines", line, status=200, X_Cart_Token=token)
        quote = post("/api/v1/checkout/quote", {"consent": storefront}, status=201, X_Cart_Token=token)
        connection.close()
        agreed = {"form": form, "flags": {"order_fulfilment": True, "marketing_email": False}}
        headers = {"X_Cart_Token": token, "Idempotency_Key": secrets.token_hex(16)}
        placed = ('"status":"confirmed"',)
        if door != "REST":
            order = {
                "quoteId": quote["quote_id"],
                "expectedTotal": quote["total"],
                "acceptedTermsVersion": quote["terms_version"],
                "buyer": {"firstName" if name == "first_name" else name: value for name, value in BUYER.items()},
                "recipient": {"postalCode" if name == "postal_code" else name: one for name, one in RECIPIENT.items()},
                "consent": agreed,
            }
            return self._documents.ask("PlaceOrder", {"input": order}, door=door, holds=placed, **headers)
        body = {
            "quote_id": quote["quote_id"],
            "expected_total": quote["total"],
            "accepted_terms_version": quote["terms_version"],
            "buyer": BUYER,
            "recipient": RECIPIENT,
            "consent": agreed,
        }
        named = {title.replace("_", "-"): value for title, value in headers.items()}
        return request("POST", "/api/v1/orders", body=body, headers=named, status=201, holds=placed)
