"""The operator's business identification number (BIN): is it one at all?"""

from __future__ import annotations

BIN_DIGITS = 12  # twelve digits, the last a control digit; the individual's number (IIN) is built alike
LARGEST_DIGIT = 9

# The second row is used when the first gives 10. Source: rules on identification numbers, Kazakhstan.
_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))


def control_digit(eleven_digits: str) -> int | None:
    """Answer the control digit for the first eleven digits, None when no number with them exists.

    :raises ValueError: not eleven ASCII digits
    """
    if len(eleven_digits) != BIN_DIGITS - 1 or not _all_digits(eleven_digits):
        raise ValueError("A control digit needs eleven digits.")
    for weights in _WEIGHTS:
        remainder = sum(int(digit) * weight for digit, weight in zip(eleven_digits, weights, strict=True)) % 11
        if remainder <= LARGEST_DIGIT:
            return remainder
    return None


def is_bin(text: str) -> bool:
    """Say whether `text` is a BIN or IIN: twelve digits, nothing else, with the right control digit."""
    if len(text) != BIN_DIGITS or not _all_digits(text):
        return False
    return control_digit(text[:-1]) == int(text[-1])


def checked_bin(text: str) -> str:
    """Answer `text` unchanged if it is a BIN; for settings, which must not start with a wrong digit.

    :raises ValueError: it is none; the message says which part is wrong
    """
    if len(text) != BIN_DIGITS or not _all_digits(text):
        raise ValueError(f"A BIN has {BIN_DIGITS} digits and nothing else: {text!r}")
    if not is_bin(text):
        raise ValueError(f"The control digit of the BIN {text!r} is wrong: check each digit against the registration.")
    return text


def _all_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
