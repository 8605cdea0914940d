"""`manage.py shop_api verify_receipt FILE [--public-key FILE]`: check a receipt offline and say what it proves.

It opens no database and no connection: receipt and public key are enough.
"""

from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from shop_api.consent import receipts

_STATES = {
    "given": "agreed",
    "renewed": "agreed again",
    "refused": "refused",
    "withdrawn": "withdrew",
    "expired": "expired",
    "revoked": "was revoked",
}


class Command(BaseCommand):
    """Verify one receipt."""

    help = "Check the signature of a consent receipt with the public key alone, and print what was agreed."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: Any) -> None:
        """Add the receipt's file and the key's."""
        parser.add_argument("file", help="the receipt: the JWS text, or the JSON answer that holds it")
        parser.add_argument("--public-key", help="a JWK file; without it the key of these settings")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was agreed, or fail with what is wrong."""
        try:
            key = receipts.public_key()
            if options["public_key"]:
                key = orjson.loads(Path(options["public_key"]).read_bytes())
            told = receipts.verified(_receipt(Path(options["file"])), key)
        except (OSError, ValueError, receipts.ReceiptRefused) as error:
            raise CommandError(f"Not valid. {error}") from error
        for line in in_plain_words(told):
            self.stdout.write(line)


def _receipt(path: Path) -> str:
    text = path.read_text(encoding="ascii").strip()
    if text.startswith("{"):
        text = str(orjson.loads(text).get("receipt", ""))
    return text


def in_plain_words(told: dict[str, Any]) -> list[str]:
    """What a verified receipt says, line by line."""
    record, policy, elements = told["record"], told["policy"], told["elements"]
    operator = told["operator"]
    subject = elements["subject"]
    lines = [
        "Valid: signed by the operator's key, every bit as it was.",
        f"Operator:     {operator['legal_name']['en']}, BIN {operator['bin']}",
        f"Person:       {subject['name'] or 'no name was kept'} (reference {subject['reference'][:16]}…)",
        f"Flag:         {record['flag']} ({record['kind']})",
        f"Wording:      {elements['other']['wording']}",
        f"Text:         {policy['slug']} version {policy['version']} in {policy['locale']}",
        f"              SHA-256 of the text {policy['text_sha256']}",
        f"              SHA-256 of the document {policy['sha256']}",
        f"Term:         from {elements['term']['from']} until {elements['term']['until']}",
        f"Third parties: {elements['third_party_transfer']}; across borders: {elements['cross_border_transfer']}; "
        f"publication: {elements['publication']}",
        f"Data:         {_data(elements['data'])}",
        f"Record:       {record['id']}",
    ]
    for event in told["events"]:
        lines.append(f"  {event['seq']}. {event['at']}  {_STATES[event['state']]}  (leaf {event['leaf'][:16]}…)")
    lines.append(f"Now:          {_STATES[record['state']]}, since {record['since']}")
    return lines


def _data(data: dict[str, list[str]]) -> str:
    return "; ".join(f"{category} ({', '.join(fields)})" for category, fields in data.items()) or "none of its own"
