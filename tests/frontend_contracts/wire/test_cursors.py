import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from frontend_contracts.wire import cursors, problems

START = datetime(2026, 1, 1, tzinfo=UTC)


class Entry(models.Model):
    id = models.BigIntegerField(primary_key=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "wire_tests"
        indexes = [models.Index(fields=["-created_at", "-id"], name="entry_place")]


@dataclass(frozen=True)
class Row:
    created_at: datetime
    id: UUID


def rows(*minutes):
    return [Row(START + timedelta(minutes=minute), UUID(int=number)) for number, minute in enumerate(minutes)]


def forward(source, limit, **kwargs):
    page = cursors.page_of(source, limit=limit, **kwargs)
    seen = [page]
    while page.next:
        page = cursors.page_of(source, limit=limit, after=page.next, **kwargs)
        seen.append(page)
    return seen


@given(minutes=st.lists(st.integers(0, 3), max_size=12), limit=st.integers(1, 5), newest_first=st.booleans())
def test_walking_forth_and_back_meets_every_row_once(minutes, limit, newest_first):
    source = rows(*minutes)
    expected = sorted(source, key=lambda row: (row.created_at, row.id), reverse=newest_first)

    pages = forward(source, limit, newest_first=newest_first)
    back = pages[-1]
    backwards = list(back.rows)
    while back.prev:
        back = cursors.page_of(source, limit=limit, before=back.prev, newest_first=newest_first)
        backwards = back.rows + backwards

    assert [row for page in pages for row in page.rows] == expected
    assert backwards == expected
    assert [page.has_more for page in pages] == [True] * (len(pages) - 1) + [False]
    assert pages[0].prev is None


def test_dictionaries_are_rows_too():
    source = [{"created_at": START, "id": 5}, {"created_at": START, "id": 7}]

    page = cursors.page_of(source, limit=1, id_type=int)

    assert page.rows == [source[1]]
    assert cursors.page_of(source, after=page.next, id_type=int).rows == [source[0]]


def test_default_limit_is_twenty():
    assert len(cursors.page_of(rows(*range(30))).rows) == 20


@pytest.mark.parametrize("limit", [0, -1, 101, True])
def test_limit_out_of_range_is_refused(limit):
    with pytest.raises(problems.InputInvalid) as refusal:
        cursors.page_of([], limit=limit)

    assert [error.pointer for error in refusal.value.field_errors] == ["/limit"]


def forged(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


GOOD = cursors.encode(cursors.Position(START, UUID(int=1)))


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "ж",
        "!!!!",
        GOOD + "A" * 300,
        GOOD[:-5],
        cursors.encode(cursors.Position(START, UUID(int=1)), newest_first=False),
        cursors.encode(cursors.Position(START, 7)),
        forged("d", "2026-01-01T00:00:00", "u", str(UUID(int=1))),
        forged("d", "0001-01-01T00:00:00+00:00", "u", str(UUID(int=1))),
        forged("d", START.isoformat(), "u", "7"),
        forged("d", START.isoformat(), "u", 7),
        forged("d", 7, "u", str(UUID(int=1))),
        forged("d"),
        base64.urlsafe_b64encode(b"[" * 120).decode(),
    ],
)
@pytest.mark.parametrize("side", ["after", "before"])
def test_bad_cursor_is_refused_at_its_place(cursor, side):
    with pytest.raises(problems.InputInvalid) as refusal:
        cursors.page_of([], **{side: cursor})

    assert [error.pointer for error in refusal.value.field_errors] == [f"/{side}"]


@pytest.mark.parametrize("key", [str(2**63), "x", "1\0"])
def test_key_that_no_row_can_have_is_refused(key):
    with pytest.raises(problems.InputInvalid):
        cursors.decode(forged("d", START.isoformat(), "i", key), id_type=int)


def test_both_cursors_at_once_are_refused():
    with pytest.raises(problems.InputInvalid) as refusal:
        cursors.page_of([], after=GOOD, before=GOOD)

    assert [error.pointer for error in refusal.value.field_errors] == ["/before"]


def test_queryset_is_paged_by_the_database(server):
    with server.connected(as_owner=True) as connection:
        with connection.schema_editor() as editor:
            editor.create_model(Entry)
        Entry.objects.bulk_create(Entry(id=n, created_at=START + timedelta(minutes=n // 3)) for n in range(10))

        for newest_first in (True, False):
            pages = forward(Entry.objects.all(), 3, newest_first=newest_first, id_type=int)
            back = cursors.page_of(
                Entry.objects.all(), limit=3, before=pages[2].prev, newest_first=newest_first, id_type=int
            )

            ids = [[row.id for row in page.rows] for page in pages]
            walked = list(range(10))[::-1] if newest_first else list(range(10))
            assert ids == [walked[:3], walked[3:6], walked[6:9], walked[9:]]
            assert [row.id for row in back.rows] == ids[1]


def test_page_starts_inside_the_index(server):
    with server.connected(as_owner=True) as connection:
        with connection.schema_editor() as editor:
            editor.create_model(Entry)
        window = cursors.window(after=cursors.encode(cursors.Position(START, 7)), id_type=int, limit=2)
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("SET enable_bitmapscan = off")
        plan = cursors._slice_of(Entry.objects.all(), window).explain()

    assert "Index Cond: (created_at <=" in plan
    assert "Sort" not in plan
