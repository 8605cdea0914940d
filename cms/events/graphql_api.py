"""The pull feed over GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from django.utils import timezone

from cms.events import queries


class Event(graphene.ObjectType):
    """One publication, as the webhook sends it."""

    id = graphene.ID(required=True)
    type = graphene.String(required=True)
    schema_version = graphene.Int(required=True)
    sequence = graphene.Int(required=True)
    occurred_at = graphene.String(required=True)
    slug = graphene.String(required=True)
    version = graphene.Int()
    sha256 = graphene.String()


class EventFeed(graphene.ObjectType):
    """Events in order, and the sequence to go on from."""

    data = graphene.List(graphene.NonNull(Event), required=True)
    next = graphene.Int()


class Query(graphene.ObjectType):
    """Root of the events; needs the header `Authorization: Bearer` with the events secret."""

    events = graphene.Field(EventFeed, after=graphene.Int(), limit=graphene.Int(), required=True)

    @staticmethod
    def resolve_events(root: Any, info: Any, after: int = 0, limit: int = queries.DEFAULT_LIMIT) -> dict[str, Any]:
        queries.check_subscriber(info.context.authorization)
        found = queries.feed(after=after, limit=limit, now=timezone.now())
        rows = [event.to_dict() for event in found.events]
        return {"data": [{**row, **row["data"]} for row in rows], "next": found.next}
