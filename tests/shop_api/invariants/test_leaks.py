"""What a customer tells the shop stands where it must: not in logs, audit, events, queues or refusals."""

import logging
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from shop_api.doors import graphql
from shop_api.gate.use_case import all_use_cases
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.accounts import letters
from tests.shop_api.door import Door
from tests.shop_api.invariants import nonsense, writes
from tests.shop_api.invariants.cast import BUYER, MARKS, RECIPIENT, Cast, done
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db

#: A customer's and a guest's whole time with the shop; each step on what the steps before left.
STORY = [
    *("sign_up", "verify_email", "sign_in", "update_profile", "add_address", "update_address"),
    *("create_cart", "add_cart_line", "make_quote", "place_order", "look_up_order", "confirm_lookup"),
    *("publish_review", "write_to_support", "answer_thread", "reveal_contact"),
    *("claim_order", "cancel_order", "give_or_refuse_consents", "withdraw_consent", "end_session"),
    *("open_privacy_request", "request_password_reset", "change_password"),
]
#: Where parts of a story may be read in clear, and which: the account's name and address (allauth reads it), words
#: that were written to be read, and the tokens by which staff find a name. Everything else lies sealed.
IN_CLEAR = {
    "accounts_account": {"Меткабаев", "Секретия", "Тайнакызы", "metka.owner"},
    "account_emailaddress": {"metka.owner"},
    "orders_nametoken": {"metkabaev"},
    "reviews_review": {"Тихие слова", "Секретия"},  # with the name its author agreed to show
    "support_threadmessage": {"Шёпотом"},
}
#: Tables that other systems, logs or many eyes read: nothing of a person, not even sealed.
THIN = ("gate_auditrow", "gate_outboxevent", "gate_idempotencykey", "gate_ratecounter", "procrastinate_jobs")


def test_a_whole_story_stands_only_where_it_must(door: Door, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        secrets = _told(door, cast)
    everything = _rows()
    logs = "\n".join(f"{record.name} {record.getMessage()} {record.exc_text or ''}" for record in caplog.records)

    found = {name: marks for name, text in everything.items() if (marks := _marks_in(text))}
    told = {name: [one for one in secrets if one in text] for name, text in everything.items()}

    assert found == IN_CLEAR
    assert {name: words for name, words in told.items() if words} == {}
    assert _marks_in(logs) == set()
    assert [one for one in secrets if one in logs] == []
    assert [name for name in THIN if name not in everything] == []
    assert len(secrets) == 12


@pytest.mark.parametrize("name", writes.WRITES)
def test_a_refusal_repeats_nothing(door: Door, cast: Cast, name: str) -> None:
    """What was wrong is named by its place; what was sent is not said again."""
    asked = writes.prepared(name, cast)
    values = writes.with_consent(name, cast, asked)
    tries = [
        (path, wrong)
        for path in nonsense.fields(all_use_cases()[name].command_type)
        for wrong in ("Проговорка" * 600, ["Проговорка"], {"k": "Проговорка"}, "Проговорка")
        if not (door.name == "rest" and path == ("expected_version",))
    ]

    answers = {
        (path, str(wrong)[:15]): door.call(name, asked.caller, None, {}, nonsense.put(values, path, wrong))
        for path, wrong in tries
    }

    said = {key: answer.body for key, answer in answers.items() if answer.error is not None}
    # An address is repeated as the address it is.
    bodies = {key: {name: value for name, value in body.items() if name != "instance"} for key, body in said.items()}
    assert {key: body for key, body in bodies.items() if "Проговорка" in str(body)} == {}


def _told(door: Door, cast: Cast) -> list[str]:
    """Play the story; answers every secret that was told on the way."""
    for name in STORY:
        asked = writes.prepared(name, cast)
        answer = door.call(name, asked.caller, None, {}, writes.with_consent(name, cast, asked))
        assert answer.error is None, (name, answer.body)
        cast.forget_counts()
    placed = shopping.visitor(door).order(buyer=BUYER, recipient=RECIPIENT)
    form = cast.consent("create_cart")["form"]
    session = done(door.sign_in(email=cast.owner.email, password=writes.NEW_PASSWORD))["session_token"]
    codes = [letter.parameters["code"] for letter in letters.posted() if "code" in letter.parameters]
    # A code is six digits, which any number may hold; codes are searched as JSON and SQL would show them.
    return [
        *(accounts.PASSWORD, writes.NEW_PASSWORD, session, form),
        *cast.owner.headers.values(),
        *cast.visitor.caller.headers.values(),
        placed["receipt"]["token"],
        *(header.removeprefix("Bearer ") for header in cast.supporter.headers.values()),
        *[f'"{code}"' for code in codes[:2]],
        settings.EVENTS_SECRET,
        f"({codes[0]})",
    ]


def _rows() -> dict[str, str]:
    """Every row of every table, as text."""
    quote = connection.ops.quote_name
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {quote(name)} t")
            found[name] = cursor.fetchone()[0]
    return found


def _marks_in(text: str) -> set[str]:
    lowered = text.lower()
    return {mark for mark in MARKS if mark.lower() in lowered}


def test_the_story_passes_every_feature() -> None:
    told: set[Any] = {all_use_cases()[name].__module__.split(".")[1] for name in STORY}
    behind_doors = {one.__module__.split(".")[1] for one in graphql.mutations().values()} - {"catalog"}  # staff only

    assert told == behind_doors
