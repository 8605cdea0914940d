"""Interactive documentation of the shop: open in development, elsewhere for signed-in staff."""

from django.conf import settings
from django.http import HttpRequest
from graphql import GraphQLSchema

from frontend_contracts.wire.docs_pages import Documentation
from shop_api.doors import caller, examples, graphql, openapi
from shop_api.gate.actor import ActorKind


def may_read(request: HttpRequest) -> bool:
    """Whether this caller may read the documentation.

    :raises AuthRequired: a credential is there and does not hold
    """
    return bool(settings.SHOWS_DOCS) or caller.identify(request, "rest").kind is ActorKind.STAFF


def _schema() -> GraphQLSchema:
    made: GraphQLSchema = graphql.schema().graphql_schema
    return made


documentation = Documentation(
    title=openapi.INFO["title"],
    may_read=may_read,
    openapi=openapi.document,
    schema=_schema,
    tabs=examples.tabs,
    stand_ins=examples.STAND_INS,
    remembered=examples.REMEMBERED,
    token_headers=examples.TOKEN_HEADERS,
    csrf_cookie=settings.CSRF_COOKIE_NAME,
)
