"""Every list and every detail costs the same number of SQL statements at 2 and at 20 rows, over both doors."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shop_api.gate.query import all_queries
from shop_api.values.purposes import FLAGS
from tests.shop_api.door import Answer, Door
from tests.shop_api.invariants import reads
from tests.shop_api.invariants.cast import Cast
from tests.shop_api.invariants.writes import Asked

pytestmark = pytest.mark.django_db

#: Statements of one request, the one that identifies the caller and the audit row of staff included.
STATEMENTS: dict[str, int] = {
    "catalog": 1,
    "consent_form": 1,
    "consent_receipt": 7,
    "current_cart": 4,
    "events": 1,
    "find_subject": 3,
    "export_consents": 7,
    "my_looks": 4,
    "my_recipients": 4,
    "own_addresses": 2,
    "own_consents": 5,
    "own_order": 6,
    "own_orders": 3,
    "own_privacy_request": 2,
    "own_privacy_requests": 2,
    "own_profile": 2,
    "own_reviews": 2,
    "own_sessions": 2,
    "own_threads": 3,
    "product": 1,
    "reviews_of": 3,
    "reviews_to_moderate": 3,
    "search_orders": 5,
    "staff_consent_record": 9,
    "staff_consents": 9,
    "staff_order": 7,
    "staff_privacy_requests": 3,
    "staff_self": 2,
    "staff_threads": 4,
    "stock_levels": 2,
}
_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def test_every_query_can_be_tried() -> None:
    assert reads.known() == set(all_queries())
    assert set(STATEMENTS) == set(all_queries())


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_statements_do_not_grow_with_rows(door: Door, name: str, db: None) -> None:
    counted = {rows: _counted(door, name, rows) for rows in (2, 20)}

    assert counted == {2: STATEMENTS[name], 20: STATEMENTS[name]}


def _counted(door: Door, name: str, rows: int) -> int:
    begun = transaction.savepoint()  # both sizes begin with an empty shop; a block of `atomic` would not be durable
    asked = reads.filled(name, Cast(door), rows)
    _ask(door, name, asked)  # once to fill what a process keeps, such as the clauses of a policy
    with CaptureQueriesContext(connection) as statements:
        answer = _ask(door, name, asked)
    _is_full(name, answer, rows)
    transaction.savepoint_rollback(begun)
    return sum(not one["sql"].startswith(_TRANSACTION) for one in statements)


def _ask(door: Door, name: str, asked: Asked) -> Answer:
    answer = door.call(name, asked.caller, None, {}, asked.values)
    assert answer.error is None, answer.body
    return answer


def _is_full(name: str, answer: Answer, rows: int) -> None:
    """As many rows stand in the answer as were made: a count over nothing shows nothing."""
    found: Any = answer.data
    inner = {"own_order": "lines", "staff_order": "lines", "current_cart": "lines", "product": "variants"}
    if name in inner:
        assert len(found[inner[name]]) == rows
    elif name == "own_consents":
        assert len(found["data"]) == min(rows, len(FLAGS))
    elif "data" in found:
        assert len(found["data"]) == rows
