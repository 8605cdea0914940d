"""Query parameters of a request, read strictly: an unknown or malformed one is a 400 that names it, never ignored."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from frontend_contracts.wire.json_guard import is_storable
from frontend_contracts.wire.locales import DEFAULT_LOCALE, LOCALES
from frontend_contracts.wire.problems import FieldError, InputInvalid

LONGEST = 300  # characters of one parameter
HIGHEST_INTEGER = 2**53 - 1  # what JSON clients can represent


class Parameters:
    """The parameters of one request, of which only the `known` may appear, once each."""

    def __init__(self, request: HttpRequest, known: frozenset[str]) -> None:
        """Read the query.

        :raises InputInvalid: at each parameter that is unknown, repeated, too long or not storable text
        """
        errors = [error for name, values in request.GET.lists() for error in _refusals(name, values, known)]
        if errors:
            raise InputInvalid(errors=errors)
        self._values = {name: str(request.GET[name]) for name in request.GET}

    def text(self, name: str) -> str | None:
        """The trimmed text, None when the parameter is missing or empty."""
        return self._values.get(name, "").strip() or None

    def locale(self, name: str = "locale") -> str:
        """One of kk, ru, en; Russian when not given: answers must not depend on a header, so that caches can keep them.

        :raises InputInvalid: another language
        """
        value = self.text(name) or DEFAULT_LOCALE
        if value not in LOCALES:
            raise _invalid(name, "locale", " | ".join(LOCALES))
        return value

    def integer(self, name: str, *, lowest: int = 1, highest: int = HIGHEST_INTEGER) -> int | None:
        """A whole number within the limits, None when the parameter is missing.

        :raises InputInvalid: no such number
        """
        value = self.text(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 17 and lowest <= int(value) <= highest):
            raise _invalid(name, "integer", f"{lowest}…{highest}")
        return int(value)

    def day(self, name: str) -> date | None:
        """A date such as 2026-11-22, None when the parameter is missing.

        :raises InputInvalid: no such date
        """
        value = self.text(name)
        if value is None:
            return None
        try:
            if len(value) != 10:
                raise ValueError("not YYYY-MM-DD")
            return date.fromisoformat(value)
        except ValueError:
            raise _invalid(name, "date", "YYYY-MM-DD") from None


def checked_text(name: str, value: str | None) -> str | None:
    """The trimmed text of an argument of the other door, None when it is missing or empty.

    :raises InputInvalid: too long, or not storable
    """
    if value is not None and (len(value) > LONGEST or not is_storable(value)):
        raise _invalid(name, "text", f"≤ {LONGEST}")
    return (value or "").strip() or None


def checked_locale(value: str | None) -> str:
    """The same check for the other door.

    :raises InputInvalid: another language
    """
    if value is not None and value not in LOCALES:
        raise _invalid("locale", "locale", " | ".join(LOCALES))
    return value or DEFAULT_LOCALE


def _refusals(name: str, values: list[str], known: frozenset[str]) -> list[FieldError]:
    if name not in known:
        return [FieldError(pointer=f"/{name[:40]}", code="unknown", detail=", ".join(sorted(known)))]
    if len(values) != 1:
        return [FieldError(pointer=f"/{name}", code="repeated", detail="1")]
    if len(values[0]) > LONGEST or not is_storable(values[0]):
        return [FieldError(pointer=f"/{name}", code="text", detail=f"≤ {LONGEST}")]
    return []


def _invalid(name: str, code: str, detail: str) -> InputInvalid:
    return InputInvalid(errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])
