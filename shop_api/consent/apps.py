"""Consent as a Django app."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Tables and bindings of consent."""

    name = "shop_api.consent"
    label = "consent"

    def ready(self) -> None:
        """Answer the gate's questions about consent, keep what is published, and say whether forms can be shown."""
        from django.utils import timezone

        from shop_api.consent import receipt_example
        from shop_api.consent.port import Port
        from shop_api.consent.queries import form
        from shop_api.consent.rules import withdrawal_effects
        from shop_api.consent.steps import texts, withdrawals
        from shop_api.doors import exports, health
        from shop_api.gate import consent_port, effects
        from shop_api.publications import appliers

        receipt_example.bind()
        consent_port.bind(Port())
        for kind in ("policy", "terms"):
            appliers.bind(f"{kind}.published", texts.apply_published)
            appliers.bind(f"{kind}.withdrawn", texts.apply_withdrawn)
        effects.bind("obligation.ended", "consent", withdrawals.carry_out)
        exports.bind("withdrawal_effects.json", withdrawal_effects)
        health.bind("policy", lambda: form.missing_in_force(timezone.now()))
