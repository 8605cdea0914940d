"""Makes logs of consent to verify, and changes them behind the triggers as only a superuser or the owner could."""

from io import StringIO

import psycopg
from django.core.management import CommandError, call_command
from django.utils import timezone

from shop_api.consent import seals
from shop_api.consent.steps import verification
from tests.shop_api.consent import factories
from tests.shop_api.door import Door


def seal() -> str:
    """Seal what waits; returns what the command said."""
    said = StringIO()
    call_command("seal_consent_log", stdout=said)
    return said.getvalue()


def say(person, **answers: bool) -> None:
    """Answer a form over REST."""
    door = Door("rest")
    block = factories.consent_block(door, as_=person.caller, **answers)
    assert door.give_or_refuse_consents(as_=person.caller, consent=block).error is None


def damages() -> set[str]:
    """Each damage that the verification names."""
    report = verification.verify(timezone.now(), keys=[seals.public_key()])
    return {str(one) for one in report.damage}


def verify(*arguments: str) -> tuple[bool, str]:
    """Run the command: whether it passed, and what it said."""
    said = StringIO()
    try:
        call_command("verify_consent_log", *arguments, stdout=said, stderr=said)
    except CommandError as error:
        return False, f"{said.getvalue()}{error}"
    return True, said.getvalue()


def tamper(owner: psycopg.Connection, *statements: str) -> None:
    """Run statements with triggers and foreign keys switched off."""
    with owner.transaction():
        owner.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            assert owner.execute(statement).rowcount != 0, f"changed nothing: {statement}"
