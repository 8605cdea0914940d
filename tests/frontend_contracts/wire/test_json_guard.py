import json
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from frontend_contracts.wire import json_guard

FACTORY = RequestFactory()


def send(body, *, method="POST", path="/api/v1/carts", content_type="application/json"):
    reached = []
    middleware = json_guard.json_guard_middleware(lambda request: reached.append(request) or HttpResponse("ok"))
    request = FACTORY.generic(method, path, body, content_type=content_type)
    started = time.process_time()
    response = middleware(request)
    assert time.process_time() - started < 0.5
    if response.content == b"ok":
        assert len(reached) == 1
        return "ok"
    assert reached == []
    return response.status_code, json.loads(response.content)["code"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_plain_body_passes(method):
    assert send(b'{"sku": "A1", "text": "\\u0041 \\ud83d\\ude00 [[[[ {{{{"}', method=method) == "ok"


@pytest.mark.parametrize("body", [b"", b"  \n", b"[]", b"1", b"null", b"[" * 32 + b"]" * 32])
def test_body_at_the_edge_passes(body):
    assert send(body) == "ok"


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"[" * 33 + b"]" * 33, (400, "body.too_deep")),
        (b"[" * 60_000, (400, "body.too_deep")),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, (400, "body.too_deep")),
        (b" " * 65_537, (413, "body.too_large")),
        (b'"' + b"a" * 70_000 + b'"', (413, "body.too_large")),
        (b"{", (400, "body.malformed")),
        (b"{'a': 1}", (400, "body.malformed")),
        (b'{"a": 1} x', (400, "body.malformed")),
        (b'{"a": 1, "a": 2}', (400, "body.malformed")),
        (b'{"x": {"a": 1, "\\u0061": 2}}', (400, "body.malformed")),
        (b'{"a": NaN}', (400, "body.malformed")),
        (b'{"a": -Infinity}', (400, "body.malformed")),
        (b'{"a": 1e999}', (400, "body.malformed")),
        (b"9" * 60_000, (400, "body.malformed")),
        (b'"\xff"', (400, "body.malformed")),
        (b'\xef\xbb\xbf{"a": 1}', (400, "body.malformed")),
        ('{"a": 1}'.encode("utf-16"), (400, "body.malformed")),
        (b'{"a": "x\\u0000"}', (400, "body.text_invalid")),
        (b'{"\\u0000": 1}', (400, "body.text_invalid")),
        (b'[["\\udfff"]]', (400, "body.text_invalid")),
        (b'"' + b'\\"' * 32_000, (400, "body.malformed")),
        (b'"' * 65_535, (400, "body.malformed")),
    ],
)
def test_bad_body_is_refused_at_once(body, refusal):
    assert send(body) == refusal


def test_backslash_before_the_letters_of_an_escape_is_text():
    assert send(b'{"a": "\\\\u0000"}') == "ok"


def test_vendor_types_are_json_too():
    assert send(b"{", content_type="application/merge-patch+json; charset=utf-8") == (400, "body.malformed")


@pytest.mark.parametrize("changes", [{"content_type": "text/plain"}, {"path": "/admin/pages/"}, {"method": "GET"}])
def test_other_requests_are_left_alone(changes):
    assert send(b"{", **changes) == "ok"


def test_declared_length_is_refused_before_reading():
    request = FACTORY.generic("POST", "/api/v1/carts", b"{}", content_type="application/json")
    request.META["CONTENT_LENGTH"] = "9" * 30
    request._read_started = True  # reading the body now would fail

    response = json_guard.json_guard_middleware(lambda _: HttpResponse("ok"))(request)

    assert response.status_code == 413


@pytest.mark.parametrize("length", ["x", "-1", "1.5"])
def test_length_that_is_no_number_is_refused(length):
    request = FACTORY.generic("POST", "/api/v1/carts", b"{}", content_type="application/json")
    request.META["CONTENT_LENGTH"] = length

    assert json_guard.json_guard_middleware(lambda _: HttpResponse("ok"))(request).status_code == 400


def test_client_that_leaves_while_sending_gets_400():
    class Gone:
        def read(self, *_):
            raise OSError("gone")

        def close(self):
            pass

    request = FACTORY.generic("POST", "/api/v1/carts", b"{}", content_type="application/json")
    request._stream = Gone()

    assert json_guard.json_guard_middleware(lambda _: HttpResponse("ok"))(request).status_code == 400


def test_refusal_speaks_the_callers_language():
    request = FACTORY.generic(
        "POST", "/api/v1/carts", b"{", content_type="application/json", headers={"Accept-Language": "kk"}
    )

    response = json_guard.json_guard_middleware(lambda _: HttpResponse("ok"))(request)

    assert response["Content-Language"] == "kk"
    assert response["Content-Type"] == "application/problem+json"
