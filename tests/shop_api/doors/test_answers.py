"""Headers of answers: who may read and keep them, and what every failure looks like."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils.datastructures import CaseInsensitiveMapping

from shop_api.doors import rest
from tests.shop_api.door import Caller, Door
from tests.shop_api.invariants import reads, writes
from tests.shop_api.invariants.cast import Cast

pytestmark = pytest.mark.django_db

PUBLIC = [
    served.query.name
    for route in rest.routes()
    for served in route.methods.values()
    if isinstance(served, rest.Read) and served.public is not None
]
ALLOWED, ELSEWHERE = "http://127.0.0.1:8080", "https://elsewhere.example"
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def over_rest(db: None) -> Cast:
    """An open shop, seen over REST."""
    return Cast(Door("rest"))


def test_catalogue_and_reviews_are_public_and_nothing_else() -> None:
    assert sorted(PUBLIC) == ["catalog", "product", "reviews_of"]


@pytest.mark.parametrize("origin", [ALLOWED, ELSEWHERE, None])
@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_read_is_the_same_for_everybody(over_rest: Cast, name: str, origin: str | None) -> None:
    asked = reads.filled(name, over_rest)
    headers = {"Origin": origin} if origin else {}

    answer = over_rest.door.call(name, asked.caller, None, headers, asked.values)
    signed_in = over_rest.door.call(name, over_rest.owner, None, headers, asked.values)

    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=5, stale-while-revalidate=30"
    assert answer.headers["Surrogate-Key"]
    assert _kept(signed_in.headers) == _kept(answer.headers)
    assert signed_in.body == answer.body


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_read_is_answered_with_304_to_who_holds_it(over_rest: Cast, name: str) -> None:
    asked = reads.filled(name, over_rest)
    etag = over_rest.door.call(name, asked.caller, None, {}, asked.values).headers["ETag"]

    again = over_rest.door.call(name, asked.caller, None, {"If-None-Match": etag}, asked.values)

    assert (again.status, again.body, again.headers["ETag"]) == (304, None, etag)


@pytest.mark.parametrize("name", sorted(reads.known() - set(PUBLIC)))
def test_a_personal_read_is_kept_by_nobody(over_rest: Cast, name: str) -> None:
    asked = reads.filled(name, over_rest)

    answer = over_rest.door.call(name, asked.caller, None, {"Origin": ALLOWED}, asked.values)
    elsewhere = over_rest.door.call(name, asked.caller, None, {"Origin": ELSEWHERE}, asked.values)

    assert answer.error is None
    headers = CaseInsensitiveMapping(answer.headers)
    assert headers["Cache-Control"] == "no-store"
    assert headers["Access-Control-Allow-Origin"] == ALLOWED
    assert headers["Access-Control-Allow-Credentials"] == "true"
    assert "Access-Control-Allow-Origin" not in CaseInsensitiveMapping(elsewhere.headers)
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("name", ["place_order", "sign_up", "set_stock", "write_to_support"])
def test_a_writes_answer_is_kept_by_nobody(door: Door, db: None, name: str) -> None:
    cast = Cast(door)
    asked = writes.prepared(name, cast)

    done = door.call(name, asked.caller, None, {}, writes.with_consent(name, cast, asked))
    refused = door.call(name, asked.caller, None, {}, {**asked.values, "nonsense": 1})

    assert (done.error, done.headers["Cache-Control"]) == (None, "no-store")
    assert refused.headers["Cache-Control"] == "no-store"


def test_every_graphql_answer_is_kept_by_nobody(db: None) -> None:
    answer = Cast(Door("graphql")).door.catalog(as_=Caller(), headers={"Origin": ALLOWED})

    headers = CaseInsensitiveMapping(answer.headers)
    assert (headers["Cache-Control"], headers["Access-Control-Allow-Origin"]) == ("no-store", ALLOWED)


def test_a_method_an_address_does_not_take_is_named_with_those_it_takes() -> None:
    told = {}
    for route in rest.routes():
        address = "/api/v1/" + _filled(route.address)
        for method in METHODS:
            if method.upper() not in route.methods:
                answer = getattr(Client(raise_request_exception=False), method)(address)
                allowed = set(answer.headers["Allow"].split(", ")) - {"HEAD", "OPTIONS"}
                told[method, route.address] = (_problem(answer), sorted(allowed))

    expected = {route.address: sorted(route.methods) for route in rest.routes()}
    assert len(told) > 150
    assert {key: found for key, found in told.items() if found != ((405, "method.not_allowed"), expected[key[1]])} == {}


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/",
        "/api/v1/nothing-here",
        "/api/v1/orders/",
        "/api/v1/consents/no-uuid/receipt",
        "/api/v2/orders",
        "/graphql",
        "/api/v1/staff/reviews/1/publish",
    ],
)
@pytest.mark.parametrize("method", METHODS)
def test_an_address_that_leads_nowhere_is_a_problem(address: str, method: str) -> None:
    answer = getattr(Client(raise_request_exception=False), method)(address)

    assert _problem(answer) == (404, "not_found")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_failure_of_ours_tells_nothing_but_its_number(
    door: Door, db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cast = Cast(door)
    from shop_api.accounts import queries

    monkeypatch.setattr(queries, "profile_of", _fails)

    answer = door.own_profile(as_=cast.owner)

    assert answer.error == "server.error"
    assert "inner secret" not in f"{answer.body} {answer.headers}"
    assert answer.headers["X-Request-Id"] in str(answer.body)
    assert "inner secret" in caplog.text  # where whoever must act finds it


def test_texts_of_problems_come_in_the_language_asked_for(over_rest: Cast) -> None:
    asked = {locale: over_rest.door.own_profile(headers={"Accept-Language": locale}) for locale in ("kk", "ru", "en")}

    assert {locale: answer.body["detail"] for locale, answer in asked.items()} == {
        "kk": "Жүйеге кіріп, қайта көріңіз.",
        "ru": "Войдите и повторите запрос.",
        "en": "Sign in and try again.",
    }
    assert {answer.headers["WWW-Authenticate"] for answer in asked.values()} == {'Session realm="api"'}


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Session-Token": "x" * 43},
        {"X-Cart-Token": "x" * 43},
        {"X-Order-Token": "x" * 60},
        {"Authorization": "Bearer st_unknown"},
        {"Authorization": "Bearer whsec_unknown"},
    ],
    ids=lambda headers: " ".join(f"{name} {value[:12]}" for name, value in headers.items()),
)
def test_a_credential_that_does_not_hold_is_refused_everywhere(door: Door, db: None, headers: dict[str, str]) -> None:
    """Ignoring it would answer as a stranger what was asked as somebody."""
    Cast(door)

    assert door.catalog(headers=headers).error == "auth.required"
    assert door.own_profile(headers=headers).error == "auth.required"


def _kept(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "X-Request-Id"}


def _problem(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, json.loads(answer.content)["code"]


def _filled(address: str) -> str:
    import re

    return re.sub(
        r"<(\w+:)?\w+>", lambda part: "01890a5d-ac96-774b-bcce-b302099a8057" if part[1] == "uuid:" else "x", address
    )


def _fails(*args: object) -> None:
    raise RuntimeError("an inner secret")
