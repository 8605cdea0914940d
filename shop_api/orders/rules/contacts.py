"""Whether contacts and addresses can be used, and the form they are kept in. Mistakes come as (pointer, code)."""

import re
from dataclasses import dataclass

from shop_api.orders.contracts.orders import BuyerDetails, RecipientDetails
from shop_api.values import phone

#: Six digits, or the new form such as A01P3K4 (Kazpost, since 2015).
_POSTAL_CODE = re.compile(r"[0-9]{6}|[A-Z][0-9]{2}[A-Z][0-9][A-Z][0-9]")
# Enough to send a letter; whether it arrives only the letter can tell.
_EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@[^\s@.<>]{1,63}(\.[^\s@.<>]{1,63})+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
#: Where our own courier goes, folded.
SERVED_CITIES = frozenset({"алматы", "almaty"})

Mistake = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """A buyer's details as they are kept: phone in E.164, e-mail in lower case; empty where none was given."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A recipient's details as they are kept."""

    name: str
    phone: str
    city: str
    street: str
    postal_code: str
    whatsapp: str


def email(typed: str) -> str | None:
    """An address in lower case, or None when no letter could reach it, or it looks like another than it is."""
    lowered = typed.strip().lower()
    return lowered if _EMAIL.fullmatch(lowered) and lowered.isprintable() else None


def postal_code(typed: str) -> str | None:
    """A Kazakh postal code in its kept form: `050000` or `A01P3K4`; None when it is neither."""
    squeezed = typed.replace(" ", "").replace("-", "").upper()
    return squeezed if _POSTAL_CODE.fullmatch(squeezed) else None


def is_served(city: str) -> bool:
    """Whether our courier goes there. `г. Алматы` and `Almaty city` are Almaty."""
    words = re.findall(r"\w+", city.casefold())
    return any(word in SERVED_CITIES for word in words)


def buyer(given: BuyerDetails) -> tuple[Buyer, list[Mistake]]:
    """The buyer as kept, and what is wrong with what was typed."""
    mistakes: list[Mistake] = _unprintable(given, ("surname", "first_name", "patronymic"), "/buyer")
    address = number = ""
    if given.email is None and given.phone is None:
        mistakes.append(("/buyer", "input.contact_missing"))
    if given.email is not None:
        address = email(given.email) or ""
        if not address:
            mistakes.append(("/buyer/email", "input.email"))
    if given.phone is not None:
        number = phone.normalised(given.phone) or ""
        if not number:
            mistakes.append(("/buyer/phone", "input.phone"))
    name = " ".join(part for part in (given.surname, given.first_name, given.patronymic) if part)
    return Buyer(name=name, email=address, phone=number), mistakes


def recipient(given: RecipientDetails) -> tuple[Recipient, list[Mistake]]:
    """The recipient as kept, and what is wrong with what was typed."""
    mistakes: list[Mistake] = _unprintable(given, ("name", "city", "street"), "/recipient")
    number = phone.normalised(given.phone)
    code = postal_code(given.postal_code)
    whatsapp = "" if given.whatsapp is None else phone.normalised(given.whatsapp)
    for value, place in ((number, "phone"), (code, "postal_code"), (whatsapp, "whatsapp")):
        if value is None:
            mistakes.append((f"/recipient/{place}", f"input.{'phone' if place == 'whatsapp' else place}"))
    kept = Recipient(
        name=given.name,
        phone=number or "",
        city=given.city,
        street=given.street,
        postal_code=code or "",
        whatsapp=whatsapp or "",
    )
    return kept, mistakes


def _unprintable(given: object, names: tuple[str, ...], place: str) -> list[Mistake]:
    """Line breaks and the like inside one line would break letters and labels."""
    return [(f"{place}/{name}", "input.characters") for name in names if _CONTROL.search(getattr(given, name) or "")]
