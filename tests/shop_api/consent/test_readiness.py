"""Whether forms can be shown: readyz says so, and the exported list of purposes says what a policy must word."""

import json

import pytest
from django.test import Client

from shop_api.consent.management.commands import purposes
from shop_api.gate.use_case import all_use_cases
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


def test_the_exported_list_names_every_purpose_and_switch_and_which_are_needed():
    exported = json.loads(purposes.exported())

    assert [one["id"] for one in exported["purposes"]] == [purpose.value for purpose in Purpose]
    assert [one["id"] for one in exported["switches"]] == [switch.value for switch in Switch]
    asked = {
        flag.value
        for one in all_use_cases().values()
        if one.declared is not None and one.name != "give_or_refuse_consents"
        for flag in one.declared.offered()
    }
    needed = {one["id"] for one in exported["purposes"] + exported["switches"] if one["needed"]}
    assert needed == asked
