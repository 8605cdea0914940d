"""What clauses the texts of the corpus propose, in three languages, and what they do not."""

import pathlib

import pytest

from cms.policies import importing
from cms.policies.importing.proposal_words import Topic
from tests.stage.demo_content import legal_texts

CORPUS = pathlib.Path(__file__).parent / "corpus"


def proposed(name: str) -> importing.Proposals:
    path = CORPUS / f"{name}.txt" if name != "privacy_en" else legal_texts.PRIVACY_FILE
    return importing.propose(importing.parse(path.read_bytes()))


def ids(name: str) -> dict[str, set[str]]:
    found = proposed(name)
    return {topic.value: {one.id for one in found.of(topic)} for topic in Topic if found.of(topic)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "privacy_en",
            {
                "data_categories": {"account", "delivery", "order", "review", "technical"},
                "purposes": {"account", "order_fulfilment", "support", "review_publication", "storefront"},
                "recipients": {"courier", "payment", "hosting", "analytics", "authentication", "authority"},
                "rights": {
                    "information", "access", "correction", "withdrawal", "blocking", "deletion", "recipients",
                },
            },
        ),
        ("en_infini", {"data_categories": {"account", "order", "review", "technical"}}),
        (
            "en_kokpar_gear",
            {
                "data_categories": {"account", "contact", "order", "technical"},
                "purposes": {"order_fulfilment"},
                "recipients": {"courier", "payment", "authority"},
            },
        ),
        (
            "en_alatau_books",
            {
                "data_categories": {"account", "contact", "credential", "delivery", "order", "review"},
                "purposes": {"order_fulfilment", "support"},
                "recipients": set(),
                "rights": {"access", "correction", "withdrawal"},
            },
        ),
        ("ru_bayterek_electro", {"data_categories": {"account", "order", "technical", "review"}}),
        (
            "ru_zhetisu_market",
            {
                "data_categories": {"account", "contact", "delivery", "order"},
                "purposes": {"order_fulfilment"},
                "recipients": {"courier"},
            },
        ),
        (
            "ru_ip_saumal",
            {
                "data_categories": {"account", "contact", "delivery"},
                "recipients": {"courier"},
                "rights": {"access", "correction", "deletion"},
            },
        ),
        (
            "kk_qyran_sport",
            {
                "data_categories": {"account", "contact", "delivery", "order", "review"},
                "purposes": {"order_fulfilment", "support"},
                "recipients": {"courier"},
            },
        ),
        (
            "kk_infini",
            {
                "data_categories": {"account", "order", "review", "technical"},
                "recipients": {"courier", "payment", "hosting"},
            },
        ),
        (
            "kk_aqbota_textile",
            {
                "data_categories": {"account", "contact", "delivery"},
                "rights": {"access", "correction", "deletion"},
            },
        ),
    ],
)  # fmt: skip
def test_lists_propose_clauses(name, expected):
    assert ids(name) == {topic: found for topic, found in expected.items() if found}


@pytest.mark.parametrize("name", ["ru_infini_offer", "kk_samal_tea", "en_tumar_ceramics"])
def test_terms_of_sale_propose_nothing(name):
    assert proposed(name) == importing.Proposals(found=(), unplaced=())


def test_a_proposal_keeps_the_words_and_the_place():
    (found,) = [one for one in proposed("ru_zhetisu_market").of(Topic.DATA) if one.id == "delivery"]

    assert found.wording == "адрес доставки и сведения о получателе"
    assert found.places == (importing.Place(section="2", paragraph=4),)


def test_what_fits_nothing_is_listed():
    assert [(one.topic.value, one.text) for one in proposed("en_kokpar_gear").unplaced] == [
        ("purposes", "prevent fraud"),
        ("purposes", "comply with the law"),
    ]
    assert [one.text for one in proposed("kk_arna_print").unplaced] == ["Қолжазбаны", "Қысқаша өмірбаянын"]


def test_what_a_text_denies_is_not_proposed():
    """«Төлем картасының нөмірін біз сақтамаймыз», «We do not sell personal data»."""
    for name in ("kk_qyran_sport", "privacy_en", "ru_zhetisu_market"):
        said = " ".join(one.wording for one in proposed(name).found)
        assert "сақтамаймыз" not in said
        assert "do not sell" not in said
        assert "карт" not in said
