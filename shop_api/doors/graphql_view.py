"""The one GraphQL address of the shop: the wire's guard around our schema."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt
from frontend_contracts.wire.graphql_guard import GuardedGraphQLView

from shop_api.doors import graphql


def view() -> Callable[..., Any]:
    """The view, exempt from Django's own CSRF check: the caller's identification does it for cookie sessions."""
    from shop_api.schema import schema

    return csrf_exempt(
        _View.as_view(
            schema=schema,
            context_factory=graphql.context_of,
            introspection=settings.GRAPHQL_INTROSPECTION,
            trusted_only=settings.GRAPHQL_TRUSTED_ONLY,
        )
    )


class _View(GuardedGraphQLView):
    """Adds what our contexts know to the answer's headers."""
