import pytest

from frontend_contracts.wire import operator


def test_operators_number_is_a_bin():
    assert operator.is_bin("180140023215") is True
    assert operator.checked_bin("180140023215") == "180140023215"


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11])
def test_digit_read_one_too_high_is_noticed(place):
    digits = list("180140023215")
    digits[place] = str((int(digits[place]) + 1) % 10)

    # At the place left out, the second row of weights happens to give the same control digit: the scheme's own gap.
    assert operator.is_bin("".join(digits)) is False


@pytest.mark.parametrize("text", ["", "18014002321", "1801400232150", "18014002321x", " 80140023215", "١٨٠١٤٠٠٢٣٢١٥"])
def test_anything_but_twelve_digits_is_none(text):
    assert operator.is_bin(text) is False
    with pytest.raises(ValueError, match="12 digits"):
        operator.checked_bin(text)


def test_wrong_control_digit_is_named_at_the_start():
    with pytest.raises(ValueError, match="control digit"):
        operator.checked_bin("180140023216")


def test_second_row_of_weights_is_used_when_the_first_gives_ten():
    # 10 at the first place alone leaves remainder 10 for the digit at place ten.
    assert operator.control_digit("00000000010") == 1


def test_some_numbers_cannot_exist():
    without = [n for n in range(2000) if operator.control_digit(f"{n:011d}") is None]

    assert without
    assert all(operator.is_bin(f"{n:011d}{digit}") is False for n in without[:3] for digit in range(10))
