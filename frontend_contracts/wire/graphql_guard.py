"""The one GraphQL view of both services: closed by construction.

graphene-django's own view answers form posts and GET, lets validation rules replace the standard ones, takes minutes
for a kilobyte of nested fragments, and tells exception texts to strangers. This one takes POST JSON only, measures
a document before it validates it, keeps valid documents, and masks what no caller should see.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views import View
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, execute

from frontend_contracts.wire import problems
from frontend_contracts.wire.database_guard import log_unavailable
from frontend_contracts.wire.errors_view import DATABASE_RETRY_SECONDS, answer_problem
from frontend_contracts.wire.graphql_documents import Documents, Prepared
from frontend_contracts.wire.graphql_limits import Limits, QueryInvalid
from frontend_contracts.wire.graphql_variables import mistakes
from frontend_contracts.wire.json_guard import body_of, read_json
from frontend_contracts.wire.locales import pick_locale
from frontend_contracts.wire.request_id import request_id_of

logger = logging.getLogger(__name__)

MAX_BYTES = 20_000  # of the body, variables included
_MEMBERS = {"query", "documentId", "variables", "operationName", "extensions"}


class DocumentChoice(problems.Problem):
    """The body names no document, or two."""

    code = "graphql.document_missing"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "query немесе documentId — екеуінің тек біреуін жіберіңіз.",
        "ru": "Отправьте либо query, либо documentId — ровно одно из двух.",
        "en": "Send either query or documentId, and exactly one of them.",
    }


class OperationUnknown(problems.Problem):
    """The document has no operation of that name, or several and none was named."""

    code = "graphql.operation_unknown"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "operationName өрісінде құжаттағы әрекеттің атын көрсетіңіз.",
        "ru": "Укажите в operationName имя операции из документа.",
        "en": "Name an operation of the document in operationName.",
    }


class VariablesInvalid(problems.InputInvalid):
    """The variables do not fit the operation; `errors` says what is wrong."""

    code = "graphql.variables_invalid"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "Айнымалылар сұрауға сай емес: түзетіп, қайта жіберіңіз.",
        "ru": "Переменные не подходят к запросу: исправьте их и отправьте снова.",
        "en": "The variables do not fit the query: correct them and send it again.",
    }


@dataclass(frozen=True)
class Asked:
    """The body of a request, read and checked."""

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None


def _shows_all(problem: problems.Problem) -> bool:
    return False


class GuardedGraphQLView(View):
    """Answers GraphQL over POST JSON. `as_view(schema=…, context_factory=…, …)` as with any Django view.

    A malformed request gets a problem document (400, 405, 413, 415). An executed one gets 200 and
    `{"data", "errors"}`; each error is `{message, path, extensions: {code, request_id}}`.

    `context_factory(request)` answers what resolvers get as `info.context`; it identifies the caller, checks CSRF
    for cookie sessions, and may raise a Problem, which is answered over HTTP. Django's own CSRF check is off.
    """

    # A graphene Schema or a GraphQLSchema.
    schema: Any = None
    context_factory: Callable[[HttpRequest], Any] | None = None
    max_bytes: int = MAX_BYTES
    # Tells the schema to anybody who asks, suggests names, and keeps the places of errors: for development.
    introspection: bool = False
    # Refuses every document that is not in `documents`, which maps "sha256:<hex>" to its text.
    trusted_only: bool = False
    documents: Mapping[str, str] | None = None
    limits: Limits = Limits()
    # How many rows lists without a size argument have, for the cost: {"Product.variants": 5}.
    list_sizes: Mapping[str, int] | None = None
    # A problem for which this says yes leaves no error behind, only the null: what one may not see does not exist.
    answers_null: Callable[[problems.Problem], bool] = staticmethod(_shows_all)
    store: Documents | None = None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Make the view; its documents are kept between requests."""
        initkwargs.setdefault("store", cls(**initkwargs).made_store())
        view = super().as_view(**initkwargs)
        view.csrf_exempt = True  # type: ignore[attr-defined]  # how Django marks it; context_factory checks instead
        return view

    def made_store(self) -> Documents:
        """Make what parses, checks and keeps documents for this view's settings.

        :raises TypeError: no schema or no context factory
        :raises ValueError: a trusted document is not what its id says
        """
        schema = getattr(self.schema, "graphql_schema", self.schema)
        if not isinstance(schema, GraphQLSchema) or self.context_factory is None:
            raise TypeError("A GraphQL view needs a schema and a context_factory.")
        return Documents(
            schema,
            limits=self.limits,
            introspection=self.introspection,
            list_sizes=self.list_sizes,
            trusted=self.documents,
            trusted_only=self.trusted_only,
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method != "POST":
                raise problems.MethodNotAllowed(allowed="POST")
            asked = self.read(request)
            prepared = self._documents().prepared(
                query=asked.query, document_id=asked.document_id, variables=asked.variables
            )
            if not prepared.has_operation(asked.operation_name):
                raise OperationUnknown
            assert self.context_factory is not None  # noqa: S101 - made_store refused a view without one
            context = self.context_factory(request)
            result = self.execute(prepared, asked, context)
            response = self._answer(request, result)
        except problems.Problem as problem:
            return answer_problem(problem, request)
        return self.finish(response, context)

    def finish(self, response: HttpResponse, context: Any) -> HttpResponse:
        """Add to the answer what the context learned, such as headers; for subclasses."""
        return response

    def read(self, request: HttpRequest) -> Asked:
        """Read the body.

        :raises MediaTypeUnsupported: no application/json
        :raises BodyTooLarge, BodyMalformed, BodyTooDeep, BodyTextInvalid: as the JSON guard says
        :raises InputInvalid: a member is unknown or has a wrong type
        :raises DocumentChoice: no document, or two
        """
        if (request.content_type or "").lower() != "application/json":
            raise problems.MediaTypeUnsupported
        body = read_json(body_of(request, max_bytes=self.max_bytes))
        if not isinstance(body, dict):
            raise problems.InputInvalid(field="")
        unknown = sorted(set(body) - _MEMBERS)
        if unknown:
            raise problems.InputInvalid(field=f"/{unknown[0]}")
        for name in ("query", "documentId", "operationName"):
            if not isinstance(body.get(name), str | None):
                raise problems.InputInvalid(field=name)
        if not isinstance(body.get("variables"), dict | None):
            raise problems.InputInvalid(field="variables")
        if bool(body.get("query")) is bool(body.get("documentId")):
            raise DocumentChoice
        return Asked(
            query=body.get("query") or None,
            document_id=body.get("documentId") or None,
            variables=body.get("variables") or {},
            operation_name=body.get("operationName") or None,
        )

    def execute(self, prepared: Prepared, asked: Asked, context: Any) -> ExecutionResult:
        """Run the operation.

        :raises VariablesInvalid: they could not be coerced; nothing ran
        """
        result = execute(
            self._documents().schema,
            prepared.document,
            context_value=context,
            variable_values=asked.variables,
            operation_name=asked.operation_name,
            # Resolvers are plain functions; asking each value whether it is awaitable costs a fifth of the time.
            is_awaitable=_never_awaitable,
            hide_suggestions=not self.introspection,
        )
        if not isinstance(result, ExecutionResult):
            raise TypeError("A resolver answered an awaitable; resolvers are plain functions.")
        # Before anything runs, graphql-core complains without a path; what a resolver raised always has one.
        refused = [e for e in result.errors or [] if e.path is None and isinstance(_cause(e), GraphQLError)]
        if result.data is None and refused:
            wrong = mistakes(self._documents().schema, prepared.document, asked.operation_name, asked.variables)
            raise VariablesInvalid(errors=wrong)
        return result

    def _documents(self) -> Documents:
        if self.store is None:
            self.store = self.made_store()
        return self.store

    def _answer(self, request: HttpRequest, result: ExecutionResult) -> HttpResponse:
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            errors = self._errors(request, result.errors)
            if errors:
                answer["errors"] = errors
        response = HttpResponse(orjson.dumps(answer), content_type="application/json")
        response["Cache-Control"] = "no-store"
        return response

    def _errors(self, request: HttpRequest, errors: list[GraphQLError]) -> list[dict[str, Any]]:
        locale = pick_locale(request.headers.get("Accept-Language"))
        request_id = request_id_of(request)
        logged: set[type[BaseException]] = set()
        answered = []
        for error in errors:
            cause = _cause(error)
            if isinstance(cause, problems.Problem):
                problem = cause
                if self.answers_null(problem):
                    continue
            else:
                # One failure in a list of a hundred rows is one line in the log.
                problem = _masked(cause, error, request_id, is_new=type(cause) not in logged)
                logged.add(type(cause))
            answered.append(_written(error, problem, locale=locale, request_id=request_id))
        return answered


def _never_awaitable(value: Any) -> bool:
    return False


def _cause(error: GraphQLError) -> Exception:
    """Answer what a resolver raised; graphql-core wraps it, sometimes more than once."""
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _masked(cause: Exception, error: GraphQLError, request_id: str | None, *, is_new: bool) -> problems.Problem:
    """Answer what the caller may know of an unexpected exception, and log the rest."""
    if isinstance(cause, OperationalError | InterfaceError):
        if is_new:
            log_unavailable(cause, request_id)
        return problems.ServiceUnavailable(retry_after=DATABASE_RETRY_SECONDS)
    if is_new:
        path = ".".join(str(step) for step in error.path or ())
        logger.error("A resolver failed at %s, request %s", path, request_id, exc_info=cause)
    return problems.Bug()


def _written(error: GraphQLError, problem: problems.Problem, *, locale: str, request_id: str | None) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": problem.code, "request_id": request_id}
    if problem.retry_after is not None:
        extensions["retry_after"] = problem.retry_after
    if problem.shown:
        extensions["params"] = problem.shown_params()
    written: dict[str, Any] = {"message": problem.message(locale), "path": error.path, "extensions": extensions}
    if error.locations:
        written["locations"] = [location.formatted for location in error.locations]
    fields = problem.errors(locale)
    if fields:
        extensions["errors"] = [{"pointer": e.pointer, "code": e.code, "detail": e.detail} for e in fields]
    return written


__all__ = ["Asked", "DocumentChoice", "GuardedGraphQLView", "OperationUnknown", "QueryInvalid", "VariablesInvalid"]
