"""An import proposes clauses in the draft; they wait for a person, and never undo what a person confirmed."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page

from cms.policies import clauses, inventory, models, publishing
from tests.stage.demo_content import legal_texts

pytestmark = pytest.mark.django_db

CORPUS = Path(__file__).parent / "importing" / "corpus"


def run_terms(capsys: Any) -> str:
    call_command("import_policy", str(legal_texts.TERMS_FILE), slug="terms", locale="en", kind="terms")
    return capsys.readouterr().out


def newest_terms() -> models.TermsPage:
    return Page.objects.get(slug="terms").specific.get_latest_revision().as_object()


def run(name: str, locale: str, capsys: Any, slug: str = "privacy") -> str:
    path = legal_texts.PRIVACY_FILE if name == "privacy_en" else CORPUS / f"{name}.txt"
    call_command("import_policy", str(path), slug=slug, locale=locale, kind="policy")
    return capsys.readouterr().out


def newest() -> models.PolicyPage:
    return Page.objects.get(slug="privacy").specific.get_latest_revision().as_object()


def values(kind: str) -> dict[str, Any]:
    return {
        child.value["id"] or child.value["found_at"].split(":")[0]: child.value for child in getattr(newest(), kind)
    }


def test_the_draft_gets_proposed_clauses_and_the_report_says_so(capsys):
    printed = run("privacy_en", "en", capsys)

    assert "Proposed kinds of data: account, delivery, order, review, technical" in printed
    assert "Proposed rights: information, access, correction, withdrawal, blocking, deletion, recipients" in printed
    assert "not placed among purposes, section 4, paragraph 6: “to prevent fraud and abuse”" in printed
    review = values("data_categories")["review"]
    assert review["state"] == clauses.PROPOSED
    assert review["found_at"] == "review: en, section 3 ¶3"
    assert review["wording_en"].startswith("Review data: the product you review")
    assert "reviews.Review.text" in review["fields"]
    correction = values("rights")["correction"]
    assert (correction["handler"], correction["clock_working_days"]) == ("automatic", 1)
    courier = values("recipients")["courier"]
    assert (courier["id"], courier["country"], courier["role"]) == ("", "", "third_party")


def test_publishing_waits_for_each_proposal(capsys, today):
    run("privacy_en", "en", capsys)
    page = newest()

    failures = publishing.failures_of(page, page.draft(), on=today)

    waiting = [failure.pointer for failure in failures if failure.code == "policies.clause_proposed"]
    found = page.draft()
    counts = {"purposes": len(found.purposes), **{kind: len(rows) for kind, rows in found.clauses.kinds()}}
    assert waiting == [f"/{kind}/{place}/state" for kind, count in counts.items() for place in range(count)]
    assert counts["purposes"] == 5
    assert counts["rights"] == 7


def test_another_language_fills_the_same_clauses(capsys):
    run("kk_qyran_sport", "kk", capsys)
    run("ru_zhetisu_market", "ru", capsys)

    delivery = values("data_categories")["delivery"]
    assert delivery["wording_kk"] == "жеткізу мекенжайы"
    assert delivery["wording_ru"] == "адрес доставки и сведения о получателе"
    assert len(values("recipients")) == len(newest().recipients) == 1


def test_what_a_person_confirmed_stays(draft, capsys):
    before = draft().draft()

    run("privacy_en", "en", capsys)

    after = newest().draft()
    assert after.purposes == before.purposes
    assert after.clauses.rights == before.clauses.rights
    assert after.clauses.data_categories == before.clauses.data_categories


def test_the_same_file_twice_proposes_once(capsys):
    run("privacy_en", "en", capsys)
    before = newest().draft()
    run("privacy_en", "en", capsys)

    assert newest().draft().clauses == before.clauses
    assert newest().draft().purposes == before.purposes


def test_an_offer_proposes_the_rights_of_the_buyer_and_its_address(capsys):
    printed = run_terms(capsys)

    assert "Proposed rights of the buyer: cancellation, return, defect_claim, review, complaint" in printed
    assert "Proposed contacts: support@infini.com" in printed
    rights = {child.value["id"]: child.value for child in newest_terms().consumer_rights}
    told = rights["return"]
    assert (told["state"], told["found_at"]) == (clauses.PROPOSED, "return: en, section 8")
    assert (told["handler"], told["clock_number"], told["clock_unit"], told["from_event"]) == (
        "manual_case",
        14,
        "days",
        "purchase",
    )
    assert told["wording_en"].startswith("Non-food goods of proper quality can be exchanged or returned within 14")
    assert (rights["cancellation"]["clock_number"], rights["cancellation"]["clock_unit"]) == (None, "")
    (contact,) = newest_terms().contacts
    assert (contact.value["state"], contact.value["kind"], contact.value["value"]) == (
        clauses.PROPOSED,
        "email",
        "support@infini.com",
    )


def test_publishing_terms_waits_for_each_proposal(capsys, today):
    run_terms(capsys)
    page = newest_terms()

    failures = publishing.failures_of(page, page.draft(), on=today)

    assert [failure.pointer for failure in failures if failure.code == "policies.clause_proposed"] == [
        *(f"/consumer_rights/{place}/state" for place in range(5)),
        "/contacts/0/state",
    ]


def test_the_same_offer_twice_proposes_once(capsys):
    run_terms(capsys)
    before = newest_terms().draft()
    run_terms(capsys)

    assert newest_terms().draft().clauses == before.clauses


def test_what_a_person_confirmed_of_an_offer_stays(draft, capsys):
    before = draft(kind="terms").draft()

    run_terms(capsys)

    after = newest_terms().draft()
    assert after.clauses.consumer_rights == before.clauses.consumer_rights
    # A new address is proposed beside those that are there.
    assert after.clauses.contacts[: len(before.clauses.contacts)] == before.clauses.contacts
    assert [contact.state for contact in after.clauses.contacts[len(before.clauses.contacts) :]] == [clauses.PROPOSED]


def test_a_right_that_the_shop_does_not_serve_is_reported(capsys, monkeypatch):
    served = {id_: row for id_, row in inventory.consumer_rights().items() if id_ != "review"}
    monkeypatch.setattr(inventory, "consumer_rights", lambda: served)

    printed = run_terms(capsys)

    assert "not placed among rights of the buyer, section 10: “A customer whose order has been delivered" in printed
    assert "review" not in [child.value["id"] for child in newest_terms().consumer_rights]
