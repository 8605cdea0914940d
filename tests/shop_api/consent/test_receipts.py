"""Receipts: what they say, and that no bit of one can be changed."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from shop_api.consent import models, receipts
from tests.shop_api.consent import factories
from tests.stage import state

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receipt(door, policy, person):
    """A receipt fetched through a door."""
    answers = {"order_fulfilment": True, "third_party_transfer": True, "cross_border_transfer": False}
    block = factories.consent_block(door, as_=person.caller, **answers)
    door.give_or_refuse_consents(as_=person.caller, consent=block)
    record = models.ConsentRecord.objects.get(flag="order_fulfilment")
    return door.consent_receipt(as_=person.caller, id=str(record.id))


def test_a_receipt_names_record_version_hashes_and_operator(receipt, policy):
    key = Client().get(receipt["key_at"]).json()

    told = receipts.verified(receipt["receipt"], key)

    event = models.ConsentEvent.objects.get(record_id=receipt["id"])
    assert told["operator"]["bin"] == "180140023215"
    assert told["record"]["id"] == receipt["id"]
    assert told["record"]["state"] == "given"
    assert told["policy"] | {"sha256": ""} == {
        "slug": "privacy",
        "version": 1,
        "locale": "ru",
        "text_sha256": policy["texts"]["ru"]["sha256"],
        "sha256": "",
    }
    assert told["policy"]["sha256"] == models.PolicyText.objects.get().sha256
    assert told["events"] == [
        {"seq": 1, "state": "given", "at": event.event_time.isoformat(), "leaf": bytes(event.leaf).hex()}
    ]


def test_a_receipt_lists_the_eight_elements(receipt):
    elements = receipts.verified(receipt["receipt"], receipts.public_key())["elements"]

    assert set(elements) == {
        "operator",
        "subject",
        "term",
        "third_party_transfer",
        "cross_border_transfer",
        "publication",
        "data",
        "other",
    }
    assert elements["third_party_transfer"] == "given"
    assert elements["cross_border_transfer"] == "refused"
    assert elements["publication"] == "no"


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."], ids=repr)
def test_what_is_no_receipt_is_refused(text):
    with pytest.raises(receipts.ReceiptRefused):
        receipts.verified(text, receipts.public_key())


def test_another_spelling_of_the_same_bytes_is_refused(receipt):
    """The last character of 64 bytes in base64url has four bits that nobody reads."""
    head, payload, signature = receipt["receipt"].split(".")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = alphabet[alphabet.index(signature[-1]) | 1]

    with pytest.raises(receipts.ReceiptRefused):
        receipts.verified(f"{head}.{payload}.{signature[:-1]}{other}", receipts.public_key())


def test_a_receipt_after_a_withdrawal_says_so(door, receipt, person):
    assert door.withdraw_consent(as_=person.caller, flags=["order_fulfilment"]).error is None

    again = door.consent_receipt(as_=person.caller, id=receipt["id"])

    told = receipts.verified(again["receipt"], receipts.public_key())
    assert [one["state"] for one in told["events"]] == ["given", "withdrawn"]


def test_the_command_needs_neither_database_nor_settings_of_ours(receipt, tmp_path):
    (tmp_path / "receipt.jws").write_text(receipt["receipt"])
    (tmp_path / "key.json").write_text(json.dumps(receipts.public_key()))
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("PERSONAL_", "INFINI_", "DJANGO_"))
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "shop_api", "verify_receipt", tmp_path / "receipt.jws"]
        + ["--public-key", tmp_path / "key.json", "--locale", "en"],
        cwd=state.CHECKOUT,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Valid: signed by the operator's key" in done.stdout
    assert "order_fulfilment (purpose)" in done.stdout
    assert "BIN 180140023215" in done.stdout


def test_the_command_finds_the_text_in_the_archive(receipt, policy, tmp_path, capsys):
    (tmp_path / "receipt.jsonld").write_text(receipt["json_ld"], encoding="utf-8")
    (tmp_path / "archive.json").write_text(json.dumps({"document": policy}), encoding="utf-8")
    named = [str(tmp_path / name) for name in ("receipt.jsonld", "archive.json", "shown.html")]

    call_command("verify_receipt", named[0], archive=named[1], text=named[2])

    assert "байт в байт" in capsys.readouterr().out.splitlines()[-1]
    assert (tmp_path / "shown.html").read_bytes() == policy["texts"]["ru"]["html"].encode()


@pytest.mark.parametrize("options", [{}, {"public_key": __file__}, {"archive": "no-such-file"}, {"text": "out.html"}])
def test_what_the_command_cannot_read_ends_with_2(receipt, options, tmp_path):
    (tmp_path / "receipt.jws").write_text(receipt["receipt"])
    file = str(tmp_path / "receipt.jws") if options else "no-such-file"

    with pytest.raises(CommandError) as refusal:
        call_command("verify_receipt", file, **options)

    assert refusal.value.returncode == 2


def test_the_command_refuses_a_changed_receipt(receipt, tmp_path):
    (tmp_path / "receipt.json").write_text(json.dumps({"receipt": receipt["receipt"][:-8] + "AAAAAAAA"}))

    with pytest.raises(CommandError, match="Not valid"):
        call_command("verify_receipt", str(tmp_path / "receipt.json"))
