"""How settings read the environment: plain values with a default, secrets without one."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable's value, or `default` when it is unset or empty."""
    return os.environ.get(name) or default


def required(name: str, why: str) -> str:
    """The variable's value.

    :raises ImproperlyConfigured: it is unset or empty; the message says what it is for
    """
    value = os.environ.get(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list of its trimmed, non-empty parts."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
