"""What personal data may be used for, and the legal switches of law 94-V Art. 8(4) and 24(1)(5).

Ids are public: the policy declares wording for them, the consent block names them, the inventory lists them.
"""

from enum import StrEnum


class Purpose(StrEnum):
    """A purpose of processing. One that the published policy does not word cannot be asked for."""

    STOREFRONT = "storefront"
    ACCOUNT = "account"
    ORDER_FULFILMENT = "order_fulfilment"
    SUPPORT = "support"
    REVIEW_PUBLICATION = "review_publication"
    MARKETING_EMAIL = "marketing_email"


class Switch(StrEnum):
    """A consent the law asks apart from any purpose. The fourth, processing, is given with any purpose."""

    THIRD_PARTY_TRANSFER = "third_party_transfer"
    CROSS_BORDER_TRANSFER = "cross_border_transfer"
    PUBLICATION = "publication"


Flag = Purpose | Switch

FLAGS: dict[str, Flag] = {flag.value: flag for flag in (*Purpose, *Switch)}
