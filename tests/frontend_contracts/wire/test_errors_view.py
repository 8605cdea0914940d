import json
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from django.test import Client, override_settings
from django.urls import path

from frontend_contracts.wire import errors_view


def fail_with(exception):
    def view(request):
        raise exception

    return view


FAILURES = {
    "missing": Http404("secret"),
    "forbidden": PermissionDenied("secret"),
    "bug": RuntimeError("secret"),
    "twice": IntegrityError("secret"),
    "database": OperationalError("secret"),
    "connection": InterfaceError("secret"),
}
urlpatterns = [
    path(f"{prefix}{name}", fail_with(error)) for prefix in ("api/v1/", "page/") for name, error in FAILURES.items()
]
handler400 = errors_view.bad_request
handler403 = errors_view.permission_denied
handler404 = errors_view.page_not_found
handler500 = errors_view.server_error


def database_in_middleware(get_response):
    def middleware(request):
        raise OperationalError("secret")

    return middleware


BOTH = [
    "frontend_contracts.wire.request_id.request_id_middleware",
    "frontend_contracts.wire.database_guard.DatabaseGuardMiddleware",
]


def ask(address, middleware=BOTH, **headers):
    logging.disable(logging.CRITICAL)
    try:
        with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=middleware):
            return Client(raise_request_exception=False).get(address, **headers)
    finally:
        logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("missing", 404, "not_found"),
        ("nowhere", 404, "not_found"),
        ("forbidden", 404, "not_found"),
        ("bug", 500, "server.error"),
        ("twice", 500, "server.error"),
        ("database", 503, "service.unavailable"),
        ("connection", 503, "service.unavailable"),
    ],
)
def test_failure_on_an_api_path_is_a_problem_and_tells_nothing(name, status, code):
    response = ask(f"/api/v1/{name}")

    document = json.loads(response.content)
    assert (response.status_code, document["code"]) == (status, code)
    assert response["Content-Type"] == "application/problem+json"
    assert document["request_id"] == response["X-Request-Id"]
    assert b"secret" not in response.content
    assert response.headers.get("Retry-After") == ("5" if status == 503 else None)


def test_forged_host_is_a_problem():
    response = ask("/api/v1/missing", ["django.middleware.common.CommonMiddleware"], HTTP_HOST="evil.example")

    assert (response.status_code, json.loads(response.content)["code"]) == (400, "input.invalid")


def test_what_is_forbidden_looks_like_what_is_missing():
    forbidden, missing = (json.loads(ask(f"/api/v1/{name}").content) for name in ("forbidden", "missing"))

    differing = {key for key in missing if missing[key] != forbidden[key]}
    assert differing == {"instance", "request_id"}


def test_database_that_fails_in_a_middleware_is_503_too():
    response = ask("/api/v1/missing", [BOTH[0], f"{__name__}.database_in_middleware"])

    assert (response.status_code, json.loads(response.content)["code"]) == (503, "service.unavailable")


@pytest.mark.parametrize(("name", "status"), [("missing", 404), ("bug", 500), ("database", 500), ("forbidden", 403)])
def test_pages_for_people_stay_djangos(name, status):
    templates = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
    with override_settings(TEMPLATES=templates):
        response = ask(f"/page/{name}")

    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
