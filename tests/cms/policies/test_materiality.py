"""What the editor is told before publishing: one sentence, and a line a flag."""

import pytest

from cms.policies import materiality
from tests.frontend_contracts.wire import policy_example

BEFORE = policy_example.document(policy_example.inventory())
SUBJECTS = {"account": 1200, "order_fulfilment": 340}


def reworded(*purposes: str) -> dict:
    rows = [
        {**row, "wording": {**row["wording"], "en": "Something else entirely."}} if row["id"] in purposes else row
        for row in BEFORE["purposes"]
    ]
    return {**BEFORE, "purposes": rows}


@pytest.mark.parametrize(
    ("after", "summary"),
    [
        (BEFORE, "Only spelling changed: nobody is asked again, nobody is told."),
        ({**BEFORE, "authoritative_locale": "kk"}, "Nobody is asked again. People are told that the text changed."),
        (reworded("account"), "1 purpose changed: about 1,200 people will be asked again."),
        (
            reworded("account", "order_fulfilment"),
            "2 purposes changed: about 1,200 to 1,540 people will be asked again.",
        ),
        (reworded("marketing_email"), "1 purpose changed: fewer than 10 people will be asked again."),
    ],
)
def test_the_summary(after, summary):
    changes = materiality.changes_of(BEFORE, after, asks_again=False)

    assert materiality.preview(changes, SUBJECTS, "en").summary == summary


def test_the_summary_speaks_the_editors_language():
    changes = materiality.changes_of(BEFORE, reworded("account", "order_fulfilment"), asks_again=False)

    assert [materiality.preview(changes, SUBJECTS, locale).summary for locale in ("kk", "ru")] == [
        "Өзгерген мақсаттар: 2. Қайта сұралады: шамамен 1\N{NO-BREAK SPACE}200–1\N{NO-BREAK SPACE}540 адам.",
        "Изменено целей: 2. Снова спросят: примерно 1\N{NO-BREAK SPACE}200–1\N{NO-BREAK SPACE}540 человек.",
    ]


def test_a_flag_says_why_and_about_how_many():
    changes = materiality.changes_of(BEFORE, reworded("account"), asks_again=False)

    (flag,) = materiality.preview(changes, {"account": 3}, "ru").flags

    assert (flag.flag, flag.because, flag.people) == (
        "ведение аккаунта",
        ("изменён текст согласия: ведение аккаунта",),
        "меньше 10 человек",
    )


def test_the_publisher_may_ask_everybody():
    found = materiality.evidence(BEFORE, {**BEFORE, "version": 2}, asks_again=True)

    assert found == {
        "material": True,
        "material_changes": {
            "asked_again": sorted(SWITCHES_AND_PURPOSES),
            "told": True,
            "asks_everybody": True,
        },
    }


def test_a_first_version_asks_nobody_again():
    found = materiality.evidence(None, BEFORE, asks_again=True)

    assert found == {"material": True, "material_changes": {"asked_again": [], "told": False}}


SWITCHES_AND_PURPOSES = [row["id"] for kind in ("purposes", "switches") for row in BEFORE[kind]]
