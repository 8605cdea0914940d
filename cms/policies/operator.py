"""The operator's facts: one place in the settings, read by the gate, every rendering and both doors (P1.2, P13.1)."""

from typing import Any

from django.conf import settings
from django.core import checks

from cms.policies import contracts
from frontend_contracts.wire.operator import is_bin


def operator() -> contracts.Operator:
    """Return the operator of `settings.OPERATOR`; what is not configured is empty, and the gate says so."""
    configured: dict[str, Any] = settings.OPERATOR
    return contracts.Operator(
        legal_name=_texts(configured, "legal_name"),
        trading_name=configured.get("trading_name", ""),
        bin=configured.get("bin", ""),
        contact_email=configured.get("contact_email", ""),
        address=_texts(configured, "address"),
        phone=configured.get("phone", ""),
        responsible_person=_texts(configured, "responsible_person"),
        authority_url=_texts(configured, "authority_url"),
    )


@checks.register("policies")
def check_operator(**_: Any) -> list[checks.CheckMessage]:
    """Refuse to start with a BIN whose control digit is wrong: it would be printed in every policy and consent."""
    if is_bin(settings.OPERATOR.get("bin", "")):
        return []
    return [
        checks.Error(
            "The operator's BIN is not a valid number: its control digit does not match.",
            hint="Set OPERATOR['bin'] to the twelve digits of the state registration.",
            id="policies.E001",
        )
    ]


def _texts(configured: dict[str, Any], name: str) -> dict[str, str]:
    texts = configured.get(name, {})
    return {locale: texts.get(locale, "") for locale in contracts.LOCALES}
