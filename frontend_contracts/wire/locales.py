"""The three languages, and which of them a client asked for."""

from __future__ import annotations

from typing import Final, Literal

Locale = Literal["kk", "ru", "en"]

LOCALES: Final[tuple[Locale, ...]] = ("kk", "ru", "en")
DEFAULT_LOCALE: Final[Locale] = "ru"

LONGEST_HEADER = 512  # characters; browsers send under 100, and the rest of a longer header is not worth reading


def pick_locale(accept_language: str | None, default: Locale = DEFAULT_LOCALE) -> Locale:
    """Answer the best of kk, ru, en for an `Accept-Language` header, `default` when it names none of them.

    Follows RFC 9110 weights; of equal weights the one named first wins; `q=0` refuses a language; `*` stands for
    `default` unless that was refused. A malformed part is skipped: a header never makes a request fail.
    """
    if not accept_language:
        return default
    weights: dict[str, float] = {}
    for part in accept_language[:LONGEST_HEADER].split(","):
        tag, weight = _parse_part(part)
        if weight is not None and tag not in weights:
            weights[tag] = weight
    if "*" in weights:
        weights.setdefault(default, weights["*"])
    wanted: Locale = default
    best = 0.0
    for tag, weight in weights.items():
        for locale in LOCALES:
            if tag == locale and weight > best:
                wanted, best = locale, weight
    return wanted


def _parse_part(part: str) -> tuple[str, float | None]:
    """Read one part such as `ru-KZ;q=0.8` as ("ru", 0.8); the weight is None when the part cannot be read."""
    tag, *parameters = (piece.strip() for piece in part.split(";"))
    language = tag.lower().replace("_", "-").partition("-")[0]
    weight = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = float(value)
            except ValueError:
                return language, None
    if not language or not 0 <= weight <= 1:
        return language, None
    return language, weight
