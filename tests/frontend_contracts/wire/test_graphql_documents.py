import pytest
from graphql import DocumentNode

from frontend_contracts.wire import graphql_documents
from frontend_contracts.wire.graphql_documents import (
    DocumentRequired,
    Documents,
    DocumentUnknown,
    SyntaxInvalid,
)
from frontend_contracts.wire.graphql_limits import Limits, QueryInvalid, TooComplex
from frontend_contracts.wire.webhooks import sha256_hex
from tests.frontend_contracts.wire.graphql_example import make_schema

SCHEMA = make_schema()
QUERY = "{ product { sku } }"
QUERY_ID = "sha256:" + sha256_hex(QUERY.encode())
SIZED = "query ($n: Int) { products(first: $n) { nodes { sku } } }"


def documents(**kwargs):
    return Documents(SCHEMA, limits=Limits(), **kwargs)


def ask(store, query=None, document_id=None, **variables):
    return store.prepared(query=query, document_id=document_id, variables=variables)


def test_valid_document_is_prepared_once():
    store = documents()

    first = ask(store, QUERY)

    assert isinstance(first.document, DocumentNode)
    assert ask(store, QUERY) is first


def test_kept_document_is_measured_again_when_list_sizes_change():
    store = documents()
    first = ask(store, SIZED, n=20)

    assert ask(store, SIZED, n=50) is first
    for _ in range(2):
        with pytest.raises(TooComplex):
            ask(store, SIZED, n=3_000)
    assert ask(store, SIZED, n=[1]) is first
    assert ask(store, SIZED) is first


def test_kept_documents_are_bounded_by_number_and_by_bytes(monkeypatch):
    monkeypatch.setattr(graphql_documents, "KEPT_DOCUMENTS", 2)
    store = documents()
    first = ask(store, QUERY)
    ask(store, QUERY + " ")
    assert ask(store, QUERY) is first
    ask(store, QUERY + "  ")
    assert ask(store, QUERY) is first
    ask(store, QUERY + "   ")
    ask(store, QUERY + "    ")
    assert ask(store, QUERY) is not first

    monkeypatch.setattr(graphql_documents, "KEPT_SOURCE_BYTES", 10)
    other = documents()
    assert ask(other, QUERY) is not ask(other, QUERY)


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("{", SyntaxInvalid),
        ("", SyntaxInvalid),
        ("{ product { sku }", SyntaxInvalid),
        ("{ product { sku " * 2_000, SyntaxInvalid),
        ("{ " + "[" * 3_000, SyntaxInvalid),
        ("# \n" * 5_000 + QUERY, SyntaxInvalid),
        ("{ product { colour } }", QueryInvalid),
        ("{ product }", QueryInvalid),
        ("{ product { sku { x } } }", QueryInvalid),
        ("query ($a: Int) { product { sku } }", QueryInvalid),
        ("{ ...A } fragment A on Nothing { sku }", QueryInvalid),
        ("subscription { product { sku } }", QueryInvalid),
        ("type Query { a: Int }", QueryInvalid),
    ],
)
def test_bad_document_is_refused_and_the_place_is_the_query(query, refusal):
    with pytest.raises(refusal) as caught:
        ask(documents(), query)

    assert {error.pointer for error in caught.value.field_errors} == {"/query"}


def test_names_are_suggested_only_where_introspection_is_on():
    with pytest.raises(QueryInvalid) as shy:
        ask(documents(), "{ product { skus } }")
    with pytest.raises(QueryInvalid) as open_:
        ask(documents(introspection=True), "{ product { skus } }")

    assert "Did you mean" not in shy.value.field_errors[0].detail
    assert "Did you mean" in open_.value.field_errors[0].detail


def test_hidden_introspection_is_refused_by_the_rules_too():
    from graphql import NoSchemaIntrospectionCustomRule

    assert NoSchemaIntrospectionCustomRule in documents()._rules
    assert NoSchemaIntrospectionCustomRule not in documents(introspection=True)._rules


def test_trusted_document_is_named_by_its_hash():
    store = documents(trusted={QUERY_ID: QUERY}, trusted_only=True)

    first = ask(store, document_id=QUERY_ID)

    assert ask(store, document_id=QUERY_ID) is first
    with pytest.raises(DocumentUnknown):
        ask(store, document_id="sha256:" + "0" * 64)
    with pytest.raises(DocumentRequired):
        ask(store, QUERY)


def test_trusted_document_is_held_to_the_limits_too():
    store = documents(trusted={"sha256:" + sha256_hex(SIZED.encode()): SIZED})
    document_id = "sha256:" + sha256_hex(SIZED.encode())

    ask(store, document_id=document_id, n=20)

    with pytest.raises(TooComplex):
        ask(store, document_id=document_id, n=3_000)


def test_trusted_document_under_a_wrong_id_stops_the_start():
    with pytest.raises(ValueError, match="not what its id says"):
        documents(trusted={QUERY_ID: QUERY + " "})


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (QUERY, {None: True, "A": False}),
        ("query A { product { sku } }", {None: True, "A": True, "B": False}),
        ("query A { product { sku } } query B { product { sku } }", {None: False, "A": True, "B": True, "C": False}),
    ],
)
def test_operation_is_found_by_its_name_or_by_being_the_only_one(query, names):
    prepared = ask(documents(), query)

    assert {name: prepared.has_operation(name) for name in names} == names
