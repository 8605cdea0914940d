"""Secrets are made once and are of the right kind."""

import base64
import json
import stat

import pytest
import standardwebhooks
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shop_api.settings.parts import keys
from tests.stage import environments, roles, secrets

ADDRESSES = roles.Addresses(application="postgresql://a:p@127.0.0.1:1/d", owner="postgresql://o:q@127.0.0.1:1/d")


@pytest.fixture
def place(tmp_path):
    return environments.Place(folder=tmp_path, ports={"cms": 8000, "shop_api": 8001})


def environment(service, place):
    return environments.environment_of(service, place=place, addresses=ADDRESSES, vault=secrets.Vault(place.folder))


def test_a_secret_is_made_once(tmp_path):
    first = secrets.Vault(tmp_path).get("name", secrets.password)

    assert secrets.Vault(tmp_path).get("name", lambda: "another") == first
    assert secrets.Vault(tmp_path).get("other", secrets.password) != first
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
    assert set(json.loads((tmp_path / "secrets.json").read_text())) == {"name", "other"}


def test_an_opened_file_is_closed_again(tmp_path):
    secrets.Vault(tmp_path).get("name", secrets.password)
    (tmp_path / "secrets.json").chmod(0o644)

    secrets.Vault(tmp_path).get("name", secrets.password)

    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_both_services_share_the_secret_of_events_and_nothing_else(place):
    cms, shop = environment("cms", place), environment("shop_api", place)

    assert cms["EVENTS_SECRET"] == shop["EVENTS_SECRET"]
    standardwebhooks.Webhook(cms["EVENTS_SECRET"])
    assert {name for name in cms if name.startswith(("PERSONAL_", "SHOP_"))} == {"SHOP_URL"}
    assert {name for name in shop if name.startswith(("CONTENT_", "CMS_"))} == {"CMS_URL"}


def test_variables_of_the_other_service_do_not_pass_through(place, monkeypatch):
    monkeypatch.setenv("PERSONAL_DATABASE_URL", "postgresql://somebody@else/personal")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "shop_api.settings.test")
    monkeypatch.setenv("LANGUAGE_OF_THE_TERMINAL", "kk")

    cms = environment("cms", place)

    assert "PERSONAL_DATABASE_URL" not in cms
    assert "DJANGO_SETTINGS_MODULE" not in cms
    assert cms["LANGUAGE_OF_THE_TERMINAL"] == "kk"
    assert cms["CONTENT_DATABASE_URL"] == ADDRESSES.application
    assert environment("shop_api", place)["PERSONAL_OWNER_URL"] == ADDRESSES.owner


def test_the_shop_reads_its_keys(place):
    shop = environment("shop_api", place)

    named = keys.from_json(shop["SHOP_KEYS"])
    receipt_key = serialization.load_pem_private_key(shop["SHOP_RECEIPT_PRIVATE_KEY"].encode(), password=None)

    log_key = serialization.load_pem_private_key(shop["SHOP_CONSENT_LOG_PRIVATE_KEY"].encode(), password=None)

    assert len({base64.urlsafe_b64decode(key) for key in named.values()}) == len(keys.NAMES)
    assert isinstance(receipt_key, Ed25519PrivateKey)
    assert isinstance(log_key, Ed25519PrivateKey)
    assert log_key.public_key() != receipt_key.public_key()
    assert environment("shop_api", place) == shop
