"""The documentation of the content service: open in development, for signed-in editors elsewhere, for nobody else."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from graphql import build_schema, parse, validate

from cms.api import docs, exports
from tests import contract_files

pytestmark = pytest.mark.django_db

ADDRESSES = ("/docs/", "/docs/graphql/", "/docs/openapi.json", "/api/v1/openapi.json", "/graphql/schema")


def signed_in(*, is_editor: bool) -> Client:
    user = get_user_model().objects.create_user(
        email="dana@infini.example", password="a long sentence", first_name="Dana", last_name="A"
    )
    if is_editor:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_and_accounts_without_the_admin_get_a_404(address: str) -> None:
    for client in (Client(), signed_in(is_editor=False)):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("address", ADDRESSES)
def test_signed_in_editors_may_read_it(address: str) -> None:
    answer = signed_in(is_editor=True).get(address)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_may_read_it_in_development(settings: Any, address: str) -> None:
    settings.SHOWS_DOCS = True

    assert Client().get(address).status_code == 200


def test_other_public_answers_still_know_no_session() -> None:
    answer = signed_in(is_editor=True).get("/api/v1/operator")

    assert "Cookie" not in answer.headers.get("Vary", "")


def test_committed_contract_is_what_is_served(settings: Any) -> None:
    settings.SHOWS_DOCS = True

    served = Client().get("/api/v1/openapi.json").json()

    committed = contract_files.load("cms/openapi.json")
    assert served == {name: value for name, value in committed.items() if name != "x-generated"}


def test_examples_fit_the_schema() -> None:
    schema = build_schema(exports.sdl())

    assert [validate(schema, parse(str(tab["query"]))) for tab in docs.tabs()] == [[]] * len(docs.tabs())
