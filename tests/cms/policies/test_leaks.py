"""What was not published shows through no route and no field: drafts, notes, sources, pages made live by hand."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from wagtail.models import Page

from cms.policies import models
from tests.cms.policies.conftest import change, content
from tests.cms.test_leaks import public_routes, selection

pytestmark = pytest.mark.django_db

MARKER = "Zhasyryn8Marker"
TEXTS = dict.fromkeys(("kk", "ru", "en"), MARKER)


def marked() -> dict[str, object]:
    """Every field of a page that can hold a text, filled with the marker."""
    section = {"number": "1", **{f"heading_{key}": MARKER for key in TEXTS}, **{f"body_{key}": MARKER for key in TEXTS}}
    wording = {f"wording_{key}": MARKER for key in TEXTS}
    return {
        "title": MARKER,
        **{f"title_{key}": MARKER for key in TEXTS},
        **{f"change_note_{key}": MARKER for key in TEXTS},
        "sections": [("section", section)],
        "purposes": [("purpose", {"id": "account", **wording})],
        "switches": [("switch", {"id": "publication", **wording})],
        "notes": [("note", {"text": MARKER, "answer": MARKER})],
        "source": {"en": {"file": {"title": MARKER}, "notes": {}}},
    }


def a_draft(draft, published) -> None:
    draft(slug="hidden", fields=marked())


def a_draft_of_a_published_text(draft, published) -> None:
    change(published, **marked())


def a_page_made_live_by_hand(draft, published) -> None:
    draft(slug="hidden", fields=marked())
    Page.objects.filter(slug="hidden").update(live=True)


def a_published_page_changed_by_hand(draft, published) -> None:
    models.PolicyPage.objects.filter(pk=published.pk).update(
        title=MARKER, title_kk=MARKER, title_ru=MARKER, title_en=MARKER, change_note_en=MARKER
    )


def a_note_and_a_source_of_a_published_text(draft, published) -> None:
    models.PolicyPage.objects.filter(pk=published.pk).update(
        notes=json.dumps([{"type": "note", "value": {"text": MARKER, "is_resolved": True}, "id": "a"}]),
        source={"en": {"file": {"title": MARKER}, "notes": {"a": {}}}},
    )


HIDDEN = [
    a_draft,
    a_draft_of_a_published_text,
    a_page_made_live_by_hand,
    a_published_page_changed_by_hand,
    a_note_and_a_source_of_a_published_text,
]


def addresses() -> Iterator[str]:
    pages = [str(page.pk) for page in Page.objects.all()]
    for route in public_routes():
        holes = {"<slug:slug>": ("privacy", "hidden"), "<str:key>": ("privacy", "hidden"), "<int:pk>": pages}
        hole = next((hole for hole in holes if hole in route), "")
        for value in holes.get(hole, [""]):
            path = route.replace(hole, value) if hole else route
            for query in ("", "?locale=kk", "?locale=en", "?version=1", "?version=2", "?version=1&locale=ru",
                          "?at=2099-01-01", "?from=1&to=2", "?path=/policies/hidden", "?path=/policies/privacy",
                          "?fields=*", "?type=policies.PolicyPage&fields=*"):  # fmt: skip
                yield path + query


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_no_route_shows_it(hide: Callable[..., None], draft, published):
    hide(draft, published)
    client = Client(raise_request_exception=False)

    asked = 0
    for address in addresses():
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code < 500, address
        assert MARKER not in body.decode(errors="replace"), address
        asked += 1
    assert asked > 150


def calls() -> Iterator[str]:
    from cms.api.graphql import schema

    fields = schema.graphql_schema.query_type.fields
    for slug in ("privacy", "hidden"):
        key = json.dumps(slug)
        for field, others in {
            "policy": ("", ", version: 1", ", version: 2", ', at: "2099-01-01"', ', locale: "kk"', ', locale: "en"'),
            "policyDocument": ("", ", version: 1", ", version: 2", ', at: "2099-01-01"'),
            "policyVersions": ("",),
            "policyDiff": (", from: 1, to: 2",),
        }.items():
            for other in others:
                yield f"{field}(slug: {key}{other}){selection(fields[field].type)}"
    yield f"operator{selection(fields['operator'].type)}"


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_no_field_shows_it(hide: Callable[..., None], draft, published):
    hide(draft, published)

    asked = 0
    for call in calls():
        response = Client().post("/graphql/", {"query": f"{{{call}}}"}, content_type="application/json")
        assert response.status_code == 200, response.content
        assert MARKER not in response.content.decode(), call
        asked += 1
    assert asked == 25


def test_a_published_marker_is_found_by_the_same_search(draft):
    """P12.1: the search would pass if it asked nothing."""
    page = draft(**{**content(), "title": TEXTS, "change_note": TEXTS})
    page.get_latest_revision().publish()

    rest = [address for address in addresses() if MARKER in Client().get(address).content.decode(errors="replace")]
    graphql = [
        call
        for call in calls()
        if MARKER
        in Client().post("/graphql/", {"query": f"{{{call}}}"}, content_type="application/json").content.decode()
    ]

    assert (len(rest) > 5, len(graphql) > 5) == (True, True)
