"""`manage.py shop_api whatsapp_templates`: the messages as templates that Meta approves before the first is sent."""

import json
import pkgutil
from typing import Any

from django.core.management.base import BaseCommand

from shop_api.adapters import messages, whatsapp

_EXAMPLES = {"number": "4829-3017-7563"}


class Command(BaseCommand):
    """Print one JSON object a template and language, as `POST /{account id}/message_templates` takes it."""

    help = "Prints the WhatsApp messages as templates to register with Meta; needs no database and sends nothing."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them as a JSON list."""
        kinds = sorted(module.name for module in pkgutil.iter_modules(messages.__path__))
        made = [_template(kind, locale) for kind in kinds for locale in ("kk", "ru", "en")]
        self.stdout.write(json.dumps(made, ensure_ascii=False, indent=2))


def _template(kind: str, locale: str) -> dict[str, Any]:
    file = whatsapp.file_of(kind)
    places = {name: f"{{{{{place}}}}}" for place, name in enumerate(file.FIELDS, start=1)}
    body = {
        "type": "BODY",
        "text": whatsapp.written(file, locale, places),
        "example": {"body_text": [[_EXAMPLES[name] for name in file.FIELDS]]},
    }
    return {"name": kind, "language": locale, "category": "UTILITY", "components": [body]}
