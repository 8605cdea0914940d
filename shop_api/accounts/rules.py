"""Rules of accounts, pure: forms of what is typed, how names are shown, how long things wait."""

import re

from shop_api.accounts.contracts import AgeBand, NameChoice

# ASCII on both sides: letters of other scripts that look alike would make two accounts of what reads as one address.
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
_LOCAL_PART = 64  # octets; RFC 5321 4.5.3.1.1
_POSTAL_CODE = re.compile(r"\d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d")  # six digits, or the form of 2015 such as A01P3K4

CODE_SECONDS = 15 * 60  # how long a code is good; long enough to find the letter, short enough to make guessing vain
MOST_ADDRESSES = 20  # of one account; more is no household


def email(typed: str) -> str | None:
    """An e-mail address in the form it is kept, lower case; None when it is none, or not in ASCII."""
    lowered = typed.strip().lower()
    if len(lowered) > 254 or len(lowered.partition("@")[0]) > _LOCAL_PART or not _EMAIL.fullmatch(lowered):
        return None
    return lowered


def postal_code(typed: str) -> str | None:
    """A Kazakh postal code in the form it is kept: `050000` or `A01P3K4`; None when it is neither."""
    squeezed = typed.replace(" ", "").replace("-", "").upper()
    return squeezed if squeezed.isascii() and _POSTAL_CODE.fullmatch(squeezed) else None


def needs_representative(age_band: AgeBand) -> bool:
    """Whether somebody else has to agree for a person of this age (Civil Code art. 22, 23; policy P11.1)."""
    return age_band is not AgeBand.ADULT


def display_name(*, first_name: str, surname: str, choice: NameChoice) -> str:
    """How the author of a review is shown: `Aigerim S.`, or the first name alone."""
    if choice is NameChoice.FIRST_NAME or not surname:
        return first_name
    return f"{first_name} {surname[0].upper()}."


def full_name(*, surname: str, first_name: str, patronymic: str) -> str:
    """The name as a document has it, for the evidence of a consent (law 94-V art. 8(4))."""
    return " ".join(part for part in (surname, first_name, patronymic) if part)
