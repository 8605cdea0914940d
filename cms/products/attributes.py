"""What tells variants apart (weight, colour, size), in three languages."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from frontend_contracts.wire.locales import LOCALES

LONGEST_TEXT = 100  # characters
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
HELP = "One a line, in Kazakh, Russian and English: weight = 100 г | 100 г | 100 g"


def check(value: Any) -> None:
    """Attributes are {"weight": {"kk": "100 г", "ru": "100 г", "en": "100 g"}}.

    :raises ValidationError: another shape, an empty or long text
    """
    is_mapping = isinstance(value, dict) and all(isinstance(texts, dict) for texts in value.values())
    if not is_mapping or any(set(texts) != set(LOCALES) for texts in value.values()):
        raise ValidationError(f"Write each attribute in all languages. {HELP}")
    for name, texts in value.items():
        if not _NAME.fullmatch(name):
            raise ValidationError(f"“{name}” is no name of an attribute: use a-z, 0-9 and _.")
        if not all(isinstance(text, str) and 0 < len(text) <= LONGEST_TEXT for text in texts.values()):
            raise ValidationError(f"Each text of “{name}” has 1 to {LONGEST_TEXT} characters.")


class AttributesFormField(forms.CharField):
    """Attributes as lines of text."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        """The lines of stored attributes."""
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{name} = {' | '.join(texts[key] for key in LOCALES)}" for name, texts in value.items())

    def to_python(self, value: Any) -> Any:
        """The attributes of typed lines.

        :raises ValidationError: a line that cannot be read
        """
        if isinstance(value, dict):
            return value
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        attributes = dict(_read(line) for line in lines)
        if len(attributes) != len(lines):
            raise ValidationError("An attribute stands twice.")
        return attributes

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what the texts mean, not how they are spaced."""
        try:
            return bool((initial or {}) != self.to_python(data))
        except ValidationError:
            return True


class AttributesField(models.JSONField):
    """Attributes in the database, lines of text in forms."""

    default_validators = [check]

    def formfield(self, **kwargs: Any) -> Any:
        """The field of lines."""
        return AttributesFormField(label=self.verbose_name, required=False, help_text=HELP)


def _read(line: str) -> tuple[str, dict[str, str]]:
    name, equals, rest = line.partition("=")
    texts = [text.strip() for text in rest.split("|")]
    if not equals or len(texts) != len(LOCALES):
        raise ValidationError(f"“{line}” cannot be read. {HELP}")
    return name.strip(), dict(zip(LOCALES, texts, strict=True))
