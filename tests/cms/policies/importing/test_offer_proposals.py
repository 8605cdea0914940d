"""Headings of an offer and the rights they are about, in three languages."""

import pytest

from cms.policies import importing
from cms.policies.importing import offer_proposals
from tests.stage.demo_content import legal_texts


@pytest.mark.parametrize(
    ("heading", "right"),
    [
        ("Returns Within 14 Days", "return"),
        ("Возврат и обмен товара", "return"),
        ("14 күн ішінде қайтару", "return"),
        ("Cancelling an order", "cancellation"),
        ("Отмена заказа", "cancellation"),
        ("Отказ покупателя от заказа", "cancellation"),
        ("Тапсырыстан бас тарту", "cancellation"),
        ("Defects", "defect_claim"),
        ("Гарантия и недостатки", "defect_claim"),
        ("Тауардың кемшіліктері", "defect_claim"),
        ("Complaints", "complaint"),
        ("Претензии", "complaint"),
        ("Шағымдар", "complaint"),
        ("Reviews", "review"),
        ("Отзывы", "review"),
        ("Пікірлер", "review"),
        ("Delivery", ""),
        ("Оплата", ""),
        ("Бағалар", ""),
        ("Versions and Applicable Law", ""),
    ],
)
def test_a_heading_says_which_right(heading, right):
    assert offer_proposals.right_of(importing.Block("1", 1, heading, ())) == right


def test_the_raw_terms_propose_five_rights_and_one_address():
    found = importing.propose_offer(importing.parse(legal_texts.TERMS_FILE.read_bytes()))

    assert [(right.id, right.section) for right in found.rights] == [
        ("cancellation", "7"),
        ("return", "8"),
        ("defect_claim", "9"),
        ("review", "10"),
        ("complaint", "11"),
    ]
    assert found.rights[0].wording == (
        "You may cancel an order free of charge until it has been handed over to you. You need not give a reason."
    )
    assert found.emails == ("support@infini.com",)
