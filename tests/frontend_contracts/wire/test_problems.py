import gc
import json

import pytest
from django.test import RequestFactory

from frontend_contracts.wire import problem_base, problems
from frontend_contracts.wire.problems import Kind

TEXTS = {"kk": "{sku} қалмады.", "ru": "{sku} закончился.", "en": "{sku} is gone."}


class StockGone(problems.Problem):
    code = "tests.stock_gone"
    kind = Kind.CONFLICT
    texts = TEXTS
    shown = ("sku",)


@pytest.fixture
def request_():
    return RequestFactory().get("/api/v1/orders?phone=1")


def test_every_registered_problem_is_complete():
    found = problem_base.registry()

    assert found["not_found"] is problems.NotFound
    assert list(found) == sorted(found)
    for code, problem in found.items():
        assert problem.code == code
        assert set(problem.texts) == {"kk", "ru", "en"}
        assert set(problems.TITLES[problem.kind]) == {"kk", "ru", "en"}


def test_two_classes_with_one_code_are_an_error():
    twin = type("Twin", (problems.Problem,), {"code": "tests.stock_gone", "kind": Kind.RULE, "texts": TEXTS})

    with pytest.raises(ValueError, match="share the code"):
        problem_base.registry()

    del twin
    gc.collect()


@pytest.mark.parametrize(
    "members",
    [
        {"code": "Stock Gone", "kind": Kind.RULE, "texts": TEXTS},
        {"code": "tests.bad", "texts": TEXTS},
        {"code": "tests.bad", "kind": Kind.RULE},
        {"code": "tests.bad", "kind": Kind.RULE, "texts": {"ru": "а", "en": "b"}},
        {"code": "tests.bad", "kind": Kind.RULE, "texts": {"kk": "а", "ru": "б {sku}", "en": "c"}},
    ],
)
def test_incomplete_class_cannot_be_defined(members):
    with pytest.raises(TypeError):
        type("Bad", (problems.Problem,), members)
    gc.collect()


def test_base_between_needs_no_code_and_cannot_be_raised():
    between = type("ShopError", (problems.Problem,), {})

    with pytest.raises(TypeError, match="names no code"):
        between()


def test_missing_parameter_is_noticed_where_it_is_raised():
    with pytest.raises(TypeError, match="sku"):
        StockGone()


@pytest.mark.parametrize(
    ("locale", "text"),
    [("kk", "A1 қалмады."), ("ru", "A1 закончился."), ("en", "A1 is gone."), ("de", "A1 закончился.")],
)
def test_message_is_in_the_callers_language(locale, text):
    assert StockGone(sku="A1").message(locale) == text


def test_braces_in_a_parameter_are_no_placeholder():
    assert StockGone(sku="{0.__class__}").message("en") == "{0.__class__} is gone."


def test_kept_refusal_can_be_made_again():
    first = StockGone(sku="A1")

    second = problem_base.registry()[first.code](**first.params)

    assert second.message("en") == first.message("en")


def test_document_follows_rfc_9457(request_):
    document = problems.problem_document(
        StockGone(sku="A1", field="lines.0.sku"), request=request_, locale="en", request_id="r1"
    )

    assert document == {
        "type": "urn:infini:problem:tests.stock_gone",
        "title": "The state has changed",
        "status": 409,
        "detail": "A1 is gone.",
        "instance": "/api/v1/orders",
        "code": "tests.stock_gone",
        "request_id": "r1",
        "errors": [{"pointer": "/lines/0/sku", "code": "tests.stock_gone", "detail": "A1 is gone."}],
        "params": {"sku": "A1"},
    }


def test_invalid_input_lists_each_place(request_):
    problem = problems.InputInvalid(
        errors=[problems.FieldError("/stars", "int_type", "…"), problems.FieldError("/text", "missing", "…")]
    )

    document = problems.problem_document(problem, request=request_, locale="ru", request_id=None)

    assert [error["pointer"] for error in document["errors"]] == ["/stars", "/text"]


def test_response_is_not_stored_and_says_when_to_come_back(request_):
    response = problems.problem_response(
        problems.TooManyRequests(retry_after=30), request=request_, locale="kk", request_id="r1"
    )

    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert (response["Cache-Control"], response["Retry-After"]) == ("no-store", "30")
    assert json.loads(response.content)["code"] == "rate.limited"


def test_401_carries_a_challenge_and_405_the_methods(request_):
    asked = problems.problem_response(problems.AuthRequired(), request=request_, locale="en", request_id=None)
    refused = problems.problem_response(
        problems.MethodNotAllowed(allowed="GET, HEAD"), request=request_, locale="en", request_id=None
    )

    assert (asked.status_code, asked["WWW-Authenticate"]) == (401, 'Session realm="api"')
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
