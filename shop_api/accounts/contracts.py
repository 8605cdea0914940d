"""What crosses the doors of accounts."""

from enum import StrEnum


class AgeBand(StrEnum):
    """How old somebody says they are; a band and not a birth date (policy P11.1)."""

    UNDER_14 = "under_14"
    FROM_14_TO_17 = "14_17"
    ADULT = "18_plus"


class AccountStatus(StrEnum):
    """Where an account stands."""

    UNVERIFIED = "unverified"
    ACTIVE = "active"
    CLOSED = "closed"


class NameChoice(StrEnum):
    """How the author of a review is shown when they agreed to be named: `Aigerim S.` or `Aigerim`."""

    FIRST_NAME_AND_INITIAL = "first_name_and_initial"
    FIRST_NAME = "first_name"
