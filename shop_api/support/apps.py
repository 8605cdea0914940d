"""Support as a Django app."""

import dataclasses

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Tables and bindings of support."""

    name = "shop_api.support"
    label = "support"

    def ready(self) -> None:
        """Say which member of staff calls, follow orders to their accounts, show frontends the table of states."""
        from shop_api.doors import caller, exports
        from shop_api.gate import effects
        from shop_api.support import identification, rules, steps
        from shop_api.support.use_cases import create_staff_member  # noqa: F401 - no door imports it; lists must hold it

        caller.bind("staff", 5, identification.identify)
        effects.bind("order.claimed", "support", steps.follow_claim)
        exports.bind("states_thread.json", lambda: dataclasses.asdict(rules.MACHINE))
