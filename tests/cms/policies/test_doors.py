"""What the public reads of policies: the same facts over REST and over GraphQL, in a fixed number of statements."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.api import doors
from cms.policies import models, publishing
from cms.policies.operator import check_operator
from frontend_contracts.wire.webhooks import canonical_json
from tests.cms.policies.conftest import change, content
from tests.cms.policies.doors import GraphQLDoor, RestDoor

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[RestDoor, GraphQLDoor], ids=lambda door: door.name)
def door(request: pytest.FixtureRequest) -> Iterator[Any]:
    return request.param()


@pytest.fixture
def three_versions(published, today):
    """Version 2 is withdrawn, version 3 takes effect in three days and asks again."""
    change(published, title_en="Never", effective_from=today + timedelta(days=2)).get_latest_revision().publish()
    with transaction.atomic():
        publishing.withdraw_version(slug="privacy", number=2, reason="A slip.", by=None, now=timezone.now())
    sections = content()["sections"]
    page = models.PolicyPage.objects.get()
    raw = page.sections.get_prep_value()
    raw[0]["value"]["body_en"] = "<p>We are.</p><ul><li>One</li><li>Two</li></ul>"
    raw[1]["value"]["number"] = "3"
    new = {"number": "2", **{f"heading_{key}": value for key, value in sections[0]["heading"].items()}}
    new |= {f"body_{key}": "<p>New.</p>" for key in ("kk", "ru", "en")} | {"heading_en": "Cookies"}
    page.sections = [raw[0], {"type": "section", "value": new}, raw[1]]
    purposes = page.purposes.get_prep_value()
    purposes[0]["value"]["wording_en"] = "I do agree."
    page.purposes = purposes
    page.effective_from = today + timedelta(days=3)
    page.asks_again = True
    page.save_revision().publish()
    return page


def test_the_policy_in_force_in_each_language(door, published, today):
    version = models.PolicyVersion.objects.get()
    for locale, title in content()["title"].items():
        facts = door.policy("privacy", locale).facts
        html = facts["html"]
        assert (facts["title"], facts["locale"], facts["requested_locale"]) == (title, locale, locale)
        assert facts["available_locales"] == ["kk", "ru", "en"]
        assert (facts["version"], facts["effective_from"], facts["sha256"]) == (1, today.isoformat(), version.sha256)
        assert facts["text_sha256"] == hashlib.sha256(html.encode()).hexdigest()
        assert facts["operator"]["legal_name"] in html
        assert "180140023215" in html
        assert facts["purposes"][0]["wording"] == {"kk": "Келісемін.", "ru": "Согласен.", "en": "I agree."}[locale]
        assert [switch["id"] for switch in facts["switches"]] == [
            "third_party_transfer", "cross_border_transfer", "publication",
        ]  # fmt: skip


def test_both_doors_say_the_same(three_versions):
    rest, graphql = RestDoor(), GraphQLDoor()

    assert rest.policy("privacy", version=3) == graphql.policy("privacy", version=3)
    assert rest.document("privacy") == graphql.document("privacy")
    assert rest.versions("privacy") == graphql.versions("privacy")
    assert rest.diff("privacy", 1, 3) == graphql.diff("privacy", 1, 3)
    assert rest.operator() == graphql.operator()


def test_the_document_hashes_to_what_the_event_said(door, published):
    document, sha256 = door.document("privacy", version=1).facts

    assert hashlib.sha256(canonical_json(document)).hexdigest() == sha256
    assert sha256 == models.PolicyVersion.objects.get().sha256


def test_a_future_version_is_read_by_number_and_by_date(door, three_versions, today):
    """P12.2: the old one applies until then; in force from 00:00 in Almaty."""
    later = (today + timedelta(days=3)).isoformat()

    assert door.policy("privacy").facts["version"] == 1
    assert door.policy("privacy", version=3).facts["version"] == 3
    assert door.policy("privacy", at=later).facts["version"] == 3
    assert door.policy("privacy", at=(today + timedelta(days=2)).isoformat()).facts["version"] == 1
    assert door.policy("privacy", at=f"{later}T00:00:00+05:00").facts["version"] == 3
    assert door.policy("privacy", at=f"{later}T00:00:00+06:00").facts["version"] == 1


def test_a_reading_says_what_became_of_the_version(door, three_versions, today, monkeypatch):
    """As the archive says it: a withdrawn text must not pass for one that will apply."""
    assert [door.policy("privacy", version=number).facts["status"] for number in (1, 2, 3)] == [
        "in_force", "withdrawn", "scheduled",
    ]  # fmt: skip
    assert door.policy("privacy").facts["status"] == "in_force"
    in_three_days = {"at": (today + timedelta(days=3)).isoformat()}
    assert door.policy("privacy", **in_three_days).facts["status"] == "scheduled"

    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert [door.policy("privacy", version=number).facts["status"] for number in (1, 2, 3)] == [
        "superseded", "withdrawn", "in_force",
    ]  # fmt: skip
    assert door.policy("privacy").facts["status"] == "in_force"
    assert door.policy("privacy", at=today.isoformat()).facts["status"] == "superseded"
    assert [(line["version"], line["status"]) for line in door.versions("privacy").facts[0]] == [
        (3, "in_force"), (2, "withdrawn"), (1, "superseded"),
    ]  # fmt: skip


def test_nothing_was_in_force_before_the_first_version(door, published, today):
    earlier = (today - timedelta(days=1)).isoformat()

    assert door.policy("privacy", at=earlier).error == "policies.not_in_force"
    assert door.document("privacy", at=earlier).error == "policies.not_in_force"


@pytest.mark.parametrize(
    ("which", "error", "pointer"),
    [
        ({"slug": "nothing"}, "not_found", None),
        ({"slug": "privacy", "version": 2}, "not_found", None),
        ({"slug": "privacy", "locale": "de"}, "input.invalid", "/locale"),
        ({"slug": "privacy", "at": "yesterday"}, "input.invalid", "/at"),
        ({"slug": "privacy", "at": "2026-13-40"}, "input.invalid", "/at"),
        ({"slug": "privacy", "at": "2026-11-23T10:00:00"}, "input.invalid", "/at"),
        ({"slug": "privacy", "at": "2026-11-23", "version": 1}, "input.invalid", "/at"),
        ({"slug": "privacy", "at": "9999-12-31T23:59:59-14:00"}, "input.invalid", "/at"),
        ({"slug": "privacy", "at": "0001-01-01T00:00:00+14:00"}, "input.invalid", "/at"),
        ({"slug": "privacy", "at": "0001-01-01T00:00:00+23:59"}, "input.invalid", "/at"),
        ({"slug": "privacy", "at": "0001-01-01T12:00:00+00:00"}, "policies.not_in_force", None),
    ],
)
def test_what_cannot_be_read(door, published, which, error, pointer):
    answer = door.policy(**which)

    assert (answer.error, answer.pointer) == (error, pointer)


def test_a_moment_may_have_an_offset_that_the_database_does_not_know(door, published, today):
    later = today + timedelta(days=3)

    assert door.policy("privacy", at=f"{later}T12:00:00+23:59").facts["version"] == 1


def test_a_draft_is_not_found(door, draft):
    draft()

    assert door.policy("privacy").error == "not_found"
    assert door.versions("privacy").error == "not_found"


def test_the_archive_is_paged_newest_first(door, three_versions):
    lines, after, has_more = door.versions("privacy", limit=2).facts

    assert [(line["version"], line["status"], line["material"]) for line in lines] == [
        (3, "scheduled", True),
        (2, "withdrawn", False),
    ]
    assert has_more is True
    rest, after, has_more = door.versions("privacy", limit=2, after=after).facts
    assert [(line["version"], line["status"], line["predecessor"]) for line in rest] == [(1, "in_force", None)]
    assert (after, has_more) == (None, False)


def test_the_difference_by_section_and_clause(door, three_versions, today):
    facts = door.diff("privacy", 1, 3).facts

    assert facts["material"] is True
    assert [
        (change["change"], change["number_before"], change["number_after"], change["heading_after"])
        for change in facts["sections"]
    ] == [
        ("changed", "1", "1", "Who is responsible"),
        ("added", None, "2", "Cookies"),
        ("renumbered", "2", "3", "Data"),
    ]
    assert facts["sections"][0]["paragraphs"] == [
        {"change": "kept", "text": "We are."},
        {"change": "kept", "text": "• One"},
        {"change": "added", "text": "• Two"},
    ]
    assert facts["purposes"] == [
        {
            "kind": "purposes",
            "change": "changed",
            "id": "storefront",
            "fields": [{"field": "wording", "before": "I agree.", "after": "I do agree."}],
        }
    ]
    assert facts["switches"] == []
    assert facts["facts"][0] == {"field": "title", "before": "Privacy policy", "after": "Never"}
    assert [fact["field"] for fact in facts["facts"]] == ["title", "effective_from"]


def clause(page: models.LegalPage, field: str, place: int, **values: str) -> list[Any]:
    """The clauses of a field, one of them with other values."""
    raw: list[Any] = getattr(page, field).get_prep_value()
    raw[place]["value"].update(values)
    return raw


def test_another_recipient_asks_those_whose_data_it_gets(door, published, today):
    """P12.3: who is asked again, and why."""
    names = {f"name_{locale}": "Another firm" for locale in ("kk", "ru", "en")}
    edited = change(
        published, recipients=clause(published, "recipients", 0, **names), effective_from=today + timedelta(days=1)
    )
    edited.get_latest_revision().publish()

    facts = door.diff("privacy", 1, 2).facts

    recipient = published.draft().clauses.recipients[0]
    assert (facts["material"], facts["told"]) == (True, True)
    assert facts["asked_again"] == [
        {"flag": purpose, "because": ["another recipient: mail"]} for purpose in sorted(recipient.purposes)
    ]
    assert [(change["kind"], change["change"], change["id"]) for change in facts["clauses"]] == [
        ("recipients", "changed", "mail")
    ]
    assert models.PolicyVersion.objects.get(number=2).document["material_changes"] == {
        "asked_again": sorted(recipient.purposes),
        "told": True,
    }


def test_a_typo_asks_nobody_and_a_new_telephone_is_told(door, published, today):
    place = [contact.kind for contact in published.draft().clauses.contacts].index("phone")
    typo = clause(published, "switches", 0, wording_en="I agree !")
    edited = change(
        published,
        switches=typo,
        contacts=clause(published, "contacts", place, value="+77270000185"),
        effective_from=today + timedelta(days=1),
    )
    edited.get_latest_revision().publish()

    facts = door.diff("privacy", 1, 2).facts

    assert (facts["asked_again"], facts["told"], facts["material"]) == ([], True, False)
    assert facts["clauses"] == [
        {
            "kind": "contacts",
            "change": "changed",
            "id": "phone",
            "fields": [{"field": "value", "before": "+77270000184", "after": "+77270000185"}],
        }
    ]


@pytest.mark.parametrize(
    ("numbers", "error", "pointer"),
    [((1, 2), "not_found", None), ((1, 1), "input.invalid", "/to"), ((2, 1), "input.invalid", "/to")],
)
def test_a_difference_needs_two_versions_in_order(door, published, numbers, error, pointer):
    answer = door.diff("privacy", *numbers)

    assert (answer.error, answer.pointer) == (error, pointer)


def test_the_operator_is_complete(door):
    """P13.1: contact, responsible person, address, phone and authority in every language."""
    facts = door.operator().facts

    assert facts["bin"] == "180140023215"
    for field in ("legal_name", "address", "responsible_person", "authority_url"):
        assert all(facts[field][locale] for locale in ("kk", "ru", "en")), field
    assert check_operator() == []


def test_a_wrong_digit_in_the_bin_refuses_the_start(settings):
    """P1.2."""
    settings.OPERATOR = {**settings.OPERATOR, "bin": "180140023216"}

    assert [error.id for error in check_operator()] == ["policies.E001"]


@pytest.mark.parametrize("extra", [0, 18])
def test_statements_do_not_grow_with_the_archive(door, published, today, extra):
    for number in range(2, 4 + extra):
        page = change(published, title_en=f"Title {number}", effective_from=today + timedelta(days=number))
        page.get_latest_revision().publish()

    counts = {}
    for name, ask in {
        "policy": lambda: door.policy("privacy"),
        "numbered": lambda: door.policy("privacy", version=2),
        "then": lambda: door.policy("privacy", at=today.isoformat()),
        "document": lambda: door.document("privacy", version=2),
        "versions": lambda: door.versions("privacy"),
        "diff": lambda: door.diff("privacy", 1, 2),
        "operator": lambda: door.operator(),
    }.items():
        with CaptureQueriesContext(connection) as queries:
            assert ask().error is None
        counts[name] = len(queries)

    assert counts == {"policy": 1, "numbered": 1, "then": 1, "document": 1, "versions": 1, "diff": 1, "operator": 0}


@pytest.mark.parametrize(
    ("address", "cache_control"),
    [
        ("policies/privacy?version=1", doors.IMMUTABLE),
        ("policies/privacy?version=1&locale=kk", doors.CURRENT),
        ("policies/privacy?locale=kk", doors.CURRENT),
        ("policies/privacy/versions", doors.CURRENT),
        ("operator", doors.CURRENT),
    ],
)
def test_caching(published, address, cache_control):
    first = Client().get(f"/api/v1/{address}")

    assert first["Cache-Control"] == cache_control
    assert first["Vary"] == "Accept-Encoding"
    assert first["Surrogate-Key"] in ("policies policy:privacy", "operator")
    again = Client().get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_difference_is_not_kept_because_a_withdrawal_changes_it(published, today):
    """The third version asks nobody; the second, which asked everybody, is withdrawn."""
    for number, asks_again in ((2, True), (3, False)):
        dated = {"effective_from": today + timedelta(days=number), "asks_again": asks_again}
        change(published, title_en=f"Title {number}", **dated).get_latest_revision().publish()

    answer = Client().get("/api/v1/policies/privacy/diff?from=1&to=3")

    assert answer["Cache-Control"] == doors.CURRENT


def test_the_body_the_shop_fetches_is_the_hashed_text(published):
    version = models.PolicyVersion.objects.get()

    body = Client().get("/api/v1/policies/privacy?version=1").content.decode()

    assert body == f'{{"document":{version.canonical_document},"sha256":"{version.sha256}"}}'


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_written(published, method):
    answer = getattr(Client(), method)("/api/v1/policies/privacy")

    assert (answer.status_code, answer["Allow"], answer.json()["code"]) == (
        405,
        "GET, HEAD, OPTIONS",
        "method.not_allowed",
    )


@pytest.mark.parametrize(
    "query", ["version=0", "version=x", "version=99999999999999999999", "version=²", "version=1&version=2"]
)
def test_a_version_is_a_number(published, query):
    answer = Client().get(f"/api/v1/policies/privacy?{query}").json()

    assert [error["pointer"] for error in answer["errors"]] == ["/version"]


def test_versions_of_the_first_form_stay_readable(published, door):
    """They have no clauses, and their purposes name no data."""
    version = models.PolicyVersion.objects.get()
    old = version.document
    del old["schema_version"], old["clauses"]
    for purpose in old["purposes"]:
        del purpose["categories"]
    text = canonical_json({**old, "version": 7})
    version.id, version.number, version.canonical_document = uuid4(), 7, text.decode()
    version.sha256 = hashlib.sha256(text).hexdigest()
    version.save(force_insert=True)

    before, after = door.policy("privacy", version=7).facts, door.policy("privacy", version=1).facts

    assert before["clauses"] is None
    assert [purpose["categories"] for purpose in before["purposes"]] == [[]] * 6
    assert len(after["clauses"]["rights"]) == 8
    assert door.document("privacy", version=7).facts == ({**old, "version": 7}, version.sha256)
