"""The same as `consent_revoked`, to a guest, whose address is on their order."""

from shop_api.adapters.letters.consent_revoked import FIELDS, SUBJECT, TEXT
from shop_api.values.purposes import Purpose

__all__ = ["FIELDS", "PURPOSE", "SUBJECT", "TEXT", "TO"]

PURPOSE = Purpose.ORDER_FULFILMENT
TO = "orders.OrderContact.email"
