import json
import logging
import time

import pytest
from django.test import RequestFactory

from frontend_contracts.wire import problems
from frontend_contracts.wire.graphql_guard import GuardedGraphQLView
from frontend_contracts.wire.request_id import request_id_middleware
from frontend_contracts.wire.webhooks import sha256_hex
from tests.frontend_contracts.wire.graphql_example import make_schema

SCHEMA = make_schema()
FACTORY = RequestFactory()


def make_view(**kwargs):
    return GuardedGraphQLView.as_view(
        **{"schema": SCHEMA, "context_factory": lambda request: "the context", "introspection": False, **kwargs}
    )


VIEW = make_view()


def send(body, *, view=VIEW, method="POST", content_type="application/json", **headers):
    """Send a body, answer (status, document); no answer takes a second."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = FACTORY.generic(method, "/graphql/", raw, content_type=content_type, headers=headers)
    started = time.process_time()  # what it costs us, whatever else the machine does
    response = request_id_middleware(view)(request)
    assert time.process_time() - started < 1
    assert response["Cache-Control"] == "no-store"
    document = json.loads(response.content)
    if response.status_code != 200:
        assert response["Content-Type"] == "application/problem+json"
        assert document["request_id"] == response["X-Request-Id"]
    return response.status_code, document


def refusal(body, **kwargs):
    status, document = send(body, **kwargs)
    return status, document["code"]


def test_query_is_answered_with_the_context_of_the_caller():
    assert send({"query": "{ product { sku title } }"}) == (
        200,
        {"data": {"product": {"sku": "A1", "title": "the context"}}},
    )


def test_variables_operation_name_and_extensions_are_taken():
    query = "query A($s: String) { product(sku: $s) { sku } } query B { product { title } }"

    assert send({"query": query, "variables": {"s": "B2"}, "operationName": "A", "extensions": {}}) == (
        200,
        {"data": {"product": {"sku": "B2"}}},
    )
    assert send({"query": "mutation { rate(stars: 5) }", "variables": None, "operationName": None}) == (
        200,
        {"data": {"rate": 5}},
    )


def test_graphene_schema_is_taken_as_it_is():
    import graphene

    class Query(graphene.ObjectType):
        hello = graphene.String()

        def resolve_hello(root, info):
            return info.context.path

    view = make_view(schema=graphene.Schema(query=Query), context_factory=lambda request: request)

    assert send({"query": "{ hello }"}, view=view) == (200, {"data": {"hello": "/graphql/"}})


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_only_post_is_taken(method):
    request = FACTORY.generic(method, "/graphql/?query={product{sku}}")

    response = VIEW(request)

    assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded", "multipart/form-data", "application/graphql", "text/plain", ""],
)
def test_only_json_is_taken(content_type):
    assert refusal(b'{"query": "{ product { sku } }"}', content_type=content_type) == (415, "media_type.unsupported")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b" ", (400, "body.malformed")),
        (b"{", (400, "body.malformed")),
        (b'{"query": "{a}", "query": "{b}"}', (400, "body.malformed")),
        (b"[" * 20_000, (400, "body.too_deep")),
        (b" " * 20_001, (413, "body.too_large")),
        ([], (400, "input.invalid")),
        ([{"query": "{ product { sku } }"}], (400, "input.invalid")),
        ("x", (400, "input.invalid")),
        ({"query": 1}, (400, "input.invalid")),
        ({"query": "{ a }", "variables": []}, (400, "input.invalid")),
        ({"query": "{ a }", "variables": '{"a": 1}'}, (400, "input.invalid")),
        ({"query": "{ a }", "operationName": 1}, (400, "input.invalid")),
        ({"query": "{ a }", "id": 1}, (400, "input.invalid")),
        ({}, (400, "graphql.document_missing")),
        ({"query": ""}, (400, "graphql.document_missing")),
        ({"query": "{ a }", "documentId": "x"}, (400, "graphql.document_missing")),
        ({"documentId": "sha256:0"}, (400, "graphql.document_unknown")),
        ({"query": "{"}, (400, "graphql.syntax")),
        ({"query": "{ a }"}, (400, "graphql.invalid")),
        ({"query": "{ __schema { types { name } } }"}, (400, "graphql.introspection_off")),
        (
            {"query": '{ product { ... { __typename a: __type(name: "Q") { name } } } }'},
            (400, "graphql.introspection_off"),
        ),
        ({"query": "{ product { sku } }", "operationName": "B"}, (400, "graphql.operation_unknown")),
        ({"query": "query A { must { sku } } query B { must { sku } }"}, (400, "graphql.operation_unknown")),
        (
            {"query": "mutation ($s: Int!) { rate(stars: $s) }", "variables": {"s": "5"}},
            (400, "graphql.variables_invalid"),
        ),
        ({"query": "mutation ($s: Int!) { rate(stars: $s) }"}, (400, "graphql.variables_invalid")),
        ({"query": "{ product(sku: $s) { sku } }", "variables": {"s": "\0"}}, (400, "body.text_invalid")),
        ({"query": 'mutation { name(text: "\\u0000") }'}, (400, "body.text_invalid")),
    ],
)
def test_malformed_request_is_a_problem(body, expected):
    assert refusal(body) == expected


def fan(levels):
    lines = [f"fragment F{n} on Product{{...F{n + 1} ...F{n + 1}}}" for n in range(levels)]
    return "{product{...F0}}" + "".join(lines) + f"fragment F{levels} on Product{{sku}}"


def nest(levels, name="related"):
    return "{product" + f"{{{name}" * levels + "{sku}" + "}" * (levels + 1)


SAME_FIELDS = " ".join(["related{" + " ".join(["related{sku title}"] * 10) + "}"] * 11)
HOSTILE = {
    "fan of fragments": fan(30),
    "wide fan of fragments": fan(350),
    "nested fragments": "{...F0}" + "".join(f"fragment F{n} on Query{{...F{n + 1}}}" for n in range(600)),
    "two thousand fragments": "{...F0}" + "fragment F on Q{...F}" * 900,
    "circle of fragments": "{...A}fragment A on Query{...B}fragment B on Query{...A}",
    "wide circle": "{product{...F0}}"
    + "".join(f"fragment F{n} on Product{{...F{(n + 1) % 300} ...F{(n + 7) % 300}}}" for n in range(300)),
    "aliased logins": "mutation{" + " ".join(f"a{n}:rate(stars:1)" for n in range(1_000)) + "}",
    "aliased fields": "{" + " ".join(f"a{n}:product{{sku}}" for n in range(1_000)) + "}",
    "the same field": "{product{" + "sku " * 3_900 + "}}",
    "the same field, nested": "{product{" + SAME_FIELDS + "}}",
    "deep selection": nest(150),
    "deeper than the parser goes": nest(1_500),
    "brackets": "[" * 19_900,
    "braces": "{" * 19_900,
    "open selections": "{a" * 9_900,
    "deep list": "mutation{name(tags:" + "[" * 190 + "]" * 190 + ")}",
    "very deep list": "mutation{name(tags:" + "[" * 9_900 + "]" * 9_900 + ")}",
    "deep object": "mutation{name(tags:" + "{a:" * 190 + "1" + "}" * 190 + ")}",
    "deep type": "mutation($t:" + "[" * 800 + "Int" + "]" * 800 + "){name(tags:$t)}",
    "long list": "mutation{name(tags:[" + "1," * 9_000 + "])}",
    "directives": "{product{sku" + "@skip(if:false)" * 1_200 + "}}",
    "directives on the operation": "query" + "@x" * 1_900 + "{product{sku}}",
    "variables": "query(" + "".join(f"$v{n}:Int " for n in range(1_200)) + "){product{sku}}",
    "operations": "".join(f"query Q{n}{{product{{sku}}}}" for n in range(800)),
    "operations over fragments": "".join(f"query Q{n}{{...A}}" for n in range(300))
    + "fragment A on Query{"
    + "product{sku}" * 8
    + "}",
    "flat inline fragments": "{" + "...{product{sku}}" * 400 + "}",
    "comments": "#\n" * 9_900 + "{product{sku}}",
    "commas": "," * 19_000 + "{product{skus}}",
    "long name": "{" + "a" * 19_900 + "}",
    "long string": '{product(sku:"' + "\\u0041" * 3_000 + '"){skus}}',
    "unclosed block string": '{product(sku:"""' + '\\"""' * 4_000,
    "nested lists": "{featured{variants{product{variants{product{variants{sku}}}}}}}",
    "huge page": "{products(first:100000){nodes{variants{sku}}}}",
    "typenames": "{" + "__typename " * 1_600 + "}",
    "hidden introspection": "{" + "a:__schema{types{fields{type{fields{type{name}}}}}}" * 300 + "}",
    "schema definitions": "type A{a:A}" * 500,
    "numbers": "{products(first:" + "9" * 19_000 + "){nodes{sku}}}",
    "byte order marks": "\ufeff" * 6_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("introspection", [False, True])
def test_hostile_document_is_refused_in_under_a_second(name, introspection):
    view = make_view(introspection=introspection)
    body = json.dumps({"query": HOSTILE[name]}, ensure_ascii=False).encode()[:]

    status, code = refusal(body, view=view, content_type="application/json")

    assert (status, code) in {
        (400, "graphql.too_complex"),
        (400, "graphql.syntax"),
        (400, "graphql.invalid"),
        (400, "graphql.introspection_off"),
        (400, "graphql.operation_unknown"),
        (413, "body.too_large"),
    }


def test_refusal_names_the_limit():
    status, document = send({"query": nest(20)}, **{"Accept-Language": "en"})

    assert status == 400
    assert document["params"] == {"measure": "depth", "allowed": 8}
    assert document["detail"] == "The query is too complex: the limit of depth is 8. Split the query."


def test_deep_variables_are_refused():
    deep = b'{"query": "{ product { sku } }", "variables": {"a": ' + b"[" * 40 + b"]" * 40 + b"}}"

    assert refusal(deep) == (400, "body.too_deep")


def test_introspection_works_where_it_is_on():
    from graphql import get_introspection_query

    status, document = send({"query": get_introspection_query()}, view=make_view(introspection=True))

    assert (status, document["data"]["__schema"]["queryType"]["name"]) == (200, "Query")


@pytest.mark.parametrize(
    ("how", "code", "message", "more"),
    [
        ("bug", "server.error", problems.Bug.texts["en"], {}),
        ("graphql", "server.error", problems.Bug.texts["en"], {}),
        ("database", "service.unavailable", problems.ServiceUnavailable.texts["en"], {"retry_after": 5}),
        ("auth", "tests.sign_in_needed", problems.AuthRequired.texts["en"], {}),
        ("many", "rate.limited", problems.TooManyRequests.texts["en"], {"retry_after": 7}),
        ("missing", "not_found", problems.NotFound.texts["en"], {}),
        (
            "rule",
            "tests.shelf_empty",
            "A1 is gone.",
            {
                "params": {"sku": "A1"},
                "errors": [{"pointer": "/lines/0/sku", "code": "tests.shelf_empty", "detail": "A1 is gone."}],
            },
        ),
    ],
)
def test_failure_of_a_resolver_has_a_code_and_no_secret(how, code, message, more, caplog):
    status, document = send({"query": f'{{ fail(how: "{how}") }}'}, **{"Accept-Language": "en"})

    error = document["errors"][0]
    request_id = error["extensions"].pop("request_id")
    assert (status, document["data"], len(document["errors"])) == (200, {"fail": None}, 1)
    assert error == {"message": message, "path": ["fail"], "extensions": {"code": code, **more}}
    assert "+7701" not in json.dumps(document)
    assert (request_id in caplog.text) is (how in {"bug", "graphql", "database"})


def test_message_speaks_the_callers_language():
    _, document = send({"query": '{ fail(how: "rule") }'}, **{"Accept-Language": "kk-KZ"})

    assert document["errors"][0]["message"] == "A1 жоқ."


def test_failure_in_each_row_is_one_line_in_the_log(caplog):
    with caplog.at_level(logging.ERROR):
        _, document = send({"query": '{ failures(how: "bug") { sku } }'})

    assert [error["path"] for error in document["errors"]] == [["failures", n, "sku"] for n in range(3)]
    assert len(caplog.records) == 1
    assert caplog.records[0].exc_info[0] is RuntimeError


def test_what_one_may_not_see_can_be_null_without_a_trace():
    view = make_view(answers_null=lambda problem: problem.kind is problems.Kind.NOT_FOUND)

    assert send({"query": '{ fail(how: "missing") }'}, view=view) == (200, {"data": {"fail": None}})
    assert send({"query": "{ must { sku } }"}, view=view) == (200, {"data": None})
    assert send({"query": '{ fail(how: "rule") }'}, view=view)[1]["errors"][0]["extensions"]["code"] == (
        "tests.shelf_empty"
    )


def test_caller_who_is_refused_gets_a_problem_before_anything_runs():
    def refuse(request):
        raise problems.AuthRequired

    assert refusal({"query": "{ product { sku } }"}, view=make_view(context_factory=refuse)) == (401, "auth.required")


def test_bug_of_the_context_is_left_to_django():
    def fail(request):
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        make_view(context_factory=fail)(
            FACTORY.post("/graphql/", {"query": "{ product { sku } }"}, content_type="application/json")
        )


def test_trusted_documents_alone_are_executed_where_that_is_set():
    query = "query ($s: String) { product(sku: $s) { sku } }"
    document_id = "sha256:" + sha256_hex(query.encode())
    view = make_view(documents={document_id: query}, trusted_only=True)

    assert send({"documentId": document_id, "variables": {"s": "C3"}}, view=view) == (
        200,
        {"data": {"product": {"sku": "C3"}}},
    )
    assert refusal({"query": query}, view=view) == (400, "graphql.document_required")


def test_subclass_adds_to_the_answer_what_the_context_learned():
    class Marked(GuardedGraphQLView):
        def finish(self, response, context):
            response["X-Context"] = context
            return response

    view = Marked.as_view(schema=SCHEMA, context_factory=lambda request: "learned")
    response = view(FACTORY.post("/graphql/", {"query": "{ product { sku } }"}, content_type="application/json"))

    assert response["X-Context"] == "learned"
    assert view.csrf_exempt is True


def test_view_without_schema_or_context_stops_the_start():
    with pytest.raises(TypeError, match="needs a schema"):
        GuardedGraphQLView.as_view(context_factory=lambda request: None)
    with pytest.raises(TypeError, match="context_factory"):
        GuardedGraphQLView.as_view(schema=SCHEMA)


def test_resolver_that_answers_an_awaitable_is_a_bug_and_no_hang():
    import graphene

    class Later:
        def __await__(self):
            yield

    class Query(graphene.ObjectType):
        later = graphene.Int()

        def resolve_later(root, info):
            return Later()

    status, document = send({"query": "{ later }"}, view=make_view(schema=graphene.Schema(query=Query)))

    assert (status, document["errors"][0]["extensions"]["code"]) == (200, "server.error")


def test_inline_fragments_inside_each_other_cost_nothing():
    query = "{" + "...{" * 150 + "product{sku}" + "}" * 151

    assert send({"query": query}) == (200, {"data": {"product": {"sku": "A1"}}})
