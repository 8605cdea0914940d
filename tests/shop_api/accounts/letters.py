"""Reads letters that wait, as the worker would: kinds, addresses and codes."""

from uuid import UUID

from shop_api.gate import mail
from shop_api.gate.models import OutgoingMail


def posted() -> list[mail.Letter]:
    """Letters that wait, oldest first, opened."""
    return [
        mail.Letter(id=row.id, kind=row.kind, **mail.opened(row))
        for row in OutgoingMail.objects.order_by("created_at", "id")
    ]


def kinds() -> list[tuple[str, str]]:
    """Kind and address of each letter that waits."""
    return [(letter.kind, letter.to) for letter in posted()]


def last_code(to: str) -> str:
    """The code in the newest letter to an address."""
    return str(next(letter.parameters["code"] for letter in reversed(posted()) if letter.to == to))


def forget() -> None:
    """Throw away what waits."""
    OutgoingMail.objects.all().delete()


def last_id() -> UUID:
    """The newest letter's id."""
    return posted()[-1].id
