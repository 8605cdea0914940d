"""Plays the examples one after another, as the documentation's pages do: each takes what earlier answers gave."""

import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from pydantic.alias_generators import to_snake

from shop_api.doors import examples
from tests.shop_api.catalog import factories as catalog
from tests.shop_api.consent import factories as consent


@dataclass
class Walk:
    """A visitor who runs the examples."""

    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    memory: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def in_an_open_shop(cls) -> "Walk":
        """With a policy and terms in force, and a product on the shelf."""
        consent.publish_policy()
        consent.publish_terms()
        catalog.publish("teapot", stock=5)
        return cls()

    @staticmethod
    def operation(document: dict[str, Any], name: str) -> tuple[str, str, dict[str, Any]]:
        """Method, address and description of an operation."""
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if operation["operationId"] == name:
                    return method, path, operation
        raise LookupError(name)

    def rest(self, method: str, path: str, operation: dict[str, Any]) -> Any:
        """Send the example of an operation over REST."""
        parts = {one["name"]: one.get("example") for one in operation["parameters"]}
        address = re.sub(r"\{(\w+)\}", lambda found: str(self.filled(parts[found[1]])), path)
        query = {
            one["name"]: self.filled(one["example"])
            for one in operation["parameters"]
            if one["in"] == "query" and "example" in one
        }
        headers = {"Idempotency-Key": secrets.token_hex(16)}
        headers |= {header: self.memory[name] for header, name in examples.TOKEN_HEADERS.items() if name in self.memory}
        if method == "get":
            answer = self.client.get(address, query, headers=headers)
        else:
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example", {})
            answer = self.client.generic(
                method.upper(),
                address,
                json.dumps(self.filled(body)),
                content_type="application/json",
                headers=headers,
            )
        self.learn(answer.json())
        return answer

    def graphql(self, tab: dict[str, Any]) -> dict[str, Any]:
        """Send a tab of the GraphQL page."""
        sent = {"query": tab["query"], "variables": self.filled(tab["variables"])}
        answer = self.client.post(
            "/graphql/", json.dumps(sent), content_type="application/json", headers=self.filled(tab["headers"])
        )
        assert answer.status_code == 200, answer.content
        body: dict[str, Any] = answer.json()
        self.learn(body)
        return body

    def filled(self, value: Any) -> Any:
        """A value with what is remembered in place of each stand-in."""
        if isinstance(value, dict):
            return {name: self.filled(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.filled(inner) for inner in value]
        for name, stand_in in examples.STAND_INS.items():
            if value == stand_in and type(value) is type(stand_in):
                return secrets.token_hex(16) if name == "new_key" else self.memory[name]
        return value

    def learn(self, answer: Any) -> None:
        """Remember what the rules of the documentation find; the first find of an answer counts."""
        learned: set[str] = set()
        for members in _objects(answer):
            for rule in examples.REMEMBERED:
                if rule["name"] in learned or not all(name in members for name in rule["has"]):
                    continue
                if any(members.get(name) == other for name, other in rule.get("unless", {}).items()):
                    continue
                taken = members
                for name in rule["take"].split("."):
                    taken = taken[name]
                if taken is not None:
                    self.memory[rule["name"]] = taken
                    learned.add(rule["name"])


def _objects(value: Any) -> Any:
    if isinstance(value, dict):
        yield {to_snake(name): inner for name, inner in value.items()}
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
