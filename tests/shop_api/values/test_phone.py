"""Phones as people type them, kept in E.164."""

import pytest

from shop_api.values import phone


@pytest.mark.parametrize(
    "typed",
    ["+7 701 234 56 67", "8 701 234 56 67", "8(701)234-56-67", "701 234 56 67", "+77012345667", "87012345667"],
)
def test_usual_notations_are_one_number(typed):
    assert phone.normalised(typed) == "+77012345667"


@pytest.mark.parametrize(
    ("typed", "e164"),
    [("+7 912 345 67 89", "+79123456789"), ("+7 727 250 00 00", "+77272500000"), ("+49 30 901820", "+4930901820")],
)
def test_numbers_of_others_stay_theirs(typed, e164):
    assert phone.normalised(typed) == e164


@pytest.mark.parametrize("typed", ["", "12", "phone", "+7 701 234 56 6", "٠", "²²²²²²²²²²²", "\x00"])
def test_what_cannot_be_a_phone_is_none(typed):
    assert phone.normalised(typed) is None


@pytest.mark.parametrize(
    ("e164", "shown"), [("+77011234567", "+7 701 *** ** 67"), ("+4930901820", "+49******20"), ("+12", "+12***12")]
)
def test_masked_numbers_show_their_ends(e164, shown):
    assert phone.masked(e164) == shown
