"""Both services from the image's files, under production settings, behind a proxy that ends TLS."""

import json
import time

import psycopg
import pytest

from tests.stage.tests.deployment import files

WEB = {"cms": "cms", "shop": "shop_api"}
SOON = 30  # seconds
EVENT = """
from django.db import transaction
from cms.events import outbox
with transaction.atomic():
    event = outbox.record("product.unpublished", {"slug": "nothing-of-this-name", "version": 1})
print(event.id)
"""
OBSERVE = """
import json
from cms.policies import shop_inventory
found = shop_inventory.observe()
told = {"refusal": found.refusal, "detail": found.detail, "source": found.source}
print(json.dumps({**told, "fields": len(found.inventory.get("fields", []))}))
"""


@pytest.mark.parametrize("container", WEB)
def test_it_is_alive(deployment, container):
    answer = deployment.ask(container, "/healthz")

    assert (answer.status, answer.json()["status"]) == (200, "ok")
    assert "preload" in answer.header("Strict-Transport-Security")


def test_the_cms_is_ready_and_the_shop_says_what_it_waits_for(deployment):
    cms, shop = deployment.ask("cms", "/readyz"), deployment.ask("shop", "/readyz")

    assert (cms.status, cms.json()["status"]) == (200, "ok")
    assert (shop.status, shop.json()["checks"]["database"]) == (503, "ok")
    assert "policy.not_in_force" in shop.body.decode()


@pytest.mark.parametrize("container", WEB)
def test_the_health_check_of_its_container_passes(deployment, container):
    *_, service, probe, option, _ = files.SERVICES[container]["healthcheck"]["test"]

    deployment.run(container, service, probe, option, str(deployment.ports[container]))


@pytest.mark.parametrize("container", WEB)
def test_the_health_check_fails_when_nobody_answers(deployment, container):
    with pytest.raises(AssertionError, match=f"{WEB[container]} does not answer"):
        deployment.run(container, WEB[container], "probe", "--port", "9")


@pytest.mark.parametrize(("container", "path"), [("cms", "/api/v1/operator"), ("shop", "/api/v1/catalog")])
def test_without_tls_one_is_sent_to_it(deployment, container, path):
    plain = deployment.ask(container, path, X_Forwarded_Proto="")
    safe = deployment.ask(container, path)

    assert plain.status == 301
    assert plain.header("Location").startswith("https://")
    assert safe.status == 200


@pytest.mark.parametrize(("container", "path"), [("cms", "/admin/login/"), ("shop", "/api/v1/catalog")])
def test_it_answers_to_its_own_name_only(deployment, container, path):
    assert deployment.ask(container, path, Host="evil.example").status == 400


@pytest.mark.parametrize("container", WEB)
@pytest.mark.parametrize(
    "path", ["/dev/outbox/", "/dev/outbox.json", "/docs/", "/docs/graphql/", "/graphql/schema", "/api/v1/openapi.json"]
)
def test_pages_for_developers_do_not_exist_for_strangers(deployment, container, path):
    answer = deployment.ask(container, path)

    assert answer.status == 404
    assert [word for word in (b"swagger", b"graphiql", b'"paths"', b"type Query") if word in answer.body.lower()] == []


@pytest.mark.parametrize("container", WEB)
def test_strangers_do_not_see_the_schema(deployment, container):
    answer = deployment.ask(container, "/graphql/", method="POST", body={"query": "{ __schema { types { name } } }"})

    assert answer.status == 400
    assert answer.json()["code"] == "graphql.introspection_off"


@pytest.mark.parametrize("container", WEB)
def test_mistakes_show_nothing_of_the_inside(deployment, container):
    answer = deployment.ask(container, "/api/v1/no/such/thing")

    assert (answer.status, answer.json()["code"]) == (404, "not_found")
    assert b"urlpatterns" not in answer.body


@pytest.mark.parametrize(("container", "path"), [("cms", "/admin/login/"), ("shop", "/support/sign-in")])
def test_cookies_travel_by_tls_only(deployment, container, path):
    answer = deployment.ask(container, path)

    assert answer.status == 200
    assert answer.cookies != []
    assert [cookie for cookie in answer.cookies if "secure" not in cookie.lower()] == []


def test_pages_of_the_cms_have_their_collected_files(deployment):
    page = deployment.ask("cms", "/admin/login/").body.decode()
    sheet = next(part.split('"')[0] for part in page.split('href="') if ".css" in part.split('"')[0])

    answer = deployment.ask("cms", sheet)

    assert (answer.status, answer.header("Cache-Control")) == (200, "max-age=315360000, public, immutable")


def test_a_form_without_its_token_is_refused(deployment):
    """Django's checks security.W003 and security.W002 are silenced: what they look for is done by other classes."""
    cms = deployment.ask(
        "cms",
        "/admin/login/",
        method="POST",
        Content_Type="application/x-www-form-urlencoded",
        Origin="https://x.example",
    )
    shop = deployment.ask(
        "shop",
        "/support/sign-in",
        method="POST",
        Content_Type="application/x-www-form-urlencoded",
        Origin="https://x.example",
    )

    assert cms.status == 403
    assert shop.status in (401, 403)
    assert deployment.ask("shop", "/api/v1/catalog").header("X-Frame-Options") == "DENY"


def test_the_two_services_reach_each_other_without_tls_inside(deployment):
    secret = deployment.environment("shop")["EVENTS_SECRET"]
    inside = {"X_Forwarded_Proto": "", "Host": f"127.0.0.1:{deployment.ports['cms']}"}

    listed = deployment.ask("cms", "/api/v1/events?after=0", Authorization=f"Bearer {secret}", **inside)
    unsigned = deployment.ask("shop", "/api/v1/events/cms", method="POST", body={}, X_Forwarded_Proto="")

    assert (listed.status, "data" in listed.json()) == (200, True)
    assert unsigned.status == 401
    deployment.run("shop-worker", "shop_api", "pull_events")


def test_the_gate_of_the_cms_learns_what_the_shop_does_with_data(deployment):
    learnt = json.loads(deployment.run("cms", "cms", "shell", "--no-imports", "-c", OBSERVE))

    assert (learnt["refusal"], learnt["detail"]) == ("", "")
    assert learnt["source"] == f"http://127.0.0.1:{deployment.ports['shop']}/.well-known/data-inventory.json"
    assert learnt["fields"] > 80


def test_an_event_reaches_the_shop_through_both_workers(deployment):
    event = deployment.run("cms", "cms", "shell", "--no-imports", "-c", EVENT).strip()

    deadline = time.monotonic() + SOON
    outcome = None
    with psycopg.connect(deployment.database_url("CONTENT_DATABASE_URL"), autocommit=True) as content:
        while outcome is None and time.monotonic() < deadline:
            outcome = content.execute(
                "SELECT is_delivered, status_code, reason FROM events_deliveryattempt WHERE event_id = %s", [event]
            ).fetchone()
            time.sleep(0.2)

    assert outcome is not None, deployment.company.tail("cms-worker")
    assert (outcome[0], outcome[2]) == (True, "")


def test_nothing_was_written_into_the_image(deployment):
    """So that the containers' roots can be read-only. Files of images and letters leave by the network."""
    deployment.ask("cms", "/admin/login/")
    deployment.ask("shop", "/support/sign-in")
    deployment.company.require_alive()

    after = deployment.image.listing()

    assert sorted(json.loads(json.dumps(list(after.keys() ^ deployment.before.keys())))) == []
    assert {path for path in after if after[path] != deployment.before[path]} == set()
