"""Signing up, confirming by code, and what strangers learn from it: nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection

from shop_api.accounts import models
from shop_api.consent.models import ConsentEvidence, SubjectLink
from shop_api.gate.models import AuditRow
from tests.shop_api import rows
from tests.shop_api.accounts import factories, letters
from tests.shop_api.accounts.conftest import Device
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Answer, Caller, Door

EMAIL = "aigerim@example.kz"


def confirm(door: Door, started: Answer, email: str = EMAIL, **facts: Any) -> Answer:
    answer: Answer = door.verify_email(sign_up_id=started["id"], code=letters.last_code(email), **facts)
    return answer


def test_a_visitor_signs_up_confirms_by_code_and_is_signed_in(door: Door, sign_up: Any) -> None:
    started = sign_up(email=" Aigerim@Example.KZ ")

    assert (started.error, set(started.data), started.consent_records) == (None, {"id", "code_valid_seconds"}, [])
    assert letters.kinds() == [("verify_email", EMAIL)]
    assert letters.posted()[0].locale == "kk"
    opened = confirm(door, started)
    assert opened.error is None
    me = door.own_profile(as_=Caller({"X-Session-Token": opened["session_token"]}))
    assert (me["email"], me["display_name"], me["language"]) == (EMAIL, "Айгерім С.", "kk")
    account = models.Account.objects.get()
    assert (account.status, str(account.id)) == ("active", opened["account_id"])
    assert models.PendingSignUp.objects.count() == 0
    assert ConsentEvidence.objects.get().name == "Сейтқали Айгерім Маратқызы"
    assert list(AuditRow.objects.order_by("at").values_list("use_case", "outcome")) == [
        ("sign_up", "done"),
        ("verify_email", "done"),
    ]


def test_without_consent_nothing_is_stored(door: Door, sign_up: Any) -> None:
    block = consent.consent_block(door, "account")
    refused: list[tuple[Any, str]] = [
        (None, "consent.required"),
        ({**block, "flags": {}}, "consent.required"),
        ({**block, "flags": {"account": False}}, "consent.required"),
        ({**block, "flags": {"account": "yes"}}, "input.invalid"),
        ({**block, "flags": {"account": 1}}, "input.invalid"),
        ({**block, "form": block["form"][:-3] + "AAA"}, "consent.form_invalid"),
        ({**block, "form": "forged"}, "consent.form_invalid"),
    ]
    for given, code in refused:
        before = rows.snapshot()

        answer = sign_up(consent=given)

        assert answer.error == code
        assert rows.left_behind(before) == {}


@pytest.mark.parametrize(
    ("facts", "code", "fields"),
    [
        ({"age_band": "under_14"}, "account.representative_needed", ["/age_band"]),
        ({"age_band": "from_14_to_17"}, "account.representative_needed", ["/age_band"]),
        ({"age_band": "18"}, "input.invalid", None),
        ({"email": "aigerim"}, "input.invalid", ["/email"]),
        ({"email": "аigerim@example.kz"}, "input.invalid", ["/email"]),
        ({"email": "a@example.kz\n"}, None, None),
        ({"email": "a@example"}, "input.invalid", ["/email"]),
        ({"password": "short"}, "account.password_weak", ["/password"]),
        ({"password": "password123"}, "account.password_weak", ["/password"]),
        ({"password": "aigerim@example.kz"}, "account.password_weak", ["/password"]),
        ({"surname": "  "}, "input.invalid", ["/surname"]),
        ({"surname": "A\nB"}, "input.invalid", ["/surname"]),
        ({"first_name": "x" * 101}, "input.invalid", ["/first_name"]),
        ({"role": "admin"}, "input.invalid", None),
    ],
)
def test_bad_facts_are_refused_and_nothing_is_stored(
    door: Door, sign_up: Any, facts: dict[str, str], code: str | None, fields: list[str] | None
) -> None:
    before = rows.snapshot()

    answer = sign_up(**facts)

    if code is None:
        assert answer.error is None
        return
    assert answer.error in {code, "graphql.invalid", "graphql.variables_invalid"}
    if fields is not None:
        assert answer.fields == fields
    left = rows.left_behind(before)
    assert set(left) <= {"gate_idempotencykey"}  # a refusal by a rule is kept under its key


def test_a_known_email_is_answered_alike_and_only_its_owner_hears_of_it(door: Door, sign_up: Any) -> None:
    known = factories.account(language="en")
    unknown_before = rows.snapshot()
    unknown = sign_up(email="nobody@example.kz")
    by_unknown = rows.changed(unknown_before)
    letters.forget()
    known_before = rows.snapshot()

    answer = sign_up(email=known.email.upper(), password="another long password")

    assert (answer.status, answer.error) == (unknown.status, unknown.error)
    assert answer.data == {**unknown.data, "id": answer["id"]}
    assert answer.data["id"] != unknown.data["id"]
    assert letters.kinds() == [("account_exists", known.email)]
    assert letters.posted()[0].locale == "en"
    by_known = rows.changed(known_before)
    for only_a_new_account in ("accounts_account", "account_emailaddress"):
        assert by_unknown.pop(only_a_new_account) == 1
    by_unknown.pop("gate_ratecounter", None)
    by_known.pop("gate_ratecounter", None)
    by_known["gate_outgoingmail"] = 1
    assert by_known == by_unknown
    known.refresh_from_db()
    assert known.check_password(factories.PASSWORD)


def test_the_code_of_a_known_email_is_wrong_like_any_other(door: Door, sign_up: Any) -> None:
    known = factories.account()
    fake, real = sign_up(email=known.email), sign_up(email="nobody@example.kz")

    def tries(started: Answer) -> list[Any]:
        answers = [door.verify_email(sign_up_id=started["id"], code="000000") for _ in range(6)]
        return [(one.status, one.error, one.fields) for one in answers]

    of_real = tries(real)
    assert tries(fake) == of_real
    assert [error for _, error, _ in of_real] == ["account.code_wrong"] * 4 + ["account.code_expired"] * 2


def test_an_unconfirmed_sign_up_is_replaced_by_the_next(door: Door, sign_up: Any) -> None:
    squatter = sign_up(password="the squatter's password", first_name="Squat")
    squatters_code = letters.last_code(EMAIL)
    owner = sign_up()

    assert door.verify_email(sign_up_id=squatter["id"], code=squatters_code).error == "account.code_expired"
    if squatters_code != letters.last_code(EMAIL):
        assert door.verify_email(sign_up_id=owner["id"], code=squatters_code).error == "account.code_wrong"
    assert confirm(door, owner).error is None
    account = models.Account.objects.get()
    assert account.first_name == "Айгерім"
    assert account.check_password("seven green apples")
    assert ConsentEvidence.objects.count() == 1


def test_parallel_sign_ups_of_one_email_make_one_account(door: Door, sign_up: Any) -> None:
    block = consent.consent_block(door, "account")

    def one(number: int) -> str | None:
        try:
            error: str | None = sign_up(first_name=f"A{'bcdefgh'[number]}", consent=block).error
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        errors = list(pool.map(one, range(4)))

    assert errors == [None] * 4
    assert models.Account.objects.count() == 1
    assert models.PendingSignUp.objects.count() == 1


def test_parallel_guesses_get_no_more_tries_than_one_after_the_other(door: Door, sign_up: Any) -> None:
    started = sign_up()
    real = letters.last_code(EMAIL)
    guesses = [f"{number:06}" for number in range(8) if f"{number:06}" != real]

    def guess(code: str) -> str | None:
        try:
            error: str | None = door.verify_email(sign_up_id=started["id"], code=code).error
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        errors = list(pool.map(guess, guesses))

    assert sorted(error or "" for error in errors).count("account.code_wrong") == 4
    assert confirm(door, started).error == "account.code_expired"


def test_a_code_is_good_once_and_for_its_own_sign_up(door: Door, sign_up: Any) -> None:
    first, second = sign_up(email="a@example.kz"), sign_up(email="b@example.kz")
    codes = letters.last_code("a@example.kz"), letters.last_code("b@example.kz")
    if codes[0] != codes[1]:
        assert door.verify_email(sign_up_id=first["id"], code=codes[1]).error == "account.code_wrong"

    assert door.verify_email(sign_up_id=first["id"], code=f" {codes[0][:3]}-{codes[0][3:]} ").error is None
    assert door.verify_email(sign_up_id=first["id"], code=codes[0]).error == "account.code_expired"
    assert confirm(door, second, "b@example.kz").error is None


def test_a_code_can_be_sent_again_three_times(door: Door, sign_up: Any) -> None:
    started = sign_up()
    for _ in range(3):
        assert door.resend_code(sign_up_id=started["id"]).error is None

    assert door.resend_code(sign_up_id=started["id"]).error == "account.resend_limit"
    assert letters.kinds() == [("verify_email", EMAIL)] * 4
    assert confirm(door, started).error is None


def test_sending_again_for_a_known_email_sends_nothing_and_says_nothing(door: Door, sign_up: Any) -> None:
    known = factories.account()
    started = sign_up(email=known.email)
    letters.forget()

    again = door.resend_code(sign_up_id=started["id"])

    assert (again.error, again.data) == (None, {"id": started["id"]})
    assert letters.kinds() == [("nothing", "")]


def test_one_email_gets_a_limited_number_of_letters(door: Door, sign_up: Any, one_moment: datetime) -> None:
    for _ in range(5):
        assert sign_up().error is None

    assert sign_up().error == "rate.limited"


def test_a_repeated_request_is_answered_from_its_key(door: Door, sign_up: Any) -> None:
    block = consent.consent_block(door, "account")
    first = sign_up(key="k" * 16, consent=block)

    again = sign_up(key="k" * 16, consent=block)

    assert (again.is_replay, again.data) == (True, first.data)
    assert letters.kinds() == [("verify_email", EMAIL)]


def test_a_confirmation_joins_the_device_to_the_account(door: Door, sign_up: Any, device: Device) -> None:
    started = sign_up()
    assert SubjectLink.objects.count() == 0

    opened = confirm(door, started, as_=device.caller)

    link = SubjectLink.objects.get()
    account = models.Account.objects.get(id=opened["account_id"])
    assert (link.of_id, link.to_id) == (device.subject_id, account.subject_id)


def test_a_known_and_a_new_email_cost_one_password_hash_each(
    door: Door, sign_up: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is what takes time: two tenths of a second in production, against a few milliseconds for all else."""
    known = factories.account()
    hashes: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashes.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    def costs(call: Any, **facts: Any) -> int:
        hashes.clear()
        call(**facts)
        return len(hashes)

    assert [costs(sign_up, email=email) for email in (known.email, "new@example.kz")] == [1, 1]
    wrong = {"password": "not the password"}
    assert [
        costs(door.sign_in, email=email, **wrong) for email in (known.email, "nobody@example.kz", "none at all")
    ] == [1, 1, 1]


def test_the_owner_hears_in_their_own_language_what_a_stranger_tried(door: Door, sign_up: Any) -> None:
    known = factories.account(language="kk")

    sign_up(email=known.email, language="en")

    assert letters.posted()[0].locale == "kk"
