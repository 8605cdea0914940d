import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
import rfc8785

from frontend_contracts.wire import webhooks

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
ALMATY = timezone(timedelta(hours=5))


def event(**changes):
    values = {
        "id": UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
        "type": "policy.published",
        "schema_version": 1,
        "sequence": 7,
        "occurred_at": datetime(2026, 3, 1, 5, 0, 0, 250_000, tzinfo=ALMATY),
        "data": {"slug": "privacy", "version": 3, "sha256": "ab" * 32},
    }
    return webhooks.Event(**{**values, **changes})


def test_event_survives_the_wire():
    original = event()

    body = original.to_bytes()

    assert json.loads(body)["occurred_at"] == "2026-03-01T00:00:00.250000Z"
    assert list(json.loads(body)) == ["data", "id", "occurred_at", "schema_version", "sequence", "type"]
    assert webhooks.Event.from_bytes(body) == original


def test_unpublished_product_needs_no_hash():
    unpublished = event(type="product.unpublished", data={"slug": "tea", "version": 2})

    assert webhooks.Event.from_bytes(unpublished.to_bytes()) == unpublished


def test_unknown_type_and_members_are_let_through():
    value = {**event(type="product.repriced").to_dict(), "note": "later"}

    assert webhooks.Event.from_dict(value).type == "product.repriced"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "7"},
        {"id": 7},
        {"type": "published"},
        {"type": None},
        {"schema_version": "1"},
        {"sequence": 0},
        {"sequence": True},
        {"sequence": 2**53},
        {"occurred_at": "2026-03-01T00:00:00"},
        {"occurred_at": 5},
        {"data": []},
        {"data": {"version": 1, "sha256": "ab" * 32}},
        {"data": {"slug": "privacy", "sha256": "ab" * 32}},
        {"data": {"slug": "privacy", "version": 1}},
        {"data": {"slug": "privacy", "version": 1, "sha256": "AB" * 32}},
    ],
)
def test_malformed_member_is_refused(change):
    with pytest.raises(webhooks.EventMalformed):
        webhooks.Event.from_dict({**event().to_dict(), **change})


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_body_that_is_no_event_is_refused(body):
    with pytest.raises(webhooks.EventMalformed):
        webhooks.Event.from_bytes(body)


def test_signature_fits_whatever_the_time_zone_of_the_signer():
    body = event().to_bytes()
    headers = webhooks.sign(body, secret=SECRET, message_id="m1", at=datetime.now(ALMATY))

    assert webhooks.verify(body, {name.title(): value for name, value in headers.items()}, secrets=[SECRET]) == "m1"
    assert webhooks.verify(body, headers, secrets=[OTHER, SECRET]) == "m1"


@pytest.mark.parametrize("age_seconds", [-400, 400])
def test_signature_out_of_time_is_refused(age_seconds):
    body = event().to_bytes()
    headers = webhooks.sign(body, secret=SECRET, message_id="m1", at=datetime.now(UTC) - timedelta(seconds=age_seconds))

    with pytest.raises(webhooks.SignatureRefused):
        webhooks.verify(body, headers, secrets=[SECRET])


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "m2"},
        {"webhook-signature": ""},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,%%%"},
        {"webhook-signature": "v1,a,b"},
        {"webhook-timestamp": "inf"},
        {"webhook-timestamp": "soon"},
    ],
)
def test_tampered_headers_are_refused(change):
    body = event().to_bytes()
    headers = webhooks.sign(body, secret=SECRET, message_id="m1", at=datetime.now(UTC))

    with pytest.raises(webhooks.SignatureRefused):
        webhooks.verify(body, {**headers, **change}, secrets=[SECRET])


@pytest.mark.parametrize("tampered", [b"{}", b"\xff\xfe"])
def test_tampered_body_wrong_secret_and_no_headers_are_refused(tampered):
    body = event().to_bytes()
    headers = webhooks.sign(body, secret=SECRET, message_id="m1", at=datetime.now(UTC))

    for seen_body, seen_headers, secrets in [
        (tampered, headers, [SECRET]),
        (body, headers, [OTHER]),
        (body, {}, [SECRET]),
    ]:
        with pytest.raises(webhooks.SignatureRefused):
            webhooks.verify(seen_body, seen_headers, secrets=secrets)


def test_a_secret_that_can_sign_passes():
    assert webhooks.checked_secret(SECRET) == SECRET


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", SECRET.removeprefix("whsec_"), "whsec_not base64!"])
def test_a_secret_that_cannot_sign_is_refused_and_not_repeated(secret):
    with pytest.raises(ValueError, match="at least 24 random bytes") as refusal:
        webhooks.checked_secret(secret)

    assert "c2hvcnQ" not in str(refusal.value)


def test_naive_time_cannot_sign():
    with pytest.raises(ValueError, match="aware"):
        webhooks.sign(b"{}", secret=SECRET, message_id="m1", at=datetime.now(UTC).replace(tzinfo=None))


def test_canonical_json_has_one_spelling():
    assert webhooks.canonical_json({"б": 1.0, "a": [True, None, "ә\n"]}) == '{"a":[true,null,"ә\\n"],"б":1}'.encode()
    with pytest.raises(rfc8785.CanonicalizationError):
        webhooks.canonical_json({"n": float("nan")})


def test_sha256_is_lower_case_hex():
    assert webhooks.sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
