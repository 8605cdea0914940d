"""Contacts as people see them who may know that they exist and not what they are."""

from shop_api.values import phone as phones


def name(clear: str) -> str:
    """`Сейтова Айгерим` → `С*** А***`."""
    return " ".join(f"{word[0]}***" for word in clear.split())


def email(clear: str) -> str:
    """`aigerim@example.kz` → `a***@example.kz`."""
    local, _, domain = clear.partition("@")
    return f"{local[:1]}***@{domain}"


def phone(clear: str) -> str:
    """`+77011234567` → `+7 701 *** ** 67`."""
    return phones.masked(clear)


def street(clear: str) -> str:
    """`Абая 10, кв. 5` → `А***`."""
    return f"{clear[:1]}***"


def postal_code(clear: str) -> str:
    """`050000` → `05****`."""
    return clear[:2] + "*" * (len(clear) - 2)
