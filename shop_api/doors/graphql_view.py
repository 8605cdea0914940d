"""The one GraphQL address of the shop: the wire's guard around our schema."""

from collections.abc import Callable
from typing import Any

import graphene
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from graphql import ExecutionResult, GraphQLList, GraphQLObjectType, GraphQLSchema, get_nullable_type

from frontend_contracts.wire.graphql_documents import Prepared
from frontend_contracts.wire.graphql_guard import Asked, GuardedGraphQLView
from frontend_contracts.wire.problems import Kind, Problem
from shop_api.doors import graphql
from shop_api.doors.graphql_plan import Plans


def is_absence(problem: Problem) -> bool:
    """What one may not see does not exist: a null and no error, as for what is really not there."""
    return problem.kind is Kind.NOT_FOUND


#: How many entries a list without a size argument usually holds, for the cost of a document: the variants of a card,
#: the lines of an order, what may be done with it. The real bound is the contract's; this one is for the estimate.
USUAL_LIST = 4


def list_sizes(schema: GraphQLSchema) -> dict[str, int]:
    """Every list inside an answer, as `Type.field` → its usual size; pages of a connection bring their own."""
    return {
        f"{kind.name}.{name}": USUAL_LIST
        for kind in schema.type_map.values()
        if isinstance(kind, GraphQLObjectType) and kind not in (schema.query_type, schema.mutation_type)
        for name, one in kind.fields.items()
        if isinstance(get_nullable_type(one.type), GraphQLList)
        and not one.args
        and not kind.name.endswith("Connection")
    }


class _View(GuardedGraphQLView):
    """Answers ready JSON by plan, and adds what our contexts know to the answer's headers."""

    plans: Plans | None = None

    def execute(self, prepared: Prepared, asked: Asked, context: graphql.Context) -> ExecutionResult:
        """Run the operation: by plan where it asks for nothing but ready answers, else as graphql-core does."""
        if self.plans is not None:
            answer = self.plans.execute(prepared, asked.operation_name, asked.variables, context)
            if answer is not None:
                return answer
        return super().execute(prepared, asked, context)

    def finish(self, response: HttpResponse, context: graphql.Context) -> HttpResponse:
        """Say when an idempotency key answered instead of the work; let the mutation set its cookies."""
        if context.replayed:
            response["Idempotent-Replayed"] = "true"
        for after in context.afters:
            after(response)
        return response


def view(schema: graphene.Schema) -> Callable[..., Any]:
    """The view; a cookie session's CSRF token is checked where the caller is identified."""

    def context_of(request: HttpRequest) -> graphql.Context:
        return graphql.context_of(request)

    return _View.as_view(
        schema=schema,
        context_factory=staticmethod(context_of),
        answers_null=staticmethod(is_absence),
        introspection=settings.GRAPHQL_INTROSPECTION,
        list_sizes=list_sizes(schema.graphql_schema),
        plans=Plans(schema.graphql_schema),
        documents=settings.GRAPHQL_DOCUMENTS,
        trusted_only=settings.GRAPHQL_TRUSTED_ONLY,
    )
