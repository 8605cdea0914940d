"""The service starts, answers, and refuses strangers in the agreed form."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_healthz_answers() -> None:
    assert Client().get("/healthz").json() == {"status": "ok"}


def test_an_unknown_address_is_a_problem_document() -> None:
    response = Client().get("/api/v1/nowhere", headers={"Accept-Language": "en"})

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"


def test_graphql_takes_post_json_only() -> None:
    assert Client().get("/graphql/").status_code == 405
    assert Client().post("/graphql/", {"query": "{ __typename }"}).status_code == 415
