"""How settings read the environment: a value, or the file that `NAME_FILE` names, as container platforms mount secrets.

Empty counts as unset everywhere. Messages name variables and paths, never values.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_FLAGS = {"": False, "no": False, "yes": True}


def text(name: str, default: str = "") -> str:
    """The variable's value, or what its file holds without the white space around, or `default`.

    :raises ImproperlyConfigured: both are set, or the file cannot be read
    """
    value, file = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if value and file:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    if file:
        try:
            value = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{name}_FILE names {file}, which cannot be read as text.") from error
    return value or default


def required(name: str, why: str) -> str:
    """The variable's value.

    :raises ImproperlyConfigured: it is unset or empty; the message says what it is for
    """
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE to the path of a file that holds it: {why}.")
    return value


def address(name: str, why: str, *, may_be_plain: bool = False) -> str:
    """The base address of a service, without a slash at the end; https, unless it `may_be_plain` http.

    :raises ImproperlyConfigured: it is unset, or no such address
    """
    value = required(name, why).rstrip("/")
    parts = urlsplit(value)
    schemes = ("https", "http") if may_be_plain else ("https",)
    if parts.scheme not in schemes or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{name} must be an address that starts with {' or '.join(schemes)}://: {why}.")
    return value


def country(name: str, why: str) -> str:
    """A country as two capital letters (ISO 3166-1).

    :raises ImproperlyConfigured: it is unset, or something else
    """
    value = required(name, why)
    if not (len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()):
        raise ImproperlyConfigured(f"{name} must be two capital letters, such as KZ: {why}.")
    return value


def host_of(base_address: str) -> str:
    """The host name in an address, as ALLOWED_HOSTS wants it: without the port."""
    return urlsplit(base_address).hostname or ""


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list of its trimmed, non-empty parts."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number, 0 or more.

    :raises ImproperlyConfigured: it is something else
    """
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number.")
    return int(value)


def flag(name: str) -> bool:
    """`yes` or `no`; unset means no.

    :raises ImproperlyConfigured: it is something else, which only looks like an answer
    """
    try:
        return _FLAGS[text(name)]
    except KeyError:
        raise ImproperlyConfigured(f"{name} must be yes or no.") from None
