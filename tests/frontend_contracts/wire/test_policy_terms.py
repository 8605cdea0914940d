"""Terms compared: what is certainly no longer than what."""

from datetime import date

import pytest

from frontend_contracts.wire import policy_terms

ON = date(2026, 11, 23)
RULES = [
    {"id": "old", "number": 1, "unit": "years", "valid_from": "2010-01-01", "valid_to": "2026-01-01"},
    {"id": "proof", "number": 2, "unit": "years", "valid_from": "2010-01-01", "valid_to": "2026-01-01"},
    {"id": "proof", "number": 3, "unit": "years", "valid_from": "2026-01-01", "valid_to": None},
    {"id": "session", "number": 12, "unit": "hours", "valid_from": "2026-01-01", "valid_to": None},
    {"id": "rate", "number": 1600, "unit": "basis_points", "valid_from": "2026-01-01", "valid_to": None},
]


@pytest.mark.parametrize(
    ("term", "limit", "expected"),
    [
        ({"days": 30}, {"days": 30}, True),
        ({"days": 31}, {"days": 30}, False),
        ({"days": 28}, {"months": 1}, True),
        ({"days": 29}, {"months": 1}, False),  # February has 28
        ({"months": 1}, {"days": 31}, True),
        ({"months": 1}, {"days": 30}, False),
        ({"months": 12}, {"years": 1}, True),
        ({"years": 1}, {"months": 11}, False),
        ({"days": 1095}, {"years": 3}, True),
        ({"days": 1096}, {"years": 3}, False),
        ({"years": 4}, {"days": 1461}, True),
        ({"until": "withdrawn"}, {"until": "erased"}, True),
        ({"until": "erased"}, {"until": "withdrawn"}, False),
        ({"until": "withdrawn"}, {"years": 99}, False),
        ({"days": 1}, {"until": "withdrawn"}, False),
    ],
)
def test_within(term, limit, expected):
    assert policy_terms.is_within(term, limit) is expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ({"rule": "proof"}, {"years": 3}),
        ({"rule": "session"}, {"days": 1}),
        ({"days": 7, "rule": "anything"}, {"days": 7}),
        ({"until": "erased"}, {"until": "erased"}),
    ],
)
def test_a_rule_is_its_row_of_the_day(term, expected):
    assert policy_terms.resolved(term, RULES, on=ON) == expected


@pytest.mark.parametrize("term", [{"rule": "old"}, {"rule": "rate"}, {"rule": "none"}, {}, {"until": "later"}])
def test_no_term(term):
    with pytest.raises(policy_terms.TermUnknown):
        policy_terms.resolved(term, RULES, on=ON)


@pytest.mark.parametrize("term", [{"days": 0}, {"days": True}, {"days": "30"}, {"days": 1, "years": 1}, [], None])
def test_a_declared_term_has_one_unit_and_a_number(term):
    with pytest.raises(policy_terms.TermUnknown):
        policy_terms.checked(term)


@pytest.mark.parametrize("term", [{"days": 1}, {"months": 5}, {"years": 2}, {"until": "withdrawn"}])
def test_longer_is_longer(term):
    assert not policy_terms.is_within(policy_terms.longer(term), term)


def test_terms_are_said_in_three_languages():
    assert policy_terms.described({"days": 7}) == {"kk": "7 күн", "ru": "7 дн.", "en": "7 days"}
    assert policy_terms.longest([{"days": 7}, {"until": "erased"}, {"years": 2}]) == {"until": "erased"}
