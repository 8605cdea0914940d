"""Terms that are published: what readers and editors are told, and the demo's terms against all drifts."""

import copy
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.policies import compiling, demo, documents, inventory, models
from cms.policies.operator import operator
from frontend_contracts.wire import policy_compiler
from tests.cms.policies.conftest import change, document
from tests.cms.policies.doors import GraphQLDoor, RestDoor
from tests.cms.policies.shop_double import stated
from tests.cms.policies.test_compiling import write
from tests.cms.policies.test_terms import declared
from tests.frontend_contracts.wire import policy_drifts, test_policy_changes, test_policy_compiler
from tests.stage.demo_content import legal_texts

Json = dict[str, Any]


@pytest.fixture
def client(publisher: Any) -> Client:
    found = Client()
    found.force_login(publisher)
    return found


@pytest.fixture(params=[RestDoor, GraphQLDoor], ids=lambda door: door.name)
def door(request: pytest.FixtureRequest) -> Any:
    return request.param()


@pytest.fixture
def offered(draft: Any) -> models.LegalPage:
    """Terms with version 1 in force."""
    page = draft(kind="terms")
    page.get_latest_revision().publish()
    return models.TermsPage.objects.get(pk=page.pk)


@pytest.mark.django_db
def test_rights_are_read_in_each_language(door, offered):
    expected = {row["id"]: row for row in declared()["consumer_rights"]}
    for locale in ("kk", "ru", "en"):
        found = door.policy("terms", locale).facts["clauses"]
        none = dict.fromkeys(("days", "working_days", "months", "years"))
        assert found["consumer_rights"] == [
            {
                "id": id_,
                "handler": row["handler"],
                "clock": {**none, **row["clock"]} if "clock" in row else None,
                "from_event": row.get("from_event"),
                "wording": row["wording"][locale],
            }
            for id_, row in sorted(expected.items())
        ]
        assert [contact["id"] for contact in found["contacts"]] == ["address", "authority", "email", "phone"]
        assert found["rights"] == found["retention"] == []


@pytest.mark.django_db
def test_the_annex_is_part_of_the_text_and_its_hash(door, offered):
    facts = door.policy("terms", "en").facts

    assert '<section id="annex-consumer_rights"><h2>Annex 1. Rights of the buyer</h2>' in facts["html"]
    assert "<td>on request</td><td>14 days from the day of the purchase</td>" in facts["html"]
    assert "Answer to a complaint" in facts["text"]
    assert facts["text_sha256"] == document(models.PolicyVersion.objects.get())["texts"]["en"]["sha256"]


@pytest.mark.django_db
def test_less_for_the_buyer_is_material_and_told_and_asks_nobody(door, offered, today, settings, tmp_path):
    code = copy.deepcopy(stated())
    next(row for row in code["rules"] if row["id"] == "complaint_days")["number"] = 20
    settings.SHOP_INVENTORY_FILE = str(write(tmp_path, code))
    raw = offered.consumer_rights.get_prep_value()
    raw[1]["value"]["clock_number"] = 20

    change(offered, consumer_rights=raw, effective_from=today + timedelta(days=1)).get_latest_revision().publish()

    version = models.PolicyVersion.objects.get(number=2)
    assert (version.material, document(version)["material_changes"]) == (True, {"asked_again": [], "told": True})
    found = door.diff("terms", 1, 2).facts
    assert (found["material"], found["told"], found["asked_again"]) == (True, True, [])
    assert found["narrowed"] == ["the term got worse for the buyer: complaint"]
    assert found["clauses"] == [
        {
            "kind": "consumer_rights",
            "change": "changed",
            "id": "complaint",
            "fields": [{"field": "clock", "before": "10 days", "after": "20 days"}],
        }
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("title", "told"), [("Terms of Service and of sale", True), ("Privacy policy ", False)])
def test_other_changes_are_no_loss_and_spelling_is_told_to_nobody(door, offered, tomorrow, title, told):
    change(offered, title_en=title, change_note_en="Second.", effective_from=tomorrow).get_latest_revision().publish()

    version = models.PolicyVersion.objects.get(number=2)
    assert (version.material, document(version)["material_changes"]) == (False, {"asked_again": [], "told": told})
    found = door.diff("terms", 1, 2).facts
    assert (found["material"], found["told"], found["narrowed"]) == (False, told, [])


@pytest.mark.django_db
def test_the_publisher_may_call_a_version_material(door, offered, tomorrow):
    change(
        offered, title_en="Privacy policy ", effective_from=tomorrow, asks_again=True
    ).get_latest_revision().publish()

    version = models.PolicyVersion.objects.get(number=2)
    assert (version.material, document(version)["material_changes"]) == (True, {"asked_again": [], "told": True})
    found = door.diff("terms", 1, 2).facts
    assert (found["material"], found["told"], found["asked_again"]) == (True, True, [])


@pytest.mark.django_db
def test_the_editor_sees_what_a_draft_takes_from_buyers(offered, tomorrow, client):
    raw = offered.consumer_rights.get_prep_value()
    page = change(offered, consumer_rights=raw[1:], effective_from=tomorrow)

    shown = client.get(reverse("policies_check", args=(page.pk,))).content.decode()

    assert "Покупатели получают меньше, мест: 1. Версия существенная: людям сообщат." in shown
    assert "убрано право покупателя: отмена заказа" in shown.casefold()


@pytest.mark.django_db
def test_a_version_from_before_there_were_clauses_stays_readable(door, offered, tomorrow):
    """Its document has neither the rights of the buyer nor the state of the code it was compared with."""
    first = models.PolicyVersion.objects.get()
    old = {name: value for name, value in first.document.items() if name != "inventory"}
    old["clauses"] = {kind: [] for kind in old["clauses"] if kind != "consumer_rights"}
    earlier = models.PolicyVersion(
        **{field.attname: getattr(first, field.attname) for field in first._meta.fields if field.name != "id"}
    )
    earlier.slug = "old-terms"
    earlier.canonical_document = documents.canonical_json({**old, "slug": "old-terms"}).decode()
    earlier.save()
    later = models.PolicyVersion(
        **{field.attname: getattr(first, field.attname) for field in first._meta.fields if field.name != "id"}
    )
    later.slug, later.number, later.effective_from = "old-terms", 2, tomorrow
    later.save()

    facts = door.policy("old-terms", version=1).facts
    difference = door.diff("old-terms", 1, 2).facts

    assert facts["clauses"] == {
        kind: []
        for kind in (
            "data_categories", "recipients", "retention", "safeguards", "rights", "consumer_rights", "contacts",
        )
    }  # fmt: skip
    assert (difference["narrowed"], difference["told"]) == ([], True)
    assert [(row["kind"], row["change"]) for row in difference["clauses"]] == [
        *[("consumer_rights", "added")] * 5,
        *[("contacts", "added")] * 4,
    ]


# --- the demo's terms against all drifts -----------------------------------------------------------------------------


def demo_terms() -> tuple[Json, Json, Any]:
    """The demo's terms as they would be published, the code's inventory, and the draft."""
    draft = demo.page_of(legal_texts.terms(), effective_from=date(2026, 11, 23)).draft()
    return documents.content_of(draft, operator()), inventory.inventory(), draft


@pytest.mark.django_db
def test_the_demo_terms_say_what_the_code_serves():
    content, code, _draft = demo_terms()

    found = policy_compiler.compare(content, code)

    assert [error.to_json() for error in found.errors] == []
    assert found.compared == {"clauses": 9, "rights": 5, "rules": 3}


@pytest.mark.django_db
def test_every_drift_of_the_demo_terms_is_found():
    content, code, _draft = demo_terms()

    test_policy_compiler.assert_caught(content, code)


@pytest.mark.django_db
def test_harmless_changes_of_the_demo_terms_raise_no_alarm():
    content, code, _draft = demo_terms()

    test_policy_compiler.assert_quiet(content, code)


@pytest.mark.django_db
def test_every_finding_of_terms_stands_at_a_field_of_the_page():
    content, code, draft = demo_terms()
    fields = {field.name for field in models.TermsPage._meta.get_fields()}
    checked = 0

    for drift in policy_drifts.drifts(content, code):
        for error in policy_compiler.compare(drift.document, drift.inventory).errors:
            parts = compiling.pointer_of(error.clause_path, draft).split("/")[1:]
            assert parts[0] in fields, (drift.name, error)
            if len(parts) > 1:
                block = getattr(models.TermsPage, parts[0]).field.stream_block.child_blocks
                assert parts[2] in next(iter(block.values())).child_blocks, (drift.name, parts)
            checked += 1
    assert checked > 100


@pytest.mark.django_db
def test_materiality_of_the_demo_terms():
    content, _code, _draft = demo_terms()

    test_policy_changes.assert_terms_ask_nobody_and_tell_what_is_taken(content)
