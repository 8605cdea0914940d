"""Guests who look an order up."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from shop_api.orders.contracts.orders import NumberText, PhoneText
from shop_api.values.contract import EmailText, contract


@contract
class LookUpOrder:
    """Ask for a code. Give the order's number, and the phone or the e-mail address that stands on it."""

    number: NumberText
    phone: PhoneText | None = None
    email: EmailText | None = None


@contract
class LookupStarted:
    """If number and contact fit, a code is on its way to the contact on the order. Nobody learns whether they did."""

    id: UUID
    expires_at: datetime


@contract
class ConfirmLookup:
    """Give the six digits of the letter."""

    lookup_id: UUID
    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{6}$")]


@contract
class OrderAccess:
    """Send `token` as X-Order-Token to read, cancel or claim this order."""

    id: UUID
    number: str
    token: str
    expires_at: datetime
