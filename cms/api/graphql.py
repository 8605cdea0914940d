"""The GraphQL schema of the content service: the roots of all features, and no mutation."""

from __future__ import annotations

from dataclasses import dataclass

import graphene
from django.conf import settings
from django.http import HttpRequest
from graphql import ExecutionResult

from cms.events import graphql_api as events
from cms.home import graphql_api as home
from cms.policies import graphql_api as policies
from cms.products import graphql_api as products
from frontend_contracts.wire.graphql_documents import Prepared
from frontend_contracts.wire.graphql_guard import Asked, GuardedGraphQLView
from frontend_contracts.wire.graphql_plan import Plans
from frontend_contracts.wire.problems import NotFound, Problem


class Query(products.Query, policies.Query, home.Query, events.Query, graphene.ObjectType):
    """All that can be read."""


schema = graphene.Schema(query=Query)


@dataclass(frozen=True)
class Context:
    """What resolvers know of the request: nothing about who asks but the subscriber's secret."""

    request: HttpRequest
    authorization: str | None


def context_of(request: HttpRequest) -> Context:
    """Make the context of a request."""
    return Context(request=request, authorization=request.headers.get("Authorization"))


def is_absence(problem: Problem) -> bool:
    """Whether a problem only means that there is nothing: the null says so already."""
    return isinstance(problem, NotFound)


class _View(GuardedGraphQLView):
    """Reads by plan where a document is plain, which is nearly always."""

    plans: Plans | None = None

    def execute(self, prepared: Prepared, asked: Asked, context: Context) -> ExecutionResult:
        """Run the operation: by plan if it can be, else as graphql-core does."""
        answer = self.plans and self.plans.execute(prepared, asked.operation_name, asked.variables, context)
        return answer or super().execute(prepared, asked, context)


view = _View.as_view(
    schema=schema,
    plans=Plans(schema.graphql_schema),
    context_factory=context_of,
    introspection=settings.GRAPHQL_INTROSPECTION,
    trusted_only=settings.GRAPHQL_TRUSTED_ONLY,
    documents=settings.GRAPHQL_DOCUMENTS,
    answers_null=is_absence,
    # How many entries nested lists usually have, for the cost of a query.
    list_sizes={
        "Product.images": 6,
        "Product.variants": 6,
        "Product.body": 10,
        "Variant.attributes": 4,
        "Image.renditions": 4,
        "Product.availableLocales": 3,
        "ProductCard.availableLocales": 3,
        "ProductCard.skus": 6,
    },
)
