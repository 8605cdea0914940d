"""A price is kept in tiyn and typed in tenge."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

TIYN_PER_TENGE = 100
CURRENCY = "KZT"
HIGHEST_MINOR = 100_000_000_000  # tiyn; a thousand million tenge, beyond which a price is a typing error


def to_wire(price_minor: int) -> dict[str, str]:
    """A price as it stands in answers: {"amount": "12990.00", "currency": "KZT"}."""
    return {"amount": f"{Decimal(price_minor) / TIYN_PER_TENGE:.2f}", "currency": CURRENCY}


class TengeFormField(forms.DecimalField):
    """Shows and takes tenge with at most two decimals; its value is whole tiyn."""

    def prepare_value(self, value: Any) -> Any:
        """Tiyn from the row become tenge; what the editor typed stays as typed."""
        return Decimal(value) / TIYN_PER_TENGE if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Tiyn, or nothing."""
        tenge = super().clean(value)
        return None if tenge is None else int(tenge * TIYN_PER_TENGE)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare in tenge, or every untouched price would look edited."""
        return super().has_changed(self.prepare_value(initial), data)


class PriceField(models.BigIntegerField):  # type: ignore[type-arg]  # Django's own class takes no arguments
    """Whole tiyn in the database, tenge in forms."""

    default_validators = [MinValueValidator(1), MaxValueValidator(HIGHEST_MINOR)]

    def formfield(self, **kwargs: Any) -> Any:
        """The tenge field; limits stand on the model and count tiyn."""
        return TengeFormField(
            label=self.verbose_name,
            max_digits=12,
            decimal_places=2,
            help_text=self.help_text,
            widget=kwargs.get("widget"),
        )
