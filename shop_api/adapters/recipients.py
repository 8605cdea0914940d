"""The register of recipients: every host outside the shop that an adapter can send personal data to.

The public inventory shows it and the published policy is checked against it. The cms is the operator's own and gets
no personal data: `cms_client` only reads. A test compares the modules here that open connections with this register.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from shop_api.values.purposes import Purpose, Switch

HOME = "KZ"
MAIL = "mail"
WHATSAPP = "whatsapp"
#: Whoever is not the operator's own processor receives data in their own right (law 94-V art. 8(4), 24(1)(5)).
THIRD_PARTIES = frozenset({"third_party", "controller"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom personal data can reach: through which adapter, in which country, for which purposes, which of them.

    `fields` lists every field that may leave, by its name in the inventory, and no other can. Some are personal only
    beside an address, as an order's number is: `categories` names what they then tell about.
    """

    id: str
    adapter: str
    host: str
    country: str
    role: str
    purposes: tuple[Purpose, ...]
    categories: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def switches(self) -> tuple[Switch, ...]:
        """The separate consents a transfer to them needs; a processor at home needs none."""
        needed = [Switch.THIRD_PARTY_TRANSFER] if self.role in THIRD_PARTIES else []
        needed += [Switch.CROSS_BORDER_TRANSFER] if self.country != HOME else []
        return tuple(needed)

    def to_json(self) -> dict[str, Any]:
        """The recipient as the inventory shows it."""
        return {
            "id": self.id,
            "host": self.host,
            "country": self.country,
            "role": self.role,
            "purposes": sorted(purpose.value for purpose in self.purposes),
            "categories": sorted(self.categories),
            "fields": sorted(self.fields),
        }


#: Adapters that open connections and send nothing about anybody: id → why.
WITHOUT_PERSONAL_DATA = {"cms_client": "reads published texts and products of the operator's own cms"}


def registered() -> tuple[Recipient, ...]:
    """Every recipient, by id. WhatsApp is one only where the operator has set it up: else nothing can leave there."""
    return (_mail(), _whatsapp()) if settings.WHATSAPP_SENDER else (_mail(),)


def registered_as(recipient_id: str) -> Recipient | None:
    """A recipient by its id; None when the register has none."""
    return next((one for one in registered() if one.id == recipient_id), None)


def _mail() -> Recipient:
    return Recipient(
        id=MAIL,
        adapter="mailer",
        host=settings.MAIL_RECIPIENT["host"],
        country=settings.MAIL_RECIPIENT["country"],
        role="processor",
        purposes=(Purpose.ACCOUNT, Purpose.ORDER_FULFILMENT, Purpose.SUPPORT),
        categories=("account", "consent", "order", "order_contact", "privacy_request"),
        fields=(
            "accounts.Account.email",
            "consent.ConsentRevocation.reason",
            "orders.Order.cash_minor",
            "orders.Order.number",
            "orders.OrderContact.email",
            "orders.OrderContact.phone",
            "orders.OrderLine.quantity",
            "orders.OrderLine.titles",
            "privacy.PrivacyRequest.answer",
            "privacy.PrivacyRequest.article",
            "privacy.PrivacyRequest.due_on",
            "privacy.PrivacyRequest.email",
            "privacy.PrivacyRequest.number",
            "support.Thread.number",
        ),
    )


def _whatsapp() -> Recipient:
    """Meta decides itself what it does with who was written to when: a third party, not a processor of the shop's."""
    return Recipient(
        id=WHATSAPP,
        adapter="whatsapp",
        host=settings.WHATSAPP_RECIPIENT["host"],
        country=settings.WHATSAPP_RECIPIENT["country"],
        role="third_party",
        purposes=(Purpose.ORDER_FULFILMENT,),
        categories=("delivery", "order"),
        fields=("orders.Order.number", "orders.OrderRecipient.whatsapp"),
    )
