"""Numbers people say aloud find their own mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shop_api.values import identifiers

DIGITS = some.text("0123456789", min_size=11, max_size=11)


def test_a_number_is_shown_in_fours_and_read_in_any_spacing():
    number = "48293017756" + identifiers.check_digit("48293017756")

    assert identifiers.spoken(number) == f"4829-3017-756{number[-1]}"
    for typed in (number, f" {number[:4]} {number[4:8]}–{number[8:]} ", "-".join(number)):
        assert identifiers.bare_number(typed) == number
    assert identifiers.spoken("T" + number) == "T" + identifiers.spoken(number)


@given(DIGITS, some.integers(0, 11), some.integers(1, 9))
def test_every_single_wrong_digit_is_found(digits, place, shift):
    number = digits + identifiers.check_digit(digits)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    assert identifiers.bare_number(number) == number
    assert identifiers.bare_number(wrong) is None


@given(DIGITS, some.integers(0, 10))
def test_every_swap_of_neighbours_is_found(digits, place):
    number = digits + identifiers.check_digit(digits)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert (identifiers.bare_number(swapped) is None) is (swapped != number)


@pytest.mark.parametrize("typed", ["", "1", "٤٨٢٩٣٠١٧٧٥٦٣", "²" * 12, "4829-3017-75631", "A829-3017-7563"])
def test_what_cannot_be_a_number_is_none(typed):
    assert identifiers.bare_number(typed) is None


def test_new_numbers_hold_their_check_digit_and_ids_sort_by_time():
    assert all(identifiers.bare_number(identifiers.new_number()) is not None for _ in range(100))
    ids = [identifiers.new_id() for _ in range(100)]
    assert ids == sorted(ids)
    assert {one.version for one in ids} == {7}
