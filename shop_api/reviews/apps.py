"""Reviews as a Django app."""

import dataclasses

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Tables and bindings of reviews."""

    name = "shop_api.reviews"
    label = "reviews"

    def ready(self) -> None:
        """Follow withdrawn consents, and show frontends the table of states."""
        from shop_api.doors import exports
        from shop_api.gate import effects
        from shop_api.reviews import rules, steps

        effects.bind("consent.withdrawn", "reviews", steps.follow_withdrawal)
        exports.bind("states_review.json", lambda: dataclasses.asdict(rules.MACHINE))
