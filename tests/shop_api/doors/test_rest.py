"""Requests that no client of the contract sends: answered with a problem document, and never with 500."""

import json

import pytest
from django.test import Client

from tests.shop_api.accounts import factories as accounts

pytestmark = pytest.mark.django_db

CSRF = "c" * 32
FORM = (
    '--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
    f"{CSRF}\r\n--x\r\n"
    'Content-Disposition: form-data; name="pad"\r\n\r\n{pad}\r\n--x--\r\n'
)


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/png;q=1", ";;,/q=x", ""])
def test_answers_are_json_whatever_is_accepted(client, accept):
    answer = client.get("/api/v1/me", headers={"Accept": accept})

    assert answer.status_code == 401
    assert json.loads(answer.content)["code"] == "auth.required"


def test_format_of_an_answer_is_no_parameter(client):
    answer = client.get("/api/v1/orders?format=xml", headers={"X-Session-Token": accounts.session_token(account())})

    assert (answer.status_code, json.loads(answer.content)["errors"][0]["pointer"]) == (400, "/format")


def test_options_tells_of_no_classes(client):
    answer = client.options("/api/v1/orders")

    assert answer.status_code == 405
    assert b"Route" not in answer.content


@pytest.mark.parametrize("pad", ["", "x" * 100_000])
def test_form_with_a_cookie_and_its_token_is_another_media_type(client, pad):
    client.cookies["shop_session"] = accounts.session_token(account())
    client.cookies["shop_csrf"] = CSRF

    answer = client.post(
        "/api/v1/auth/sign-out", FORM.replace("{pad}", pad), content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == (413 if pad else 415)


def test_large_body_of_another_type_is_refused_by_its_size(client):
    answer = client.post("/api/v1/carts", "x" * 100_000, content_type="text/plain")

    assert answer.status_code == 413


def account():
    return accounts.account()
