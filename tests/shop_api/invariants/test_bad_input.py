"""Bad input is answered as what it is, over both doors, and leaves nothing behind: 400, 413, 415, never 500."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from shop_api.doors import graphql, rest
from shop_api.gate.query import all_queries
from shop_api.gate.use_case import all_use_cases
from tests.shop_api.door import Answer, Door
from tests.shop_api.invariants import nonsense, reads, tables, writes
from tests.shop_api.invariants.cast import Cast

pytestmark = pytest.mark.django_db

JSON = "application/json"
#: Body → media type, status and code; refused before anybody is asked who they are.
BODIES: dict[str, tuple[bytes, str, int, str]] = {
    "cut off": (b'{"a": 1', JSON, 400, "body.malformed"),
    "not UTF-8": (b'{"a": "\xff"}', JSON, 400, "body.malformed"),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), JSON, 400, "body.malformed"),
    "a key twice": (b'{"a": 1, "a": 2}', JSON, 400, "body.malformed"),
    "no number": (b'{"a": NaN}', JSON, 400, "body.malformed"),
    "two values": (b"{} {}", JSON, 400, "body.malformed"),
    "NUL": (b'{"a": "\\u0000"}', JSON, 400, "body.text_invalid"),
    "half a surrogate pair": (b'{"a": "\\ud800"}', JSON, 400, "body.text_invalid"),
    "nested 60,000 deep": (b"[" * 60_000, JSON, 400, "body.too_deep"),
    "nested 100,000 deep": (b"[" * 100_000, JSON, 413, "body.too_large"),
    "more than 64 kB": (b'{"a": "' + b"x" * 65_536 + b'"}', JSON, 413, "body.too_large"),
    "a form": (b"a=1", "application/x-www-form-urlencoded", 415, "media_type.unsupported"),
    "a form in parts": (b"--x--", "multipart/form-data; boundary=x", 415, "media_type.unsupported"),
    "plain text": (b'{"a": 1}', "text/plain", 415, "media_type.unsupported"),
    "another JSON": (b'{"a": 1}', "application/vnd.api+json", 415, "media_type.unsupported"),
    "a list": (b"[1]", JSON, 400, "input.invalid"),
    "a text": (b'"a"', JSON, 400, "input.invalid"),
}
MALFORMED = {"input.invalid", "graphql.variables_invalid", "body.text_invalid", "body.malformed"}
#: Where the address itself leads nowhere, or a header is no version of ours.
NOWHERE = {"not_found", "method.not_allowed", "precondition.failed", "precondition.required"}


def _changing_routes() -> Iterator[tuple[str, str]]:
    for route in rest.routes():
        address = re.sub(r"<(\w+:)?\w+>", lambda part: str(_uuid) if part[1] == "uuid:" else "x", route.address)
        for method in route.methods:
            if method != "GET":
                yield method, f"/api/v1/{address}"


_uuid = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.mark.parametrize("label", sorted(BODIES))
def test_every_changing_route_refuses_a_bad_body(label: str) -> None:
    body, media_type, status, code = BODIES[label]
    client = Client(raise_request_exception=False)
    routes = [*_changing_routes()]
    assert len(routes) == len(writes.WRITES) + 2  # and the two searches that are a POST

    told = {
        (method, path): _told(client.generic(method, path, body, content_type=media_type)) for method, path in routes
    }

    assert told == dict.fromkeys(routes, (status, code, "application/problem+json", "no-store"))


@pytest.mark.parametrize("label", sorted(BODIES))
def test_the_graphql_address_refuses_a_bad_body(label: str) -> None:
    body, media_type, status, code = BODIES[label]

    answer = Client(raise_request_exception=False).post("/graphql/", body, content_type=media_type)

    assert _told(answer) == (status, code, "application/problem+json", "no-store")


@pytest.mark.parametrize("name", writes.WRITES)
def test_a_write_refuses_what_no_field_takes(door: Door, cast: Cast, name: str) -> None:
    asked = writes.prepared(name, cast)
    values = writes.with_consent(name, cast, asked)
    places = [*nonsense.fields(all_use_cases()[name].command_type)]
    before = tables.digests()

    tried = {
        (path, label): _outcome(door.call(name, asked.caller, None, {}, nonsense.put(values, path, value)))
        for path in places
        for label, value in nonsense.SURELY_WRONG.items()
        if not (door.name == "rest" and path == ("expected_version",))
    }
    if places or door.name == "rest":
        unknown = door.call(name, asked.caller, None, {}, {**values, "nonsense": 1})
        tried[("nonsense",), "unknown"] = _outcome(unknown)

    parts = {part for route in rest.routes() for part in re.findall(r"(\w+)>", route.address)}
    wrong = {
        key: outcome
        for key, outcome in tried.items()
        if outcome not in MALFORMED and not (door.name == "rest" and key[0][0] in parts and outcome in NOWHERE)
    }
    assert wrong == {}
    assert tables.changed(before) == []
    perhaps = _perhaps(door, name, asked, values, places)
    assert [key for key, outcome in perhaps.items() if outcome in {"server.error", "service.unavailable"}] == []
    # What was refused above was refused for its nonsense: without it the write succeeds.
    cast.forget_counts()
    assert door.call(name, asked.caller, None, {}, values).error is None


@pytest.mark.parametrize("name", sorted(all_queries()))
def test_a_read_refuses_what_no_field_takes(door: Door, cast: Cast, name: str) -> None:
    asked = reads.filled(name, cast)
    places = [*nonsense.fields(all_queries()[name].criteria_type)]
    in_an_address = door.name == "rest" and name != "search_orders"
    nasty = {**nonsense.PERHAPS_WRONG, "NUL": "a\x00b", "long": "x" * 5000, "a cursor": "eyJhIjoxfQ", "text": "abc"}

    tried = {
        (path, label): _outcome(door.call(name, asked.caller, None, {}, nonsense.put(asked.values, path, value)))
        for path in places
        for label, value in nasty.items()
        if not (in_an_address and (value is None or value == []))  # an address has texts only
    }
    if door.name == "rest":
        assert door.call(name, asked.caller, None, {}, {**asked.values, "nonsense": 1}).error == "input.invalid"
    assert [key for key, outcome in tried.items() if outcome in {"server.error", "service.unavailable"}] == []


def _perhaps(
    door: Door, name: str, asked: writes.Asked, values: dict[str, Any], places: list[nonsense.Path]
) -> dict[tuple[nonsense.Path, str], str | None]:
    """What came of values that may be right: each tried on the same stage."""
    tried = {}
    for path in places:
        for label, value in nonsense.PERHAPS_WRONG.items():
            begun = transaction.savepoint()
            answer = door.call(name, asked.caller, None, {}, nonsense.put(values, path, value))
            tried[path, label] = _outcome(answer)
            transaction.savepoint_rollback(begun)
    return tried


def _outcome(answer: Answer) -> str | None:
    return "server.error" if answer.status >= 500 and answer.status != 503 else answer.error


def _told(response: Any) -> tuple[int, str, str, str]:
    return (
        response.status_code,
        json.loads(response.content)["code"],
        response.headers["Content-Type"],
        response.headers["Cache-Control"],
    )


def test_every_mutation_is_tried() -> None:
    assert set(graphql.mutations()) == set(writes.WRITES)
