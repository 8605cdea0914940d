"""Whether forms can be shown: readyz says so, and the exported list of purposes says what a policy must word."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from shop_api.consent.management.commands import purposes
from shop_api.values.purposes import Purpose, Switch
from tests.shop_api.consent import factories

pytestmark = pytest.mark.django_db(transaction=True)


def ready() -> tuple[int, str]:
    response = Client().get("/readyz")
    return response.status_code, response.json()["checks"]["policy"]


def test_without_a_policy_in_force_the_shop_is_not_ready():
    assert ready() == (503, "policy.not_in_force")


def test_a_policy_of_tomorrow_does_not_make_it_ready():
    factories.publish_policy(effective_from="2999-01-01")

    assert ready() == (503, "policy.not_in_force")


def test_a_policy_that_words_everything_makes_it_ready():
    factories.publish_policy()

    assert ready()[1] == "ok"


def test_a_policy_that_lacks_a_purpose_some_write_asks_does_not():
    document = factories.document()
    document["purposes"] = [one for one in document["purposes"] if one["id"] != "support"]
    factories.publish_policy(purposes=document["purposes"])

    assert ready() == (503, "policy.not_in_force")


def test_the_committed_list_of_purposes_is_fresh():
    call_command("purposes", check=True)


def test_a_stale_list_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(purposes, "CONTRACT", tmp_path / "purposes.json")

    with pytest.raises(CommandError, match="stale"):
        call_command("purposes", check=True)
    call_command("purposes")
    call_command("purposes", check=True)

    listed = json.loads((tmp_path / "purposes.json").read_text())
    assert [one["id"] for one in listed["purposes"]] == [purpose.value for purpose in Purpose]
    assert [one["id"] for one in listed["switches"]] == [switch.value for switch in Switch]
