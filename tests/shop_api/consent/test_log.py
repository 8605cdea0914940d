"""The sealed log: what a seal holds, who can check it, and that no event is skipped or sealed twice."""

import json
import logging
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from shop_api.consent import merkle, models, seals, tasks
from shop_api.consent.queries import log
from shop_api.consent.steps import recording, sealing, verification
from shop_api.doors import caller
from tests.shop_api.consent import factories, logs
from tests.shop_api.consent.conftest import new_person
from tests.shop_api.door import Door

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "/.well-known/consent-log/head.json"
KEY = "/.well-known/consent-log/key.json"


@pytest.fixture
def sealed(policy, person, stranger):
    """Three events under a first seal, two under a second."""
    logs.say(person, support=True, marketing_email=False, order_fulfilment=True)
    logs.seal()
    logs.say(person, support=False)
    logs.say(stranger, support=True)
    logs.seal()


def test_each_seal_holds_what_waited_and_chains_to_the_one_before(sealed):
    first, second = models.Seal.objects.order_by("number")

    assert [(one.number, one.first, one.last, one.count) for one in (first, second)] == [(1, 0, 2, 3), (2, 3, 4, 2)]
    assert bytes(first.previous) == bytes(32)
    assert bytes(second.previous) == seals.hash_of(first)
    leaves = [bytes(leaf) for leaf in models.ConsentEvent.objects.order_by("id").values_list("leaf", flat=True)]
    assert [bytes(first.root), bytes(second.root)] == [merkle.root(leaves[:3]), merkle.root(leaves[3:])]


def test_a_minute_without_events_makes_no_seal(sealed):
    assert logs.seal() == "Nothing waits: every event stands in a seal.\n"
    tasks.seal_consent_log(0)

    assert models.Seal.objects.count() == 2


def test_the_task_seals(policy, person):
    logs.say(person, support=True)

    tasks.seal_consent_log(0)

    assert models.Seal.objects.get().count == 1


def test_the_head_is_public_signed_and_kept_by_proxies(sealed):
    answer = Client().get(HEAD)

    head, key = answer.json(), Client().get(KEY).json()
    assert head["seal"]["number"] == 2
    assert head["key_at"] == KEY
    assert head["seal"]["key"] == key["kid"]
    assert "d" not in key
    assert seals.is_signed(head["seal"], seals.decoded(head["signature"]), [key])
    assert not seals.is_signed(head["seal"] | {"count": 1}, seals.decoded(head["signature"]), [key])
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert Client().get(HEAD, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_before_the_first_seal_the_head_says_so(policy):
    assert Client().get(HEAD).json() == {"seal": None, "signature": None, "key_at": KEY}


def test_an_event_proves_that_it_stands_in_a_seal(sealed):
    for event in models.ConsentEvent.objects.all():
        proof = log.proof_of(event)
        assert proof is not None
        assert proof.holds()
        told = json.loads(json.dumps(proof.to_json()))
        path = [bytes.fromhex(one) for one in told["path"]]
        found = merkle.root_by_path(bytes.fromhex(told["leaf"]), told["index"], told["seal"]["count"], path)
        assert found is not None
        assert found.hex() == told["seal"]["root"]


def test_an_event_that_waits_has_no_proof_yet(policy, person):
    logs.say(person, support=True)

    assert log.proof_of(models.ConsentEvent.objects.get()) is None


def test_a_changed_event_proves_nothing(sealed, owner_connection):
    logs.tamper(owner_connection, "UPDATE consent_consentevent SET leaf = sha256(leaf) WHERE state = 'withdrawn'")

    proof = log.proof_of(models.ConsentEvent.objects.get(state="withdrawn"))

    assert proof is not None
    assert not proof.holds()


def test_a_whole_log_is_verified_and_counted(sealed):
    passed, said = logs.verify()

    assert passed
    assert "5 events" in said
    assert "2 seals, 5 sealed events" in said
    assert "Newest seal: 2; 0 events wait." in said
    assert said.endswith("The log is whole.\n")


def test_an_empty_log_is_no_success():
    passed, said = logs.verify()

    assert not passed
    assert said.endswith("There was nothing to check: the log is empty.")


def test_erased_evidence_leaves_the_log_whole(sealed):
    models.ConsentEvidence.objects.all().delete()

    assert logs.damages() == set()


def test_an_event_of_a_running_transaction_is_sealed_after_its_commit(policy, person, stranger):
    holding, written = threading.Event(), threading.Event()

    def slow_writer():
        try:
            with transaction.atomic():
                logs_event = models.ConsentEvent.objects.first()
                logs_event.pk, logs_event.seq, logs_event.leaf = None, 2, bytes(32)
                logs_event.id = models.new_id()
                models.ConsentEvent.objects.bulk_create([logs_event])
                written.set()
                assert holding.wait(20)
        finally:
            connections.close_all()

    logs.say(person, support=True)
    thread = threading.Thread(target=slow_writer)
    thread.start()
    assert written.wait(20)
    logs.say(stranger, support=True)  # made later, committed earlier

    logs.seal()
    before = models.Seal.objects.get().count
    holding.set()
    thread.join()
    logs.seal()

    assert before == 2
    assert [one.count for one in models.Seal.objects.order_by("number")] == [2, 1]


def test_writers_and_sealers_at_once_skip_no_event_and_seal_none_twice(policy, monkeypatch):
    people = [new_person(monkeypatch) for _ in range(6)]
    done, failures = threading.Event(), []

    def write(person):
        try:
            for number in range(4):
                logs.say(person, support=number % 2 == 0, marketing_email=True)
        except BaseException as error:  # noqa: BLE001 - told to the test's thread
            failures.append(error)
        finally:
            connections.close_all()

    def seal():
        try:
            while not done.is_set():
                with transaction.atomic():
                    sealing.seal_waiting(timezone.now())
        except BaseException as error:  # noqa: BLE001 - as above
            failures.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=[person]) for person in people]
    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for thread in (*writers, *sealers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    logs.seal()

    assert failures == []
    places = list(models.SealedEvent.objects.order_by("position").values_list("position", "event_id"))
    assert [position for position, _ in places] == list(range(30))
    assert {event_id for _, event_id in places} == set(models.ConsentEvent.objects.values_list("id", flat=True))
    assert models.Seal.objects.count() > 1
    assert logs.damages() == set()


def test_the_projection_is_rebuilt_from_the_events(sealed):
    from django.core.management import call_command

    columns = ("subject_ref", "flag", "state", "since_at", "seq", "version", "record_id", "event_id")
    before = sorted(models.ConsentCurrent.objects.values_list(*columns))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM consent_consentcurrent WHERE flag = 'support'")
        cursor.execute("UPDATE consent_consentcurrent SET state = 'given' WHERE flag = 'marketing_email'")
    assert len(logs.damages()) == 3

    call_command("rebuild_consent_current")

    assert sorted(models.ConsentCurrent.objects.values_list(*columns)) == before
    assert logs.damages() == set()


def test_at_night_damage_is_logged_and_audited(sealed, owner_connection, caplog):
    logs.tamper(owner_connection, "UPDATE consent_consentevent SET state = 'given' WHERE state = 'refused'")

    with caplog.at_level(logging.ERROR):
        tasks.verify_consent_log(0)

    event = models.ConsentEvent.objects.get(record__flag="marketing_email")
    (line,) = [one.getMessage() for one in caplog.records if one.name == "shop_api.consent.tasks"]
    assert f"event {event.id}: it is not what its leaf says" in line
    assert _audited() == [("consent.log_damaged", {"damages": 2, "newest_seal": 2})]


def test_a_whole_log_is_silent_at_night(sealed, caplog):
    tasks.verify_consent_log(0)

    assert caplog.records == []
    assert _audited() == []


def test_an_event_that_no_seal_took_in_for_an_hour_is_named(policy, person):
    logs.say(person, support=True)
    keys = [seals.public_key()]

    now = verification.verify(timezone.now(), keys=keys)
    later = verification.verify(timezone.now() + timedelta(minutes=61), keys=keys)

    assert (now.waiting, now.damage) == (1, [])
    event = models.ConsentEvent.objects.get()
    assert [(one.kind, one.row) for one in later.damage] == [("event", event.id)]


def test_a_seal_of_a_clock_that_was_ahead_holds_nobody_up_and_damages_nothing(policy, person, stranger):
    """Hours ahead for some minutes: what is said next, at the right time, has ids and times before those seals."""
    now = timezone.now()
    logs.say(person, support=True)
    with transaction.atomic():
        sealing.seal_waiting(now + timedelta(hours=2))
    logs.say(person, support=False)
    with transaction.atomic():
        sealing.seal_waiting(now + timedelta(hours=2, minutes=1), is_whole=True)
    logs.say(stranger, support=True)

    assert log.has_waiting(timezone.now())
    tasks.seal_consent_log(0)

    assert [one.count for one in models.Seal.objects.order_by("number")] == [1, 1, 1]
    assert not log.has_waiting()
    report = verification.verify(now + timedelta(hours=5), keys=[seals.public_key()])
    assert (report.waiting, report.damage) == (0, [])


def test_clocks_of_writers_and_sealers_that_were_ahead_together_damage_nothing(policy, person, stranger, monkeypatch):
    now = timezone.now()
    block = factories.consent_block(Door("rest"), as_=person.caller, support=True)
    with monkeypatch.context() as ahead:
        ahead.setattr(caller, "timezone", SimpleNamespace(now=lambda: now + timedelta(hours=2)))
        assert Door("rest").give_or_refuse_consents(as_=person.caller, consent=block).error is None
    with transaction.atomic():
        sealing.seal_waiting(now + timedelta(hours=2))
    logs.say(stranger, support=True)
    tasks.seal_consent_log(0)

    report = verification.verify(now + timedelta(hours=5), keys=[seals.public_key()])

    assert models.Seal.objects.count() == 2
    assert (report.waiting, report.damage) == (0, [])


def test_twice_an_hour_what_every_minute_overlooks_is_sealed(policy, person, stranger, monkeypatch):
    """The minute looks at what is new, whatever the size of the log; an id of a clock hours behind is not."""
    logs.say(person, support=True)
    logs.seal()
    with monkeypatch.context() as behind:
        behind.setattr(recording, "new_id", lambda: log.first_id(timezone.now() - timedelta(hours=3)))
        logs.say(stranger, support=True)

    tasks.seal_consent_log(0)
    assert models.Seal.objects.count() == 1
    tasks.seal_overlooked_events(0)

    assert models.Seal.objects.count() == 2
    assert not log.has_waiting()
    assert logs.damages() == set()


@pytest.mark.parametrize("table", ["consent_consentevent", "consent_sealedevent"])
def test_no_receipt_is_signed_over_a_damaged_record(sealed, person, owner_connection, caplog, table):
    record = models.ConsentRecord.objects.get(flag="marketing_email")
    assert Door("rest").consent_receipt(as_=person.caller, id=str(record.id)).error is None

    logs.tamper(owner_connection, f"UPDATE {table} SET leaf = sha256(leaf)")
    with caplog.at_level(logging.ERROR):
        answer = Door("rest").consent_receipt(as_=person.caller, id=str(record.id))

    assert answer.error == "consent.log_damaged"
    (line,) = [one.getMessage() for one in caplog.records if one.name == "shop_api.consent.queries.checks"]
    assert line.startswith(f"Consent record {record.id} is damaged: event {record.events.get().id}: ")


@pytest.mark.parametrize("newest", ["support", "marketing_email"], ids=["of two events", "of one"])
def test_no_receipt_hides_that_the_newest_event_was_torn_out(sealed, person, owner_connection, newest):
    record = models.ConsentRecord.objects.filter(flag=newest).order_by("recorded_at").first()
    torn = record.events.order_by("-seq").first()

    logs.tamper(owner_connection, f"DELETE FROM consent_consentevent WHERE id = '{torn.id}'")

    assert Door("rest").consent_receipt(as_=person.caller, id=str(record.id)).error == "consent.log_damaged"


def _audited():
    with connection.cursor() as cursor:
        cursor.execute("SELECT outcome, details FROM gate_auditrow WHERE use_case = 'verify_consent_log'")
        return [(outcome, json.loads(details)) for outcome, details in cursor.fetchall()]
