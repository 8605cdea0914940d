"""The client of the cms, against real HTTP on the loopback."""

import pytest

from shop_api.adapters import cms_client
from tests.shop_api.adapters import cms_stub

POLICY = {"slug": "privacy", "kind": "policy", "version": 2, "title": "Саясат"}
EVENT = {"slug": "privacy", "version": 2}
ADDRESS = "/api/v1/policies/privacy?version=2"


@pytest.fixture
def cms(settings):
    with cms_stub.running() as running:
        settings.CMS_URL = running.url
        yield running


def reason_of(call, *arguments) -> str:
    with pytest.raises(cms_client.CmsFailed) as failed:
        call(*arguments)
    return failed.value.reason


def test_a_body_comes_with_the_hash_the_cms_says(cms):
    sha256 = cms.publish(POLICY)

    body = cms_client.body_of("policy.published", EVENT)

    assert (body.document, body.sha256) == (POLICY, sha256)
    assert cms.asked == [ADDRESS]
    assert cms.authorisations == [None]


def test_products_and_terms_have_their_own_addresses(cms):
    cms.publish({"slug": "kettle", "version": 1})
    cms.publish({"slug": "terms", "kind": "terms", "version": 1})

    cms_client.body_of("product.published", {"slug": "kettle", "version": 1})
    cms_client.body_of("terms.published", {"slug": "terms", "version": 1})

    assert cms.asked == ["/api/v1/products/kettle?version=1", "/api/v1/policies/terms?version=1"]


def test_a_slug_cannot_lead_to_another_address(cms):
    assert reason_of(cms_client.body_of, "policy.published", {"slug": "../events?x=", "version": 1}) == "status_404"
    assert cms.asked == ["/api/v1/policies/..%2Fevents%3Fx%3D?version=1"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_refused(cms, status):
    cms.answers[ADDRESS] = (status, b"")

    assert reason_of(cms_client.body_of, "policy.published", EVENT) == f"status_{status}"
    assert cms.asked == [ADDRESS]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, b"{}"), "status_404"),
        ((500, b"oops"), "status_500"),
        ((200, b"<html>"), "not_json"),
        ((200, b"[1]"), "not_json"),
        ((200, b'{"document": []}'), "no_document"),
        ((200, b'{"document": {}}'), "no_document"),
        ((200, b'{"document": {"a": "' + b"x" * cms_client.LARGEST_BODY + b'"}}'), "too_large"),
    ],
    ids=["404", "500", "html", "list", "no object", "no hash", "too large"],
)
def test_what_is_no_body_is_refused_with_a_reason(cms, answer, reason):
    cms.answers[ADDRESS] = answer

    assert reason_of(cms_client.body_of, "policy.published", EVENT) == reason


def test_a_cms_that_is_away_is_unreachable(settings):
    settings.CMS_URL = "http://127.0.0.1:1"

    assert reason_of(cms_client.body_of, "policy.published", EVENT) == "unreachable"
    assert reason_of(cms_client.events_after, 0) == "unreachable"


def test_a_proxy_of_the_environment_is_not_used(cms, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    cms.publish(POLICY)

    assert cms_client.body_of("policy.published", EVENT).document == POLICY


def test_the_list_of_events_is_asked_for_with_the_secret(cms, settings):
    assert cms_client.events_after(7) == []

    assert cms.asked == ["/api/v1/events?after=7&limit=100"]
    assert cms.authorisations == [f"Bearer {settings.EVENTS_SECRET}"]


def test_a_list_of_another_form_is_refused(cms):
    cms.answers["/api/v1/events?after=0&limit=100"] = (200, b'{"data": "none"}')

    assert reason_of(cms_client.events_after, 0) == "no_list"
