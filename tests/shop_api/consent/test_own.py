"""Reading, withdrawing and proving one's own consents."""

import pytest

from shop_api.consent import models, obligations
from shop_api.gate import effects
from tests.shop_api import rows
from tests.shop_api.consent import factories
from tests.shop_api.consent.conftest import Person, events_of
from tests.shop_api.door import Door

pytestmark = pytest.mark.django_db(transaction=True)


def say(door: Door, person: Person, **answers: bool) -> list[str]:
    block = factories.consent_block(door, as_=person.caller, **answers)
    answer = door.give_or_refuse_consents(as_=person.caller, consent=block)
    assert answer.error is None
    return answer.consent_records


def states(answer) -> dict[str, str]:
    listed = answer["data"] if "data" in answer.data else answer["consents"]
    return {one["flag"]: one["state"] for one in listed}


def test_a_person_lists_what_they_said_to_which_text_and_where_to_withdraw_it(door, policy, person):
    say(door, person, support=True, marketing_email=False)

    listed = door.own_consents(as_=person.caller)["data"]

    assert [(one["flag"], one["kind"], one["state"]) for one in listed] == [
        ("support", "purpose", "given"),
        ("marketing_email", "purpose", "refused"),
    ]
    given, refused = listed
    assert given["policy"]["text_sha256"] == policy["texts"]["ru"]["sha256"]
    assert given["policy"]["version"] == 1
    assert given["withdraw_at"] == "/api/v1/consents/withdraw"
    assert refused["withdraw_at"] is None
    assert given["receipt_at"] == f"/api/v1/consents/{given['id']}/receipt"


def test_others_see_nothing_of_it(door, policy, person, stranger):
    (record,) = say(door, person, support=True)

    assert door.own_consents(as_=stranger.caller)["data"] == []
    assert door.consent_receipt(as_=stranger.caller, id=record).error == "not_found"
    assert door.consent_receipt(id=record).error == "auth.required"
    assert door.own_consents().error == "auth.required"


def test_withdrawing_needs_no_form_and_no_policy_in_force(door, policy, person):
    from datetime import UTC, datetime

    from shop_api.consent.steps import texts

    say(door, person, marketing_email=True, support=True)
    texts.keep_withdrawal("privacy", 1, datetime.now(UTC))

    answer = door.withdraw_consent(as_=person.caller, flags=["marketing_email"])

    assert answer.error is None
    assert states(answer) == {"support": "given", "marketing_email": "withdrawn"}
    assert events_of("marketing_email") == [(1, "given"), (2, "withdrawn")]
    assert events_of("support") == [(1, "given")]


def test_processing_withdraws_everything_that_stands(door, policy, person):
    say(door, person, account=True, support=True, publication=True, marketing_email=False)

    answer = door.withdraw_consent(as_=person.caller, flags=["processing"])

    assert states(answer) == {
        "account": "withdrawn",
        "support": "withdrawn",
        "publication": "withdrawn",
        "marketing_email": "refused",
    }


def test_what_does_not_stand_cannot_be_withdrawn(door, policy, person):
    say(door, person, marketing_email=False)
    before = rows.snapshot()

    answer = door.withdraw_consent(as_=person.caller, flags=["marketing_email", "publication"])

    assert answer.error == "consent.not_given"
    assert set(rows.left_behind(before)) <= {"gate_idempotencykey"}


def test_an_unknown_flag_is_named_by_its_place(door, person, transactional_db):
    answer = door.withdraw_consent(as_=person.caller, flags=["support", "soul"])

    assert answer.error == "input.invalid"
    assert answer.fields == ["/flags/1"]


def test_withdrawal_takes_effect_in_the_same_transaction(door, policy, person, monkeypatch):
    heard = []
    monkeypatch.setitem(effects._bound, "consent.withdrawn", {"test": lambda **facts: heard.append(facts)})
    say(door, person, publication=True)

    door.withdraw_consent(as_=person.caller, flags=["publication"])

    (facts,) = heard
    assert facts["subject_id"] == person.subject_id
    assert facts["subject_ids"] == [person.subject_id]
    assert (facts["flag"], facts["kind"]) == ("publication", "switch")


def test_an_effect_that_fails_leaves_the_consent_as_it_was(door, policy, person, monkeypatch):
    def fail(**facts):
        raise RuntimeError("the effect cannot be had")

    say(door, person, publication=True)
    monkeypatch.setitem(effects._bound, "consent.withdrawn", {"test": fail})
    before = rows.snapshot()

    answer = door.withdraw_consent(as_=person.caller, flags=["publication"])

    assert answer.error == "server.error"
    assert rows.left_behind(before) == {}


def test_withdrawal_waits_for_an_open_obligation(door, policy, person, monkeypatch):
    asked = []

    def is_open(actor, subject_ids, flag):
        asked.append((subject_ids, flag))
        return flag == "order_fulfilment"

    monkeypatch.setitem(obligations._checks, "test", is_open)
    say(door, person, order_fulfilment=True, marketing_email=True)

    answer = door.withdraw_consent(as_=person.caller, flags=["marketing_email", "order_fulfilment"])

    assert answer.error == "consent.obligation_open"
    assert ([person.subject_id], "order_fulfilment") in asked
    listed = door.own_consents(as_=person.caller)
    assert states(listed) == {"order_fulfilment": "given", "marketing_email": "withdrawn"}
    assert [one["withdrawal_waits"] for one in listed["data"]] == [True, False]


def test_a_repeated_withdrawal_replays(door, policy, person):
    say(door, person, support=True)
    key = "withdraw-" + "0" * 16

    first = door.withdraw_consent(as_=person.caller, key=key, flags=["support"])
    again = door.withdraw_consent(as_=person.caller, key=key, flags=["support"])

    assert again.is_replay is True
    assert again["id"] == first["id"]
    assert events_of("support") == [(1, "given"), (2, "withdrawn")]


def test_lists_cost_the_same_for_one_flag_and_for_all(door, policy, person, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    say(door, person, support=True)
    with CaptureQueriesContext(connection) as one:
        door.own_consents(as_=person.caller)
    flags = [clause["id"] for clause in policy["purposes"] + policy["switches"]]
    say(door, person, **dict.fromkeys(flags, True))
    with CaptureQueriesContext(connection) as many:
        door.own_consents(as_=person.caller)

    assert len(one) == len(many) == 4
    assert models.ConsentCurrent.objects.count() == len(flags)
