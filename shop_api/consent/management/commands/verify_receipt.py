"""`manage.py shop_api verify_receipt FILE [--public-key FILE] [--archive FILE]`: check a receipt offline.

It opens no database and no connection: receipt and public key are enough; the archive's document of the version proves
the very text too.
"""

from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from shop_api.consent import receipt_checks, receipt_words, receipts

_UNREADABLE = 2  # what the shell is told where a file cannot be read; 1 is a refused receipt


class Command(BaseCommand):
    """Verify one receipt."""

    help = "Check the signature of a consent receipt with the public key alone, and print what was agreed."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: Any) -> None:
        """Add the receipt's file, the key's, the archive's, and how to print."""
        parser.add_argument("file", help="the receipt: JWS, JSON-LD, or the JSON answer that holds one or both")
        parser.add_argument("--public-key", help="a JWK file; without it the key of these settings")
        parser.add_argument("--archive", help="the archive's document: what /api/v1/policies/SLUG?version=N answers")
        parser.add_argument("--text", help="write the text the person saw to this file (needs --archive)")
        parser.add_argument("--locale", choices=receipt_words.LOCALES, help="default: the language that was shown")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was agreed, or fail with what is wrong."""
        if options["text"] and not options["archive"]:
            raise CommandError("--text needs --archive.", returncode=_UNREADABLE)
        content, archive = _read(options["file"]), _read(options["archive"]) if options["archive"] else None
        key = _key(_read(options["public_key"])) if options["public_key"] else receipts.public_key()
        try:
            told = receipt_checks.checked(content, key)
            shown = None if archive is None else receipt_checks.archived(archive, told)
        except receipts.ReceiptRefused as error:
            raise CommandError(f"Not valid. {error}") from error
        locale = options["locale"] or told["policy"]["locale"]
        for line in receipt_words.lines(told, key_id=receipts.thumbprint(key), locale=locale):
            self.stdout.write(line)
        if shown is not None:
            self.stdout.write(receipt_words.archive_line(shown.title, len(shown.html), locale))
        if shown is not None and options["text"]:
            Path(options["text"]).write_bytes(shown.html)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read.", returncode=_UNREADABLE) from error


def _key(content: bytes) -> dict[str, Any]:
    try:
        key: dict[str, Any] = orjson.loads(content)
        receipts.thumbprint(key)
    except (ValueError, TypeError, receipts.ReceiptRefused) as error:
        raise CommandError("The key's file holds no public key for Ed25519.", returncode=_UNREADABLE) from error
    return key
