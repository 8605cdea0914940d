"""The clauses in GraphQL, in the language asked for."""

from typing import Any

import graphene


def _text(description: str | None = None) -> Any:
    return graphene.String(required=True, description=description)


def _ids(description: str | None = None) -> Any:
    return graphene.List(graphene.NonNull(graphene.String), required=True, description=description)


class PolicyDataCategory(graphene.ObjectType):
    """A kind of data."""

    id = _text()
    wording = _text()
    necessity = _text("required or optional")
    fields = _ids("Fields of the shop, as its inventory names them")


class PolicyRecipient(graphene.ObjectType):
    """Somebody else who gets data."""

    id = _text()
    name = _text()
    country = _text("Two letters")
    role = _text("processor, controller, third_party or authority")
    purposes = _ids()
    categories = _ids()
    agreement = _text()
    host = _text("Where the shop sends")
    reviewed_on = _text("A date, YYYY-MM-DD")


class PolicyTerm(graphene.ObjectType):
    """How long: exactly one member is set."""

    days = graphene.Int()
    months = graphene.Int()
    years = graphene.Int()
    until = graphene.String(description="withdrawn or erased")


class PolicyRetention(graphene.ObjectType):
    """How long data of a kind are kept for a purpose."""

    id = _text()
    category = _text()
    purpose = _text()
    term = graphene.Field(PolicyTerm, required=True)
    from_event = _text("What the term counts from; empty where it ends with an event")
    then = _text("delete, anonymise or restrict")
    wording = _text()


class PolicySafeguard(graphene.ObjectType):
    """What protects data in another country."""

    id = _text()
    country = _text("Two letters")
    wording = _text()


class PolicyRight(graphene.ObjectType):
    """What a person may ask."""

    id = _text()
    handler = _text("automatic or manual_case")
    clock_working_days = graphene.Int(required=True, description="Working days in Kazakhstan; 0 is at once")
    wording = _text()


class PolicyClock(graphene.ObjectType):
    """How long the buyer may ask, or how soon the shop acts: exactly one member is set."""

    days = graphene.Int(description="Calendar days")
    working_days = graphene.Int(description="Working days in Kazakhstan")
    months = graphene.Int()
    years = graphene.Int()


class PolicyConsumerRight(graphene.ObjectType):
    """What a buyer may do or ask under the terms."""

    id = _text()
    handler = _text("automatic or manual_case")
    clock = graphene.Field(PolicyClock, description="None where no number counts")
    from_event = graphene.String(description="What the clock counts from: purchase, delivery or request")
    wording = _text()


class PolicyContact(graphene.ObjectType):
    """Where people turn."""

    id = _text()
    kind = _text("email, phone, address or authority")
    value = graphene.String()
    wording = graphene.String()


class PolicyClauses(graphene.ObjectType):
    """What the policy or the terms promise, as data."""

    data_categories = graphene.List(graphene.NonNull(PolicyDataCategory), required=True)
    recipients = graphene.List(graphene.NonNull(PolicyRecipient), required=True)
    retention = graphene.List(graphene.NonNull(PolicyRetention), required=True)
    safeguards = graphene.List(graphene.NonNull(PolicySafeguard), required=True)
    rights = graphene.List(graphene.NonNull(PolicyRight), required=True)
    consumer_rights = graphene.List(
        graphene.NonNull(PolicyConsumerRight), required=True, description="Of buyers; in terms only"
    )
    contacts = graphene.List(graphene.NonNull(PolicyContact), required=True)
