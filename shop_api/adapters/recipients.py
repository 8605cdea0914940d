"""The register of recipients: every host outside the shop that an adapter can send personal data to.

The public inventory shows it and the published policy is checked against it. The cms is the operator's own and gets
no personal data: `cms_client` only reads. A test compares the modules here that open connections with this register.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from shop_api.values.purposes import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom personal data can reach: through which adapter, in which country, for which purposes, of which kinds."""

    id: str
    adapter: str
    host: str
    country: str
    role: str
    purposes: tuple[Purpose, ...]
    categories: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The recipient as the inventory shows it."""
        return {
            "id": self.id,
            "host": self.host,
            "country": self.country,
            "role": self.role,
            "purposes": sorted(purpose.value for purpose in self.purposes),
            "categories": sorted(self.categories),
        }


#: Adapters that open connections and send nothing about anybody: id → why.
WITHOUT_PERSONAL_DATA = {"cms_client": "reads published texts and products of the operator's own cms"}


def registered() -> tuple[Recipient, ...]:
    """Every recipient, by id."""
    return (
        Recipient(
            id="mail",
            adapter="mailer",
            host=settings.MAIL_RECIPIENT["host"],
            country=settings.MAIL_RECIPIENT["country"],
            role="processor",
            purposes=(Purpose.ACCOUNT, Purpose.ORDER_FULFILMENT, Purpose.SUPPORT),
            categories=("account", "order", "order_contact"),
        ),
    )
