"""Whatever is changed behind the triggers is found, and named."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from shop_api.consent import models
from tests.shop_api.consent import logs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log(policy, person, stranger):
    """Three events under a first seal, two under a second; nothing is wrong with it."""
    logs.say(person, support=True, marketing_email=False, order_fulfilment=True)
    logs.seal()
    logs.say(person, support=False)
    logs.say(stranger, support=True)
    logs.seal()
    assert logs.damages() == set()
    return list(models.ConsentEvent.objects.order_by("id"))


EDITS = {
    "state": "'expired'",
    "seq": "7",
    "event_time": "event_time - interval '1 day'",
    "recorded_at": "recorded_at - interval '1 second'",
    "valid_until": "now()",
    "indicated_by": "'operator'",
    "method": "'form:x'",
    "write_ref": "'other'",
    "evidence_commitment": "sha256(evidence_commitment)",
    "leaf": "sha256(leaf)",
}


@pytest.mark.parametrize("column", EDITS)
def test_an_edited_event_is_named(log, owner_connection, column):
    event = log[1]

    logs.tamper(owner_connection, f"UPDATE consent_consentevent SET {column} = {EDITS[column]} WHERE id = '{event.id}'")

    assert f"event {event.id}: it is not what its leaf says" in logs.damages()


def test_every_column_of_an_event_is_edited_above():
    columns = {field.column for field in models.ConsentEvent._meta.fields}

    assert columns - set(EDITS) == {"id", "record_id", "presentation_id"}  # moved in the tests below


def test_an_event_whose_leaf_was_made_anew_is_named(log, owner_connection):
    from shop_api.consent import leaves

    event = models.ConsentEvent.objects.select_related("record", "presentation").get(id=log[1].id)
    event.state = "given"
    leaf = leaves.leaf_of(event, event.record.facts_sha256, event.presentation).hex()

    logs.tamper(
        owner_connection,
        f"UPDATE consent_consentevent SET state = 'given', leaf = '\\x{leaf}' WHERE id = '{event.id}'",
        f"UPDATE consent_consentcurrent SET state = 'given' WHERE event_id = '{event.id}'",
    )
    assert logs.damages() == {f"event {event.id}: its leaf is another than position 1 of the log holds"}
    logs.tamper(owner_connection, f"UPDATE consent_sealedevent SET leaf = '\\x{leaf}' WHERE event_id = '{event.id}'")
    assert logs.damages() == {
        "seal 1: the root is not that of its events: they were changed, reordered, inserted or deleted"
    }


def test_a_deleted_event_is_named(log, owner_connection):
    logs.tamper(owner_connection, f"DELETE FROM consent_consentevent WHERE id = '{log[0].id}'")

    assert f"event {log[0].id}: it was deleted: position 0 of the log names it" in logs.damages()


def test_an_event_deleted_with_its_place_leaves_its_seal_damaged(log, owner_connection):
    logs.tamper(
        owner_connection,
        f"DELETE FROM consent_consentevent WHERE id = '{log[3].id}'",
        f"DELETE FROM consent_sealedevent WHERE event_id = '{log[3].id}'",
    )

    found = logs.damages()
    assert "seal 2: it signs 2 events and 1 are listed: places were deleted" in found
    assert "seal 2: the root is not that of its events: they were changed, reordered, inserted or deleted" in found


def test_reordered_events_are_found(log, owner_connection):
    logs.tamper(
        owner_connection,
        "UPDATE consent_sealedevent SET position = position + 100 WHERE position < 2",
        "UPDATE consent_sealedevent SET position = 101 - position WHERE position >= 100",
    )

    found = logs.damages()
    assert found == {"seal 1: the root is not that of its events: they were changed, reordered, inserted or deleted"}


def test_the_sequence_of_a_person_cannot_be_turned_round(log, owner_connection):
    given, withdrawn = log[0], log[3]
    if given.record_id != withdrawn.record_id:
        given = next(one for one in log[:3] if one.record_id == withdrawn.record_id)

    logs.tamper(
        owner_connection,
        f"UPDATE consent_consentevent SET seq = 9 WHERE id = '{given.id}'",
        f"UPDATE consent_consentevent SET seq = 1 WHERE id = '{withdrawn.id}'",
        f"UPDATE consent_consentevent SET seq = 2 WHERE id = '{given.id}'",
    )

    found = logs.damages()
    assert {f"event {one.id}: it is not what its leaf says" for one in (given, withdrawn)} <= found
    assert any(one.startswith("projection ") for one in found)


def test_a_log_cut_off_at_its_end_is_found_by_a_head_kept_elsewhere(log, owner_connection, tmp_path):
    head = tmp_path / "head.json"
    head.write_bytes(Client().get("/.well-known/consent-log/head.json").content)
    key = tmp_path / "key.json"
    key.write_bytes(Client().get("/.well-known/consent-log/key.json").content)
    assert logs.verify("--head", str(head), "--public-key", str(key))[0]

    logs.tamper(
        owner_connection,
        "DELETE FROM consent_consentcurrent WHERE event_id IN"
        " (SELECT event_id FROM consent_sealedevent WHERE seal_number = 2)",
        "DELETE FROM consent_consentevent WHERE id IN (SELECT event_id FROM consent_sealedevent WHERE seal_number = 2)",
        "DELETE FROM consent_sealedevent WHERE seal_number = 2",
        "DELETE FROM consent_seal WHERE number = 2",
    )

    passed, said = logs.verify("--head", str(head))
    assert not passed
    assert "head 2: this seal was published and is gone: the end of the log was cut off" in said


def test_a_tail_cut_off_behind_its_seal_is_found_without_a_head(log, owner_connection):
    logs.tamper(owner_connection, "DELETE FROM consent_consentevent WHERE id IN"
                " (SELECT event_id FROM consent_sealedevent WHERE seal_number = 2)")  # fmt: skip

    names = {f"event {one.id}: it was deleted: position {at} of the log names it" for at, one in enumerate(log[3:], 3)}
    assert names <= logs.damages()


def test_emptied_tables_are_found(log, owner_connection):
    logs.tamper(owner_connection, "DELETE FROM consent_consentevent")

    assert sum("it was deleted" in one for one in logs.damages()) == len(log)


INSERTED = (
    "INSERT INTO consent_consentevent (id, record_id, seq, state, event_time, recorded_at, valid_until, indicated_by,"
    " method, presentation_id, write_ref, evidence_commitment, leaf) SELECT '{id}', record_id, seq + 1, 'given',"
    " event_time, {recorded_at}, NULL, indicated_by, method, presentation_id, write_ref, evidence_commitment,"
    " sha256(leaf) FROM consent_consentevent WHERE id = '{of}'"
)


def test_an_inserted_event_is_named_before_it_is_sealed(log, owner_connection):
    made = models.new_id()

    logs.tamper(owner_connection, INSERTED.format(id=made, of=log[4].id, recorded_at="recorded_at"))

    assert f"event {made}: it is not what its leaf says" in logs.damages()


def test_an_event_inserted_with_an_older_date_is_named(log, owner_connection):
    event = models.ConsentEvent.objects.select_related("record", "presentation").get(id=log[4].id)
    made = models.new_id()
    logs.tamper(
        owner_connection,
        INSERTED.format(id=made, of=event.id, recorded_at="recorded_at - interval '11 minutes'"),
    )
    logs.seal()  # the forger waits for the minute, and has the forgery sealed

    passed, said = logs.verify()

    assert not passed
    assert f"event {made}: it says it was recorded long before the seals that came before it" in said


SEAL_EDITS = {
    "first": "first + 10",
    "last": "last + 1",
    "count": "count + 1",
    "root": "sha256(root)",
    "previous": "sha256(previous)",
    "sealed_at": "sealed_at - interval '1 minute'",
    "key_id": "'other'",
    "signature": "sha256(signature) || sha256(root)",
    "number": "17",
}


@pytest.mark.parametrize("column", SEAL_EDITS)
def test_an_edited_seal_is_named(log, owner_connection, column):
    number = 17 if column == "number" else 2

    logs.tamper(owner_connection, f"UPDATE consent_seal SET {column} = {SEAL_EDITS[column]} WHERE number = 2")

    says = "the signature does not fit: it was changed, or another key made it"
    assert f"seal {number}: {says}" in logs.damages()


def test_every_column_of_a_seal_is_edited_above():
    assert {field.column for field in models.Seal._meta.fields} == set(SEAL_EDITS)


def test_a_deleted_seal_is_named(log, owner_connection):
    logs.tamper(owner_connection, "DELETE FROM consent_seal WHERE number = 1")

    found = logs.damages()
    assert "seal 2: number 1 is due: seals are missing before it" in found
    assert f"position 0: event {log[0].id} stands in no seal that is here" in found


def test_a_seal_of_another_key_is_named(log, settings):
    from tests.stage import secrets

    settings.CONSENT_LOG_PRIVATE_KEY = secrets.ed25519_key()

    says = "the signature does not fit: it was changed, or another key made it"
    assert logs.damages() == {f"seal 1: {says}", f"seal 2: {says}"}


def test_swapped_evidence_is_named(log, owner_connection):
    one, other = models.ConsentEvidence.objects.order_by("recorded_at")[:2]

    logs.tamper(
        owner_connection,
        f"UPDATE consent_consentevidence SET commitment = sha256('x') WHERE id = '{one.id}'",
        f"UPDATE consent_consentevidence SET commitment = '\\x{bytes(one.commitment).hex()}' WHERE id = '{other.id}'",
        f"UPDATE consent_consentevidence SET commitment = '\\x{bytes(other.commitment).hex()}' WHERE id = '{one.id}'",
    )

    assert logs.damages() == {f"evidence {row.id}: it is not what was committed to" for row in (one, other)}


def test_a_cell_of_evidence_moved_to_another_row_is_named(log, owner_connection):
    one, other = models.ConsentEvidence.objects.order_by("recorded_at")[:2]

    logs.tamper(
        owner_connection,
        "UPDATE consent_consentevidence SET address ="
        f" (SELECT address FROM consent_consentevidence WHERE id = '{one.id}') WHERE id = '{other.id}'",
    )

    assert logs.damages() == {f"evidence {other.id}: a cell does not open"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("facts = jsonb_set(facts, '{{term,until}}', '\"for ever\"')", "the facts are not what their hash says"),
        ("facts = '{{\"n\": 99999999999999999999999999}}'", "the facts are not what their hash says"),
        ("flag = 'marketing'", "the subject, the flag or the text is not what it was written for"),
        ("subject_ref = sha256(subject_ref)", "the subject, the flag or the text is not what it was written for"),
        ("version = 2", "the subject, the flag or the text is not what it was written for"),
        ("locale = 'kk'", "the subject, the flag or the text is not what it was written for"),
    ],
)
def test_an_edited_record_is_named(log, owner_connection, change, says):
    record_id = log[0].record_id

    logs.tamper(owner_connection, f"UPDATE consent_consentrecord SET {change.format()} WHERE id = '{record_id}'")

    assert f"record {record_id}: {says}" in logs.damages()


def test_a_record_with_new_facts_and_a_new_hash_damages_its_events(log, owner_connection):
    logs.tamper(
        owner_connection,
        f"UPDATE consent_consentrecord SET facts = '{{}}', facts_sha256 = '{_hash({})}'"
        f" WHERE id = '{log[1].record_id}'",
    )

    assert logs.damages() == {f"event {log[1].id}: it is not what its leaf says"}


def test_an_edited_presentation_is_named(log, owner_connection):
    form_id = log[4].presentation_id

    logs.tamper(owner_connection, f"UPDATE consent_presentation SET locale = 'kk' WHERE id = '{form_id}'")

    assert logs.damages() == {
        f"presentation {form_id}: it says something else than its token",
        f"event {log[4].id}: its form showed another text than its record names",
    }


def test_an_event_moved_to_another_record_is_named(log, owner_connection):
    logs.tamper(
        owner_connection,
        f"UPDATE consent_consentevent SET record_id = '{log[2].record_id}', seq = 2 WHERE id = '{log[1].id}'",
    )

    found = logs.damages()
    assert f"event {log[1].id}: it is not what its leaf says" in found
    assert f"record {log[1].record_id}: no event speaks of it: its events were deleted, or it was inserted" in found


def test_an_event_moved_to_another_form_is_named(log, owner_connection):
    logs.tamper(
        owner_connection,
        f"UPDATE consent_consentevent SET presentation_id = '{log[4].presentation_id}' WHERE id = '{log[1].id}'",
    )

    assert logs.damages() >= {
        f"event {log[1].id}: it is not what its leaf says",
        f"event {log[1].id}: the form was shown to another subject",
    }


FORGERIES = {
    "without a form": (400, False, None, "it answers no form, and nobody says this without one"),
    "at another time": (400, False, None, "it was recorded at another time than it was said"),
    "on a form of today": (400, True, None, "its form was not open when it was said"),
    "on a form nobody signed": (0, True, "left(token, -43) || repeat('A', 43)", "its token is not one that we signed"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_yes_that_the_application_inserts_is_named_and_gets_no_receipt(door, log, person, owner_connection, forgery):
    """Leaf, number and projection are right, and the next seal takes it in: only its form and times are not."""
    from shop_api.consent import leaves

    days, has_form, token, says = FORGERIES[forgery]
    refused = models.ConsentEvent.objects.select_related("record", "presentation").get(state="refused")
    form = refused.presentation
    if token:
        logs.tamper(owner_connection, f"UPDATE consent_presentation SET token = {token} WHERE id = '{form.id}'")
        form.refresh_from_db()
    now = timezone.now()
    forged = models.ConsentEvent(
        record=refused.record,
        seq=2,
        state="given",
        event_time=now - timedelta(days=days),
        recorded_at=now - timedelta(days=days if has_form else 0),
        indicated_by="subject",
        method="form:rest",
        presentation=form if has_form else None,
        write_ref="give_or_refuse_consents:x",
        evidence_commitment=bytes(32),
    )
    forged.leaf = leaves.leaf_of(forged, refused.record.facts_sha256, forged.presentation)
    forged.save(force_insert=True)
    models.ConsentCurrent.objects.filter(event_id=refused.id).update(
        state="given", seq=2, since_at=forged.event_time, event_id=forged.id
    )
    logs.seal()

    passed, said = logs.verify()

    assert not passed
    assert f"{f'presentation {form.id}' if token else f'event {forged.id}'}: {says}" in said
    answer = door.consent_receipt(as_=person.caller, id=str(forged.record_id))
    assert answer.error == "consent.log_damaged"


def test_a_text_changed_afterwards_is_named(log, owner_connection):
    logs.tamper(owner_connection, "UPDATE consent_policytext SET document = document || ' '")

    assert logs.damages() == {"text privacy 1: the document is not what its hash says"}


def test_a_projection_that_says_something_else_is_named(log):
    row = models.ConsentCurrent.objects.get(state="withdrawn")
    models.ConsentCurrent.objects.filter(id=row.id).update(state="given")

    assert logs.damages() == {f"projection {row.id}: support is not what event {row.event_id} says"}


@pytest.mark.parametrize("statement", [
    "UPDATE consent_consentevent SET state = 'given'",
    "DELETE FROM consent_consentevent",
    "TRUNCATE consent_consentevent CASCADE",
    "UPDATE consent_seal SET count = 0",
    "DELETE FROM consent_seal",
    "DELETE FROM consent_sealedevent",
    "SET session_replication_role = replica",
    "ALTER TABLE consent_consentevent DISABLE TRIGGER USER",
])  # fmt: skip
def test_the_application_can_do_none_of_it(log, statement):
    refused = "permission denied|must be owner"

    with pytest.raises(DatabaseError, match=refused), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert logs.damages() == set()


def test_a_head_that_is_not_ours_is_refused(log, tmp_path):
    head = Client().get("/.well-known/consent-log/head.json").json()
    head["seal"]["count"] += 1
    (tmp_path / "head.json").write_text(json.dumps(head))

    passed, said = logs.verify("--head", str(tmp_path / "head.json"))

    assert not passed
    assert "head 2: its signature does not fit: it is not ours, or was changed" in said


def _hash(facts):
    from shop_api.consent import leaves

    return leaves.facts_hash(facts)
