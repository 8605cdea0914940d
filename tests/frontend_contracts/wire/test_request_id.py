from django.http import HttpResponse
from django.test import RequestFactory

from frontend_contracts.wire.request_id import request_id_middleware, request_id_of


def test_each_request_gets_an_id_of_ours():
    seen = []
    middleware = request_id_middleware(lambda request: seen.append(request_id_of(request)) or HttpResponse())

    first = middleware(RequestFactory().get("/", headers={"X-Request-Id": "chosen"}))
    second = middleware(RequestFactory().get("/"))

    assert [first["X-Request-Id"], second["X-Request-Id"]] == seen
    assert len({*seen, "chosen"}) == 3


def test_request_outside_the_middleware_has_none():
    assert request_id_of(RequestFactory().get("/")) is None
    assert request_id_of(None) is None
