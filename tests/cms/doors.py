"""Both doors of the content service, asked the same way."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

MONEY = "{amount currency}"
IMAGE = "{url width height alt renditions{name url width height}}"
CARD = (
    "slug version locale requestedLocale availableLocales category title skus "
    f"image{IMAGE} priceFrom{MONEY} priceTo{MONEY}"
)
BLOCKS = (
    "__typename ... on ProductTextBlock{id html} ... on ProductSpecificationBlock{id heading rows{name value}} "
    f"... on ProductPictureBlock{{id image{IMAGE} caption}} ... on ProductQuoteBlock{{id quote source}} "
    "... on ProductUsageBlock{id instructions} ... on ProductCareBlock{id instructions}"
)
DETAIL = (
    "slug version sha256 locale requestedLocale availableLocales category vatClass title description "
    f"images{IMAGE} variants{{sku title price{MONEY} attributes{{name value}}}} body{{{BLOCKS}}}"
)


@dataclass
class Answer:
    """What a door said: the data, or the problem's code; `raw` is everything it sent."""

    data: Any
    code: str | None
    raw: bytes


class Rest:
    """The REST door."""

    name = "rest"

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def get(self, address: str, **query: Any) -> Answer:
        response = self.client.get(
            f"/api/v1/{address}", {key: value for key, value in query.items() if value is not None}
        )
        document = json.loads(response.content)
        code = document["code"] if response.status_code >= 400 else None
        return Answer(None if code else document, code, response.content)

    def products(self, **query: Any) -> Answer:
        query["q"] = query.pop("search", None)
        query["limit"] = query.pop("first", None)
        answer = self.get("products", **query)
        if answer.data is not None:
            page = answer.data["page"]
            answer.data = {"rows": answer.data["data"], "next": page["next"], "has_more": page["has_more"]}
        return answer

    def product(self, key: str, **query: Any) -> Answer:
        return self.get(f"products/{key}", **query)

    def version(self, key: str, version: int) -> Answer:
        return self.get(f"products/{key}", version=version)

    def route(self, path: str, locale: str | None = None) -> Answer:
        return self.get("route", path=path, locale=locale)

    def redirects(self) -> Answer:
        answer = self.get("redirects")
        answer.data = answer.data["data"]
        return answer


class Graphql:
    """The GraphQL door; its answers are turned into the shapes of REST."""

    name = "graphql"

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def ask(self, query: str, **variables: Any) -> Answer:
        response = self.client.post(
            "/graphql/", {"query": query, "variables": variables}, content_type="application/json"
        )
        document = json.loads(response.content)
        if response.status_code >= 400:
            return Answer(None, document["code"], response.content)
        errors = document.get("errors")
        code = errors[0]["extensions"]["code"] if errors else None
        return Answer(None if code else document["data"], code, response.content)

    def _one(self, answer: Answer, root: str) -> Answer:
        if answer.data is not None:
            found = answer.data[root]
            answer.data, answer.code = (_snake(found), None) if found is not None else (None, "not_found")
        return answer

    def products(self, **query: Any) -> Answer:
        given = {key: value for key, value in query.items() if value is not None}
        arguments = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in given.items())
        call = f"products({arguments})" if arguments else "products"
        answer = self.ask(f"{{{call}{{edges{{cursor node{{{CARD}}}}} pageInfo{{hasNextPage endCursor}}}}}}")
        if answer.data is not None:
            found = answer.data["products"]
            has_more = found["pageInfo"]["hasNextPage"]
            answer.data = {
                "rows": [_snake(edge["node"]) for edge in found["edges"]],
                "next": found["pageInfo"]["endCursor"] if has_more else None,
                "has_more": has_more,
            }
        return answer

    def product(self, key: str, locale: str | None = None) -> Answer:
        argument = "sku" if key.isupper() else "slug"
        query = f"query($key: String, $locale: String){{product({argument}: $key, locale: $locale){{{DETAIL}}}}}"
        return self._one(self.ask(query, key=key, locale=locale), "product")

    def version(self, key: str, version: int) -> Answer:
        argument = "sku" if key.isupper() else "slug"
        call = f"productVersion({argument}: $key, version: $number)"
        query = f"query($key: String, $number: Int!){{{call}{{document sha256}}}}"
        answer = self._one(self.ask(query, key=key, number=version), "productVersion")
        if answer.data is not None:
            answer.data["document"] = json.loads(answer.data["document"])
        return answer

    def route(self, path: str, locale: str | None = None) -> Answer:
        query = (
            "query($path: String!, $locale: String){route(path: $path, locale: $locale)"
            "{kind path slug locale requestedLocale availableLocales target isPermanent}}"
        )
        return self._one(self.ask(query, path=path, locale=locale), "route")

    def redirects(self) -> Answer:
        answer = self.ask("{redirects{source target isPermanent}}")
        answer.data = _snake(answer.data["redirects"])
        return answer


def _snake(value: Any) -> Any:
    """GraphQL's shapes as REST writes them: names, blocks with a type, renditions and attributes by name."""
    if isinstance(value, list):
        return [_snake(item) for item in value]
    if not isinstance(value, dict):
        return value
    known = {_snake_name(key): _snake(item) for key, item in value.items()}
    if "__typename" in known:
        known = {"type": known.pop("__typename").removeprefix("Product").removesuffix("Block").lower(), **known}
    if isinstance(known.get("renditions"), list):
        known["renditions"] = {one.pop("name").lower(): one for one in known["renditions"]}
    if isinstance(known.get("attributes"), list):
        known["attributes"] = {one["name"]: one["value"] for one in known["attributes"]}
    return known


def _snake_name(name: str) -> str:
    if name.startswith("__"):
        return name
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
