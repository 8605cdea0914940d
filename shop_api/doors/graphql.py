"""The GraphQL door: root fields and mutations from queries and use cases, and the one view that serves them."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args, get_origin

import graphene
import orjson
from django.http import HttpRequest, HttpResponse
from pydantic.alias_generators import to_pascal

from frontend_contracts.wire.problems import Kind, Problem
from shop_api.doors import caller, graphql_types, inputs
from shop_api.gate.actor import Actor
from shop_api.gate.query import Query
from shop_api.gate.use_case import Outcome, UseCase
from shop_api.values.page import Page, SummedPage

#: Failures that are not data: they concern the whole request, so they stand at the top of the answer.
TOP_LEVEL = {Kind.UNAUTHENTICATED, Kind.TOO_MANY, Kind.UNAVAILABLE, Kind.BUG}


@dataclass(frozen=True, slots=True)
class Context:
    """What resolvers see of a request."""

    request: HttpRequest
    actor: Actor
    key: str | None
    replayed: list[bool] = dataclasses.field(default_factory=list)
    afters: list[Callable[[HttpResponse], None]] = dataclasses.field(default_factory=list)


def context_of(request: HttpRequest) -> Context:
    """Identify the caller of a GraphQL request and read its idempotency key."""
    return Context(
        request=request,
        actor=caller.identify(request, "graphql"),
        key=request.headers.get("Idempotency-Key"),
    )


class PayloadError(graphene.ObjectType):
    """An expected failure of a mutation: a code from the registry, the field it is about, a text for people."""

    code = graphene.NonNull(graphene.String)
    field = graphene.String()
    message = graphene.NonNull(graphene.String)
    details = graphql_types.JSON(description="What the failure is about, by code: flags asked for, a fresh quote …")


_mutations: dict[str, UseCase[Any]] = {}
_queries: dict[str, Query[Any]] = {}


def mutations() -> dict[str, UseCase[Any]]:
    """Use cases that stand behind a mutation, by name."""
    return dict(_mutations)


def queries() -> dict[str, Query[Any]]:
    """Queries that stand behind a root field, by name."""
    return dict(_queries)


def _plain_input(value: Any) -> Any:
    """A graphene input as JSON values; enum members become their values."""
    plain: Any = orjson.loads(orjson.dumps(value, default=lambda inner: dict(inner)))
    return plain


def _with_names(values: dict[str, Any]) -> dict[str, Any]:
    """Relay's `first` is the contract's `limit`; what is null was left out."""
    return {("limit" if name == "first" else name): value for name, value in values.items() if value is not None}


def field(query: Query[Any]) -> graphene.Field:
    """A root field over a query: its criteria's fields are the arguments. A `Page` becomes a Relay connection."""
    _queries[query.name] = query
    is_page = get_origin(query.result_type) in (Page, SummedPage)
    answer: Any
    if is_page:
        answer = graphql_types.connection_type(*get_args(query.result_type))
    else:
        inner, _ = graphql_types.bare(query.result_type)
        is_list = get_origin(inner) in (tuple, list)
        answer = (
            graphene.List(graphene.NonNull(graphql_types.object_type(get_args(inner)[0])))
            if is_list
            else graphql_types.object_type(inner)
        )

    def resolve(root: Any, info: Any, **values: Any) -> Any:
        context: Context = info.context
        criteria = inputs.parsed(query.criteria_type, _plain_input(_with_names(values)), context.actor.locale)
        return query(actor=context.actor, criteria=criteria)

    resolve.serves = query  # type: ignore[attr-defined]  # how a field is traced back to its query
    return graphene.Field(
        answer,
        args=graphql_types.arguments(query.criteria_type),
        resolver=resolve,
        description=_summary(query.__doc__),
    )


def mutation(
    use_case: UseCase[Any],
    *,
    answers: str,
    after: Callable[[HttpRequest, HttpResponse, Outcome[Any]], None] | None = None,
) -> graphene.Field:
    """A mutation over a use case: `input` is its command, the payload holds the result under `answers`, or errors.

    `after` may set cookies or headers from the outcome, as over REST.
    """
    _mutations[use_case.name] = use_case
    fields: dict[str, Any] = {
        answers: graphene.Field(graphql_types.object_type(use_case.result_type)),
        "errors": graphene.NonNull(graphene.List(graphene.NonNull(PayloadError))),
    }
    if use_case.declared is not None and use_case.shows_consent:
        fields["consent_records"] = graphene.NonNull(graphene.List(graphene.NonNull(graphene.ID)))
    payload = type(f"{to_pascal(use_case.name)}Payload", (graphene.ObjectType,), fields)

    def resolve(root: Any, info: Any, input: Any = None) -> dict[str, Any]:
        context: Context = info.context
        locale = context.actor.locale
        try:
            command = inputs.parsed(use_case.command_type, _plain_input(input or {}), locale)
            outcome = use_case.run(actor=context.actor, command=command, key=context.key)
        except Problem as problem:
            if problem.kind in TOP_LEVEL:
                raise
            if problem.is_replay:
                context.replayed.append(True)
            return {answers: None, "errors": _errors(problem, locale), "consent_records": []}
        if outcome.is_replay:
            context.replayed.append(True)
        if after is not None:
            context.afters.append(partial(_finish, after, context.request, outcome))
        return {answers: outcome.result, "errors": [], "consent_records": outcome.consent_records}

    resolve.serves = use_case  # type: ignore[attr-defined]  # how a field is traced back to its use case
    arguments = {}
    if dataclasses.fields(use_case.command_type):
        arguments["input"] = graphene.Argument(graphene.NonNull(graphql_types.input_type(use_case.command_type)))
    return graphene.Field(
        graphene.NonNull(payload), args=arguments, resolver=resolve, description=_summary(use_case.__doc__)
    )


def _finish(after: Callable[..., None], request: HttpRequest, outcome: Outcome[Any], response: HttpResponse) -> None:
    after(request, response, outcome)


def _errors(problem: Problem, locale: str) -> list[dict[str, Any]]:
    details = problem.shown_params() or None
    listed = problem.errors(locale)
    if not listed:
        return [{"code": problem.code, "field": None, "message": problem.message(locale), "details": details}]
    return [
        {
            "code": problem.code,
            "field": inputs.camel_path(one.pointer),
            "message": one.detail,
            "details": details or {"reason": one.code},
        }
        for one in listed
    ]


def _summary(doc: str | None) -> str:
    return (doc or "").strip().split("\n\n")[0].replace("\n", " ")


def field_name_of(target: UseCase[Any] | Query[Any]) -> str:
    """Where a use case or query stands in the schema: `submit_review` → `submitReview`, `own_order` → `order`."""
    return _field_names(schema())[target.name]


_schema: list[graphene.Schema] = []


def bind_schema(made: graphene.Schema) -> graphene.Schema:
    """Called once by `schema.py`, which stands above the doors and knows every feature."""
    _schema[:] = [made]
    return made


def schema() -> graphene.Schema:
    """The schema of the service, once its addresses are loaded."""
    return _schema[0]


def _field_names(made: graphene.Schema) -> dict[str, str]:
    names: dict[str, str] = {}
    for root in (made.graphql_schema.query_type, made.graphql_schema.mutation_type):
        for name, one in root.fields.items() if root is not None else ():
            target = getattr(one.resolve, "serves", None)
            if target is not None:
                names[target.name] = name
    return names
