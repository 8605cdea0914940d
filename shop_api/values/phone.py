"""Phone numbers: typed in any usual notation, kept in E.164, shown masked."""

import phonenumbers


def normalised(typed: str) -> str | None:
    """E.164 of a valid number as typed, else None.

    `8 701 234 56 67` and `701 234 56 67` are Kazakh (`+77012345667`); `+79…` stays Russian.
    """
    try:
        number = phonenumbers.parse(typed, "KZ")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked(e164: str) -> str:
    """`+77011234567` → `+7 701 *** ** 67`."""
    if e164.startswith("+7") and len(e164) == 12:
        return f"+7 {e164[2:5]} *** ** {e164[-2:]}"
    return f"{e164[:3]}{'*' * max(len(e164) - 5, 3)}{e164[-2:]}"
