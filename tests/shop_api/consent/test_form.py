"""The consent form: what it shows, and what its token can be used for."""

import pytest

from shop_api.consent import models
from tests.shop_api import rows
from tests.shop_api.consent import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_form_shows_the_wording_of_the_version_in_force(door):
    document = factories.publish_policy()

    form = door.consent_form(locale="kk")

    assert form.error is None
    assert form["locale"] == "kk"
    assert form["policy"]["version"] == 1
    assert form["policy"]["text_sha256"] == document["texts"]["kk"]["sha256"]
    assert form["operator"]["bin"] == "180140023215"
    worded = {flag["id"]: flag["wording"] for flag in form["flags"]}
    assert worded == {clause["id"]: clause["wording"]["kk"] for clause in document["purposes"] + document["switches"]}
    assert form.headers["Cache-Control"] == "no-store"


def test_form_stores_nothing(door):
    factories.publish_policy()
    before = rows.snapshot()

    door.consent_form(locale="ru")

    assert rows.changed(before) == {}


def test_form_shows_the_purposes_asked_for(door):
    factories.publish_policy()

    form = door.consent_form(locale="ru", purposes="account,marketing_email")

    assert [flag["id"] for flag in form["flags"]] == ["account", "marketing_email"]


def test_unknown_purpose_is_refused(door):
    factories.publish_policy()

    assert door.consent_form(purposes="world_domination").error == "input.invalid"


def test_no_policy_in_force_is_unavailable(door):
    form = door.consent_form(locale="ru")

    assert form.error == "policy.not_in_force"
    assert models.PolicyText.objects.count() == 0


def test_a_version_of_tomorrow_is_not_shown(door):
    factories.publish_policy()
    factories.publish_policy(2, effective_from="2999-01-01")

    assert door.consent_form(locale="ru")["policy"]["version"] == 1
