"""GraphQL documents: parsed, measured, validated, and kept; and the trusted ones that clients name by their hash."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)

from frontend_contracts.wire import problems
from frontend_contracts.wire.graphql_limits import Limits, Meter, QueryInvalid
from frontend_contracts.wire.webhooks import sha256_hex

MAX_VALIDATION_ERRORS = 10  # told to the caller; more would only cost time
KEPT_DOCUMENTS = 256
# An AST takes up to 150 times the bytes of its text, so this bounds what hostile documents can hold to some 20 MB.
KEPT_SOURCE_BYTES = 128_000
KEPT_SIZES = 64  # combinations of list sizes already found cheap enough, for each document

_PREFIX = "sha256:"


class SyntaxInvalid(problems.InputInvalid):
    """The query is no GraphQL; `errors` says where it stops making sense."""

    code = "graphql.syntax"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "Сұрау GraphQL тілінде емес: синтаксисін түзетіңіз.",
        "ru": "Запрос — не GraphQL: исправьте синтаксис.",
        "en": "The query is no GraphQL: correct its syntax.",
    }


class DocumentUnknown(problems.Problem):
    """No trusted document has this id."""

    code = "graphql.document_unknown"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "Мұндай documentId жоқ: клиентті жаңартыңыз немесе жарияланған documents.json тізімінен алыңыз.",
        "ru": "Такого documentId нет: обновите клиент или возьмите его из опубликованного documents.json.",
        "en": "There is no such documentId: update the client, or take one of the published documents.json.",
    }


class DocumentRequired(problems.Problem):
    """Only trusted documents are executed here."""

    code = "graphql.document_required"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "Мұнда тек алдын ала жарияланған құжаттар орындалады: documentId жіберіңіз.",
        "ru": "Здесь выполняются только заранее опубликованные документы: отправьте documentId.",
        "en": "Only published documents are executed here: send a documentId.",
    }


class Prepared:
    """A valid document, and which list sizes it has been measured with."""

    def __init__(self, document: DocumentNode, meter: Meter) -> None:
        self.document = document
        self._meter = meter
        self._names = [
            node.name.value if node.name else None
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode)
        ]
        self._cheap: set[tuple[Any, ...]] = set()

    def has_operation(self, name: str | None) -> bool:
        """Say whether there is exactly one operation to run under this name, or without one."""
        return len(self._names) == 1 if name is None else self._names.count(name) == 1

    def check(self, variables: Mapping[str, Any]) -> None:
        """Measure with these variables, if sizes of lists depend on them and these sizes are new.

        :raises TooComplex: too much with these sizes
        """
        # A size that is no number is refused by the coercion of variables; it must not be kept, nor be hashable.
        sizes = tuple(
            value if type(value := variables.get(name)) is int else None for name in sorted(self._meter.size_variables)
        )
        if not sizes or sizes in self._cheap:
            return
        self._meter.check(variables)
        if len(self._cheap) < KEPT_SIZES:
            self._cheap.add(sizes)


class Documents:
    """Turns what a request names into a document that may be executed."""

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        limits: Limits,
        introspection: bool = False,
        list_sizes: Mapping[str, int] | None = None,
        trusted: Mapping[str, str] | None = None,
        trusted_only: bool = False,
    ) -> None:
        """Take the schema and the settings of the view.

        :raises ValueError: a trusted document is not what its id says
        """
        self.schema = schema
        self._limits = limits
        self._introspection = introspection
        self._list_sizes = list_sizes
        self._trusted = dict(trusted or {})
        self._trusted_only = trusted_only
        self._rules = specified_rules if introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
        for document_id, text in self._trusted.items():
            if document_id != _PREFIX + sha256_hex(text.encode()):
                raise ValueError(f"The trusted document {document_id} is not what its id says.")
        # Trusted documents are kept for ever, apart from the others: strangers cannot push them out.
        self._prepared_trusted: dict[str, Prepared] = {}
        self._kept = _Kept()

    def prepared(self, *, query: str | None, document_id: str | None, variables: Mapping[str, Any]) -> Prepared:
        """Answer the document to execute, parsed, measured with these variables, and valid.

        :raises DocumentUnknown, DocumentRequired: about trusted documents
        :raises SyntaxInvalid, TooComplex, QueryInvalid, IntrospectionOff, BodyTextInvalid: about its text
        """
        if document_id is not None:
            return self._trusted_document(document_id, variables)
        if self._trusted_only or query is None:
            raise DocumentRequired
        key = sha256_hex(query.encode())
        kept = self._kept.get(key)
        if kept is not None:
            kept.check(variables)
            return kept
        made = self._make(query, variables)
        self._kept.put(key, made, len(query.encode()))
        return made

    def _trusted_document(self, document_id: str, variables: Mapping[str, Any]) -> Prepared:
        found = self._prepared_trusted.get(document_id)
        if found is not None:
            found.check(variables)
            return found
        text = self._trusted.get(document_id)
        if text is None:
            raise DocumentUnknown
        made = self._make(text, variables)
        self._prepared_trusted[document_id] = made
        return made

    def _make(self, text: str, variables: Mapping[str, Any]) -> Prepared:
        try:
            # Places in the text keep every token alive, so they are kept only where people look at errors.
            document = parse(text, no_location=not self._introspection, max_tokens=self._limits.tokens)
        except GraphQLSyntaxError as error:
            raise SyntaxInvalid(errors=[problems.FieldError("/query", "graphql.syntax", error.message)]) from None
        meter = Meter(
            self.schema,
            document,
            limits=self._limits,
            introspection=self._introspection,
            list_sizes=self._list_sizes,
        )
        meter.check(variables)
        errors = validate(
            self.schema,
            document,
            self._rules,
            max_errors=MAX_VALIDATION_ERRORS,
            hide_suggestions=not self._introspection,
        )
        if errors:
            raise QueryInvalid(
                errors=[problems.FieldError("/query", "graphql.invalid", error.message) for error in errors]
            )
        return Prepared(document, meter)


class _Kept:
    """The documents used last, bounded by their number and by the bytes of their source."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, tuple[Prepared, int]] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> Prepared | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[0]

    def put(self, key: str, prepared: Prepared, source_bytes: int) -> None:
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = (prepared, source_bytes)
            self._bytes += source_bytes
            while len(self._entries) > KEPT_DOCUMENTS or self._bytes > KEPT_SOURCE_BYTES:
                _, (_, dropped) = self._entries.popitem(last=False)
                self._bytes -= dropped
