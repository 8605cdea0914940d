"""What crosses the doors of privacy."""

from enum import StrEnum


class Handler(StrEnum):
    """Who carries a right out."""

    AUTOMATIC = "automatic"  # the code, at once
    MANUAL_CASE = "manual_case"  # a person at the desk, within the clock


class Right(StrEnum):
    """The rights of a data subject: law 94-V art. 24(1), 19-1 and Digital Code art. 41, 43."""

    INFORMATION = "information"
    ACCESS = "access"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    BLOCKING = "blocking"
    DELETION = "deletion"
    OBJECTION = "objection"
    RECIPIENTS = "recipients"
