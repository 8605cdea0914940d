"""The demo's policy and terms pass the gate, are published once, and name the operator as configured."""

import copy
import re
from datetime import date

import pytest

from cms.policies import demo, documents, inventory, materiality, models
from cms.policies.operator import operator
from tests.stage.demo_content import legal_texts

pytestmark = pytest.mark.django_db


def test_both_texts_are_published_once(publisher, today):
    lines = demo.load(publisher)

    assert [line.split(":")[0] for line in lines] == ["privacy", "terms"]
    versions = models.PolicyVersion.objects.order_by("slug")
    assert [(row.slug, row.number, row.kind, row.effective_from, row.approver_id) for row in versions] == [
        ("privacy", 1, "policy", today, publisher.pk),
        ("terms", 1, "terms", today, publisher.pk),
    ]
    again = demo.load(publisher)
    assert all("was there already" in line for line in again)
    assert models.PolicyVersion.objects.count() == 2


def test_the_text_names_the_configured_operator():
    demo.load()

    for version in models.PolicyVersion.objects.all():
        for locale, text in version.document["texts"].items():
            assert operator().bin in text["html"], (version, locale)
            assert operator().contact_email in text["text"], (version, locale)


@pytest.mark.parametrize(
    ("locale", "row"),
    [
        ("kk", ["WhatsApp Ireland Limited (тапсырыс күйі туралы хабарлама)", "Ирландия"]),
        ("ru", ["WhatsApp Ireland Limited (сообщения о заказе)", "Ирландия"]),
        ("en", ["WhatsApp Ireland Limited (messages about an order)", "Ireland"]),
    ],
)
def test_the_annex_names_the_foreign_recipients_from_the_register(locale, row):
    """Proves P7.2: a public list, made from the clauses, which the gate has compared with the shop's register."""
    demo.load()

    html = models.PolicyVersion.objects.get(slug="privacy").document["texts"][locale]["html"]
    foreign = re.search(r'<section id="annex-foreign">.*?</section>', html)
    rows = re.findall(r"<tr>(<td>.*?)</tr>", foreign[0])
    assert [re.findall(r"<td>(.*?)</td>", one)[:2] for one in rows] == [row]
    register = inventory.inventory()["recipients"]
    assert [one["id"] for one in register if one["country"] != "KZ"] == ["whatsapp"]


def test_one_more_foreign_recipient_changes_the_annex_and_asks_again():
    """Proves P7.2 and P12.3: the annex is another, and the cross-border consent is asked again for what is new."""
    before = documented()
    content = legal_texts.privacy()
    row = next(one for one in content["clauses"]["recipients"] if one["id"] == "whatsapp")
    bureau = {"id": "bureau", "name": dict.fromkeys(("kk", "ru", "en"), "Bureau GmbH"), "country": "DE"}
    content["clauses"]["recipients"].append({**copy.deepcopy(row), **bureau})
    content["clauses"]["safeguards"].append({**content["clauses"]["safeguards"][0], "id": "to-de", "country": "DE"})
    after = documented(content)

    html = [one["texts"]["en"]["html"] for one in (before, after)]
    annex = [re.search(r'<section id="annex-foreign">.*?</section>', one)[0] for one in html]
    changed = materiality.changes_of(before, after, asks_again=False)

    assert ["Bureau GmbH" in one for one in annex] == [False, True]
    assert changed.flags == ("cross_border_transfer", "third_party_transfer")
    assert [reason.text("en") for reason in changed.asked_again[0].because] == ["new recipient: bureau"]


def documented(content=None):
    """The demo's policy, or another, as it would be published."""
    page = demo.page_of(content or legal_texts.privacy(), effective_from=date(2026, 11, 23))
    return documents.content_of(page.draft(), operator())
