"""Contact cells and letters lie sealed: bound to their place, opened by their key, and never read as empty."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from shop_api.gate import encryption, mail, models
from shop_api.orders.models import OrderContact
from shop_api.settings.parts import keys
from shop_api.values.identifiers import new_id

pytestmark = pytest.mark.django_db
PERSON = UUID(int=7)
AT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch):
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)


def contact(name="Айгерім Сейтова", **facts):
    made = OrderContact(id=new_id(), name=name, **facts)
    made.save(force_insert=True)
    return made


def cell(row, column="name"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM orders_ordercontact WHERE id = %s", [row.id])
        return cursor.fetchone()[0]


def test_a_cell_is_ciphertext_in_the_table_and_text_on_the_row():
    row = contact()

    assert cell(row).startswith("1.")
    assert "Сейтова" not in cell(row)
    assert OrderContact.objects.get(id=row.id).name == "Айгерім Сейтова"


def test_equal_texts_lie_as_different_cells_and_have_one_index():
    assert cell(contact()) != cell(contact())
    assert encryption.blind_index("phone", "+77012345667") == encryption.blind_index("phone", "+77012345667")
    assert encryption.blind_index("phone", "+77012345667") != encryption.blind_index("email", "+77012345667")


@pytest.mark.parametrize("column", ["name", "phone"])
def test_a_cell_moved_to_another_place_does_not_open(column):
    here, there = contact(), contact()
    with connection.cursor() as cursor:
        # The same row but another column, or the same column but another row.
        target = here if column == "phone" else there
        cursor.execute(f"UPDATE orders_ordercontact SET {column} = %s WHERE id = %s", [cell(here), target.id])

    with pytest.raises(encryption.CannotOpen):
        getattr(OrderContact.objects.get(id=target.id), column)


def test_another_key_does_not_open_it(settings):
    row = contact()
    settings.SHOP_KEYS = keys.from_seed("another")

    with pytest.raises(encryption.CannotOpen):
        assert OrderContact.objects.get(id=row.id).name


def test_an_empty_cell_stays_empty():
    row = contact(phone="")

    assert cell(row, "phone") == ""
    assert OrderContact.objects.get(id=row.id).phone == ""


def test_a_letter_is_sealed_opened_once_and_forgotten():
    mail.post("verify_email", "a@example.kz", "kk", AT, subject_id=PERSON, code="123456")
    row = models.OutgoingMail.objects.get()

    assert b"123456" not in bytes(row.sealed)
    assert b"example" not in bytes(row.sealed)
    letter = mail.waiting(row.id)
    assert letter is not None
    assert (letter.to, letter.locale, letter.parameters) == ("a@example.kz", "kk", {"code": "123456"})
    assert (letter.subject_id, letter.channel) == (PERSON, mail.Channel.MAIL)
    mail.forget(row.id)
    assert mail.waiting(row.id) is None


def test_a_letter_of_another_kind_or_key_does_not_open(settings):
    mail.post("verify_email", "a@example.kz", "kk", AT, subject_id=PERSON, code="123456")
    row = models.OutgoingMail.objects.get()
    row.kind = "password_reset"

    with pytest.raises(InvalidTag):
        mail.opened(row)


def test_letters_that_could_not_be_sent_go_after_a_week():
    mail.post("verify_email", "a@example.kz", "kk", AT, subject_id=PERSON, code="123456")

    assert mail.forget_old(AT + timedelta(days=6, hours=23)) == 0
    assert mail.forget_old(AT + timedelta(days=7, hours=1)) == 1
