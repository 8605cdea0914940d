"""Production settings of both services: complete or not at all, and closed by default."""

import json
import os
import subprocess
import sys
from functools import lru_cache

import pytest

from tests.stage import secrets, state
from tests.stage.tests.deployment import files

#: One container of each service stands for it.
CONTAINERS = {"cms": "cms", "shop_api": "shop"}
REQUIRED = {
    "cms": {
        "CMS_SECRET_KEY",
        "EVENTS_SECRET",
        "CONTENT_DATABASE_URL",
        "CMS_URL",
        "SHOP_URL",
        "CMS_MEDIA_ENDPOINT",
        "CMS_MEDIA_ACCESS_KEY",
        "CMS_MEDIA_SECRET_KEY",
    },
    "shop_api": {
        "SHOP_SECRET_KEY",
        "SHOP_KEYS",
        "SHOP_RECEIPT_PRIVATE_KEY",
        "SHOP_CONSENT_LOG_PRIVATE_KEY",
        "EVENTS_SECRET",
        "PERSONAL_DATABASE_URL",
        "PERSONAL_DATABASE_COUNTRY",
        "SHOP_URL",
        "STOREFRONT_URL",
        "CMS_URL",
        "SHOP_EMAIL_HOST",
        "SHOP_EMAIL_COUNTRY",
        "SHOP_EMAIL_USER",
        "SHOP_EMAIL_PASSWORD",
        "SHOP_MAIL_FROM",
    },
}
EACH = [(service, name) for service, names in REQUIRED.items() for name in sorted(names)]
#: Warnings of `check --deploy` that are silenced, each with its reason beside the setting.
SILENCED = {"cms": ["security.W003", "security.W019"], "shop_api": ["security.W002", "security.W003"]}
SHOW = """
import importlib, json, sys
settings = importlib.import_module(sys.argv[1] + ".settings.production")
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))
"""
BAD = [
    ("cms", "CMS_SECRET_KEY", "short", "at least 50 characters"),
    ("cms", "EVENTS_SECRET", "whsec_c2hvcnQ=", "at least 24 random bytes"),
    ("cms", "CMS_URL", "http://content.infini.example", "starts with https://"),
    ("cms", "EVENTS_ALLOW_PRIVATE_ADDRESSES", "1", "must be yes or no"),
    ("cms", "SHOP_INVENTORY_FILE", "inventory.json", "the gate asks the running shop"),
    ("cms", "CMS_GRAPHQL_TRUSTED_ONLY", "true", "must be yes or no"),
    ("shop_api", "SHOP_SECRET_KEY", "short", "at least 50 characters"),
    ("shop_api", "SHOP_KEYS", "{}", "SHOP_KEYS lacks"),
    ("shop_api", "SHOP_KEYS", "not JSON", "SHOP_KEYS is not the JSON object"),
    ("shop_api", "SHOP_RECEIPT_PRIVATE_KEY", "not a key", "Ed25519 private key in PEM"),
    ("shop_api", "SHOP_CONSENT_LOG_PRIVATE_KEY", "not a key", "Ed25519 private key in PEM"),
    ("shop_api", "SHOP_EMAIL_COUNTRY", "Kazakhstan", "two capital letters"),
    ("shop_api", "EVENTS_SECRET", "hunter2000", "at least 24 random bytes"),
    ("shop_api", "SHOP_URL", "shop.infini.example", "starts with https://"),
    ("shop_api", "SHOP_TRUSTED_PROXY_COUNT", "one", "must be a whole number"),
    ("shop_api", "SHOP_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "others send no letters"),
    (
        "shop_api",
        "SHOP_WHATSAPP_TOKEN",
        "EAAG",
        "Set SHOP_WHATSAPP_TOKEN and SHOP_WHATSAPP_PHONE_NUMBER_ID, or neither",
    ),
    ("shop_api", "SHOP_WHATSAPP_PHONE_NUMBER_ID", "106540352242922", "or neither"),
    ("shop_api", "PERSONAL_DATABASE_COUNTRY", "DE", "must be KZ"),
    ("shop_api", "PERSONAL_DATABASE_COUNTRY", "kz", "must be KZ"),
]


def complete(service: str) -> dict[str, str]:
    """An environment with which this service starts, as compose gives it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **files.container_environment(CONTAINERS[service])}


def run(service: str, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command of `manage.py` with nothing but this environment."""
    return subprocess.run(
        [sys.executable, "manage.py", service, *arguments],
        cwd=state.CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@lru_cache(maxsize=2)
def settings(service: str) -> dict:
    """The production settings of a service, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW, service],
        cwd=state.CHECKOUT,
        env=complete(service),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("service", REQUIRED)
def test_the_deployment_check_is_clean(service):
    done = run(service, complete(service), "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr
    assert settings(service)["SILENCED_SYSTEM_CHECKS"] == SILENCED[service]


@pytest.mark.parametrize(("service", "missing"), EACH)
@pytest.mark.parametrize("empty", [False, True])
def test_what_is_missing_stops_the_start_and_is_named(service, missing, empty):
    environment = complete(service)
    assert environment.pop(missing)
    if empty:
        environment[missing] = ""

    done = run(service, environment, "check")

    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert missing in last
    assert "ImproperlyConfigured" in last


def test_the_list_of_what_is_required_is_whole():
    """What compose asks for and no service requires would be asked for in vain."""
    for service, names in REQUIRED.items():
        asked = {
            name
            for name, value in files.SERVICES[CONTAINERS[service]]["environment"].items()
            if ":?" in value and "OPERATOR" not in name
        }
        assert asked - names == set()


@pytest.mark.parametrize(("service", "name", "value", "said"), BAD)
def test_what_cannot_be_right_stops_the_start(service, name, value, said):
    done = run(service, {**complete(service), name: value}, "check")

    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert said in last
    assert name in last
    if "SECRET" in name or "PRIVATE" in name:
        assert value not in last


def test_one_key_under_two_names_stops_the_start():
    environment = complete("shop_api")
    known = json.loads(environment["SHOP_KEYS"])
    environment["SHOP_KEYS"] = json.dumps({**known, "links": known["mail"]})

    done = run("shop_api", environment, "check")

    assert done.returncode != 0
    assert "one key under two names" in done.stderr
    assert known["mail"] not in done.stderr


def test_one_key_for_receipts_and_seals_stops_the_start():
    environment = complete("shop_api")
    environment["SHOP_CONSENT_LOG_PRIVATE_KEY"] = environment["SHOP_RECEIPT_PRIVATE_KEY"]

    done = run("shop_api", environment, "check")

    assert done.returncode != 0
    assert "SHOP_CONSENT_LOG_PRIVATE_KEY must be a key of its own." in done.stderr


@pytest.mark.parametrize("service", REQUIRED)
def test_everything_can_come_from_files(service, tmp_path):
    environment = complete(service)
    for name in REQUIRED[service]:
        (tmp_path / name).write_text(environment.pop(name) + "\n")
        environment[f"{name}_FILE"] = str(tmp_path / name)

    done = run(service, environment, "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(("service", "name"), [("cms", "CMS_SECRET_KEY"), ("shop_api", "SHOP_SECRET_KEY")])
def test_a_variable_and_its_file_together_are_refused(service, name, tmp_path):
    (tmp_path / name).write_text(secrets.django_key())

    done = run(service, {**complete(service), f"{name}_FILE": str(tmp_path / name)}, "check")

    assert done.returncode != 0
    assert f"Set {name} or {name}_FILE, not both." in done.stderr


@pytest.mark.parametrize("service", REQUIRED)
def test_it_is_closed(service):
    known = settings(service)

    assert (known["DEBUG"], known["GRAPHQL_INTROSPECTION"]) == (False, False)
    assert (known["SHOWS_DOCS"], known.get("SHOWS_MAIL_OUTBOX", False)) == (False, False)
    assert (known["SESSION_COOKIE_SECURE"], known["CSRF_COOKIE_SECURE"], known["SESSION_COOKIE_HTTPONLY"]) == (
        True,
        True,
        True,
    )
    assert known["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert (known["SECURE_HSTS_INCLUDE_SUBDOMAINS"], known["SECURE_HSTS_PRELOAD"]) == (True, True)
    assert (known["SECURE_SSL_REDIRECT"], known["SECURE_PROXY_SSL_HEADER"]) == (
        True,
        ["HTTP_X_FORWARDED_PROTO", "https"],
    )


@pytest.mark.parametrize(
    ("service", "hosts"),
    [("cms", ["content.infini.example", "cms"]), ("shop_api", ["shop.infini.example", "shop"])],
)
def test_it_answers_to_the_names_it_was_given(service, hosts):
    assert settings(service)["ALLOWED_HOSTS"] == hosts


@pytest.mark.parametrize(
    ("service", "inside"),
    [
        ("cms", r"^api/v1/(events|policies|products)(/|$)"),
        ("shop_api", r"^(api/v1/events/cms|\.well-known/(data-inventory|consent-receipt-key)\.json)$"),
    ],
)
def test_without_a_network_of_their_own_everything_goes_by_tls(service, inside):
    environment = complete(service)
    del environment["EVENTS_ALLOW_PRIVATE_ADDRESSES"]
    other = {"cms": "SHOP_URL", "shop_api": "CMS_URL"}[service]

    done = run(service, environment, "check")

    assert settings(service)["SECURE_REDIRECT_EXEMPT"] == [r"^healthz$", r"^readyz$", inside]
    assert done.returncode != 0
    assert f"{other} must be an address that starts with https://" in done.stderr


def test_mail_can_leave_through_a_provider():
    environment = complete("shop_api")
    for name in ("SHOP_EMAIL_HOST", "SHOP_EMAIL_USER", "SHOP_EMAIL_PASSWORD"):
        del environment[name]
    environment["SHOP_EMAIL_BACKEND"] = "anymail.backends.unisender_go.EmailBackend"

    without = run("shop_api", environment, "check")
    done = run("shop_api", {**environment, "SHOP_ANYMAIL": '{"UNISENDER_GO_API_KEY": "x"}'}, "check")

    assert "Set SHOP_ANYMAIL" in without.stderr
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("number", "said"), [("106540352242922", ""), ("+7 701 000 11 22", "digits only")])
def test_messages_leave_over_whatsapp_where_it_is_set_up(number, said):
    environment = {**complete("shop_api"), "SHOP_WHATSAPP_TOKEN": "EAAG", "SHOP_WHATSAPP_PHONE_NUMBER_ID": number}
    assert settings("shop_api")["WHATSAPP_SENDER"] == ""

    done = run("shop_api", environment, "export_inventory", "--unsigned")

    assert said in done.stderr
    if not said:
        reached = {one["id"]: one["country"] for one in json.loads(done.stdout)["inventory"]["recipients"]}
        assert reached == {"mail": "KZ", "whatsapp": "IE"}


@pytest.mark.parametrize("service", REQUIRED)
def test_what_serves_never_owns_the_tables(service):
    prefix = {"cms": "CONTENT", "shop_api": "PERSONAL"}[service]
    environment = {**complete(service), "INFINI_DATABASE_ROLE": "owner", f"{prefix}_OWNER_URL": ""}

    done = run(service, environment, "work", "--help")

    assert done.returncode == 0, done.stderr
