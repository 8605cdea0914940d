"""Contacts in clear: written down first, for a reason, not too often."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import DatabaseError, connection

from shop_api.gate.models import AuditRow
from shop_api.orders import queries as orders
from shop_api.support import models, rules
from shop_api.values.identifiers import new_id
from tests.shop_api import rows

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Курьер не может дозвониться."


def reveal(door, supporter, placed, **changes):
    wanted = {"number": placed["number"], "fields": ["buyer_phone", "address"], "reason": REASON, **changes}
    return door.reveal_contact(as_=supporter, **wanted)


def looked(supporter, count: int, **facts) -> None:
    """So many reveals this member of staff has made already."""
    models.Reveal.objects.bulk_create(
        models.Reveal(
            **{
                "at": datetime.now(UTC),
                "staff_id": supporter.id,
                "order_id": new_id(),
                "subject_id": new_id(),
                "fields": ["buyer_name"],
                "reason": REASON,
                **facts,
            }
        )
        for _ in range(count)
    )


def test_a_reveal_shows_what_was_asked_and_is_written_down(door, supporter, placed):
    answer = reveal(door, supporter, placed, reason=f"  {REASON}  ")

    assert answer["values"] == [
        {"field": "buyer_phone", "value": "+77012345667"},
        {"field": "address", "value": "A01P3K4, Алматы, Абая 10, кв. 5"},
    ]
    assert answer["left_today"] == rules.REVEALS_A_DAY - 1
    row = models.Reveal.objects.get()
    assert (row.staff_id, str(row.order_id), row.fields, row.reason) == (
        supporter.id,
        placed["id"],
        ["buyer_phone", "address"],
        REASON,
    )
    assert str(row.id) == answer["id"]
    assert AuditRow.objects.get(use_case="reveal_contact").object_id == answer["id"]


def test_the_row_is_written_before_the_value_is_read(door, supporter, placed, monkeypatch):
    seen = []
    monkeypatch.setattr(orders, "contact_cells", lambda *given: seen.append(models.Reveal.objects.count()) or {})

    reveal(door, supporter, placed)

    assert seen == [1]


def test_no_value_leaves_when_the_row_cannot_be_written(door, supporter, placed, monkeypatch):
    def fail(**_):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(models.Reveal.objects, "create", fail)

    answer = reveal(door, supporter, placed)

    assert answer.error is not None
    assert "2345667" not in str(answer.body)


@pytest.mark.parametrize(
    "reason", ["", "too short", "  too short   ", " " * 30, "x" * 501, "a\u200b" * 9, "a" + " " * 20 + "b"]
)
def test_a_reason_has_ten_characters(door, supporter, placed, reason):
    before = rows.snapshot()

    answer = reveal(door, supporter, placed, reason=reason)

    assert (answer.error, answer.fields) == ("input.invalid", ["/reason"])
    assert rows.left_behind(before) == {}


@pytest.mark.parametrize("fields", [[], ["password"]])
def test_fields_come_from_a_closed_list(door, supporter, placed, fields):
    answer = reveal(door, supporter, placed, fields=fields)

    assert answer.error in {"input.invalid", "graphql.variables_invalid"}
    assert models.Reveal.objects.count() == 0


def test_a_field_asked_twice_is_told_once_and_an_empty_one_is_null(door, supporter, placed):
    answer = reveal(door, supporter, placed, fields=["whatsapp", "buyer_name", "whatsapp"])

    assert answer["values"] == [
        {"field": "whatsapp", "value": None},
        {"field": "buyer_name", "value": "Сейтова Әйгерім Қанатқызы"},
    ]


def test_the_budget_of_a_day_ends(door, supporter, placed):
    looked(supporter, rules.REVEALS_A_DAY - 1)
    assert reveal(door, supporter, placed)["left_today"] == 0

    answer = reveal(door, supporter, placed)

    assert answer.error == "support.reveal_budget"
    assert "2345667" not in str(answer.body)
    assert models.Reveal.objects.count() == rules.REVEALS_A_DAY
    if door.name == "rest":
        assert answer.status == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 86_401


def test_yesterday_and_colleagues_do_not_count(door, supporter, placed):
    looked(supporter, rules.REVEALS_A_DAY, at=datetime.now(UTC) - timedelta(days=1, minutes=1))
    looked(supporter, rules.REVEALS_A_DAY, staff_id=new_id())

    assert reveal(door, supporter, placed).error is None


def test_a_repeated_key_tells_no_values(door, supporter, placed):
    wanted = {"number": placed["number"], "fields": ["buyer_phone"], "reason": REASON}
    first = door.reveal_contact(as_=supporter, key="r" * 20, **wanted)

    again = door.reveal_contact(as_=supporter, key="r" * 20, **wanted)

    assert (again["id"], again["values"], again.is_replay) == (first["id"], [], True)
    assert models.Reveal.objects.count() == 1


def test_rows_of_reveals_cannot_be_changed(door, supporter, placed):
    reveal(door, supporter, placed)

    with pytest.raises(DatabaseError):
        models.Reveal.objects.update(reason="nothing to see here")
    connection.close()
    with pytest.raises(DatabaseError):
        models.Reveal.objects.all().delete()
    connection.close()
    assert models.Reveal.objects.get().reason == REASON


def test_two_at_once_do_not_both_spend_the_last_one(door, supporter, placed):
    looked(supporter, rules.REVEALS_A_DAY - 1)
    answers: list[str | None] = []

    def run() -> None:
        try:
            answers.append(reveal(door, supporter, placed).error)
        finally:
            connection.close()

    both = [Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(answers, key=str) == [None, "support.reveal_budget"]
    assert models.Reveal.objects.count() == rules.REVEALS_A_DAY
