"""What both OpenAPI documents share."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from frontend_contracts.wire import openapi


@dataclass
class Inner:
    """Something inside."""

    name: str


@dataclass
class Outer:
    """Something around it."""

    __pydantic_config__ = {"extra": "forbid"}

    inner: Inner
    others: list[Inner]


def test_definitions_hold_what_types_refer_to_without_made_up_titles():
    made, definitions = openapi.schemas([("outer", "serialization", TypeAdapter(Outer))])

    assert made == {("outer", "serialization"): {"$ref": "#/components/schemas/Outer"}}
    assert set(definitions) == {"Inner", "Outer"}
    assert "title" not in definitions["Inner"]
    assert definitions["Inner"]["properties"] == {"name": {"type": "string"}}


def test_only_schemas_that_an_operation_leads_to_are_kept():
    _, definitions = openapi.schemas([("outer", "serialization", TypeAdapter(Outer))])
    paths = {"/b": {"get": {"schema": {"$ref": "#/components/schemas/Inner"}}}, "/a": {}}

    document = openapi.document(info={"title": "T", "version": "1"}, paths=paths, definitions=definitions)

    assert list(document["paths"]) == ["/a", "/b"]
    assert list(document["components"]["schemas"]) == ["Inner"]


def test_an_opened_schema_admits_members_it_does_not_name():
    closed = {"type": "object", "additionalProperties": False, "items": [{"additionalProperties": False}]}

    assert openapi.opened(closed) == {"type": "object", "items": [{}]}
    assert openapi.opened({"additionalProperties": {"type": "string"}}) == {"additionalProperties": {"type": "string"}}


def test_references_can_be_given_other_names():
    schema = {"anyOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}

    assert openapi.renamed(schema, {"A": "AInput"}) == {
        "anyOf": [{"$ref": "#/components/schemas/AInput"}, {"$ref": "#/components/schemas/B"}]
    }


def test_a_file_schema_stands_alone():
    schema = openapi.file_schema(Outer, title="Outer")

    assert schema["$schema"] == openapi.DIALECT
    assert schema["title"] == "Outer"
    assert set(schema["$defs"]) == {"Inner"}


def test_a_problem_names_every_status_there_is():
    assert openapi.problem_schema()["properties"]["status"]["enum"][0] == 400
    assert openapi.error_codes()["codes"]["not_found"]["status"] == 404
