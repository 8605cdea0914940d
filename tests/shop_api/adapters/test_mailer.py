"""Letters: written in three languages, sent once, forgotten."""

import importlib
import json
import pkgutil
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core import mail as django_mail
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from shop_api.adapters import letters, mailer, sending
from shop_api.gate import mail
from shop_api.gate.models import OutgoingMail

KINDS = sorted(module.name for module in pkgutil.iter_modules(letters.__path__))
PERSON = UUID(int=7)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ALWAYS = {"shop", "storefront", "legal_name", "bin"}


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def _file_of(kind: str) -> Any:
    return importlib.import_module(f"shop_api.adapters.letters.{kind}")


def test_there_are_letters_to_check() -> None:
    assert {"verify_email", "account_exists", "password_reset", "password_changed"} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_says_the_same_in_three_languages(kind: str) -> None:
    letter = _file_of(kind)

    assert set(letter.SUBJECT) == set(letter.TEXT) == {"kk", "ru", "en"}
    assert all("\n" not in subject and subject == subject.strip() for subject in letter.SUBJECT.values())
    assert all(text == text.strip() for text in letter.TEXT.values())
    used = [_placeholders(letter.SUBJECT[one] + letter.TEXT[one]) - ALWAYS for one in ("kk", "ru", "en")]
    assert used[0] == used[1] == used[2]
    assert len({letter.TEXT[one] for one in ("kk", "ru", "en")}) == 3


@pytest.mark.parametrize("locale", ["kk", "ru", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_is_written_out_whole(kind: str, locale: str) -> None:
    letter = _file_of(kind)
    parameters = {name: f"<{name}>" for name in _placeholders(letter.SUBJECT[locale] + letter.TEXT[locale]) - ALWAYS}

    written = mailer.write(kind, locale, parameters)

    assert "{" not in written.subject + written.text
    assert "180140023215" in written.text
    for value in parameters.values():
        assert value not in written.html


def test_a_code_stands_out_in_the_page() -> None:
    written = mailer.write("verify_email", "ru", {"code": "482930"})

    assert written.subject == "482930 — код подтверждения Infini"
    assert "\n\n482930\n\n" in written.text
    assert re.search(r'<p style="[^"]*28px[^"]*">482930</p>', written.html)


@pytest.mark.parametrize("kind", ["unheard_of", "../mailer", "os", ""])
def test_a_kind_without_a_file_is_refused(kind: str) -> None:
    with pytest.raises(mailer.UnknownLetter):
        mailer.write(kind, "ru", {})


@pytest.mark.django_db
def test_a_posted_letter_waits_sealed_and_the_queue_knows_its_id_alone() -> None:
    mail.post("verify_email", "aigerim@example.kz", "ru", NOW, subject_id=PERSON, code="482930")

    row = OutgoingMail.objects.get()
    assert b"aigerim" not in bytes(row.sealed)
    assert b"482930" not in bytes(row.sealed)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == (sending.TASK, {"letter_id": str(row.id)})
    assert "aigerim" not in json.dumps(job.args)


@pytest.mark.django_db
def test_a_letter_is_sent_once_and_forgotten() -> None:
    mail.post("verify_email", "aigerim@example.kz", "en", NOW, subject_id=PERSON, code="482930")
    letter_id = OutgoingMail.objects.get().id

    assert (sending.send(letter_id, NOW), sending.send(letter_id, NOW)) == (True, False)

    (sent,) = django_mail.outbox
    assert (sent.to, sent.subject) == (["aigerim@example.kz"], "482930 is your Infini confirmation code")
    assert [kind for _, kind in sent.alternatives] == ["text/html"]
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
def test_a_letter_of_nothing_is_forgotten_unsent() -> None:
    mail.post("nothing", "", "ru", NOW, subject_id=None)

    assert sending.send(OutgoingMail.objects.get().id, NOW) is True

    assert (django_mail.outbox, OutgoingMail.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_letter_that_could_not_leave_waits_for_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    mail.post("verify_email", "aigerim@example.kz", "ru", NOW, subject_id=PERSON, code="482930")
    letter_id = OutgoingMail.objects.get().id

    def fail(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
        with pytest.raises(ConnectionRefusedError):
            sending.send(letter_id, NOW)
    assert OutgoingMail.objects.count() == 1

    assert sending.send(letter_id, NOW) is True


@pytest.mark.django_db
def test_letters_nobody_could_send_are_forgotten_after_seven_days() -> None:
    mail.post("verify_email", "aigerim@example.kz", "ru", NOW, subject_id=PERSON, code="482930")

    assert mail.forget_old(NOW.replace(day=29)) == 0
    assert mail.forget_old(NOW.replace(day=30)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_letter_of_a_write_that_failed_is_never_sent() -> None:
    from django.db import transaction

    def fail_after_posting() -> None:
        with transaction.atomic():
            mail.post("verify_email", "aigerim@example.kz", "ru", NOW, subject_id=PERSON, code="482930")
            raise ValueError

    with pytest.raises(ValueError):
        fail_after_posting()

    assert (OutgoingMail.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)
    assert connection.in_atomic_block is False
