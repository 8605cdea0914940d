"""What the OpenAPI documents of both services share: schemas from types, problems, and no schema that nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from frontend_contracts.wire.problems import Kind, registry

VERSION = "3.1.0"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = "#/components/schemas/{model}"
Mode = Literal["validation", "serialization"]
Keyed = tuple[str, Mode, TypeAdapter[Any]]

#: The answer of every operation that does not succeed.
PROBLEM = {
    "description": "A problem (RFC 9457); `code` says which.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class _Schema(GenerateJsonSchema):
    """Pydantic's schemas without the titles it makes up."""

    def get_title_from_name(self, name: str) -> str:  # pragma: no cover - called by pydantic
        return ""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas(keyed: Iterable[Keyed]) -> tuple[dict[tuple[str, str], Any], dict[str, Any]]:
    """The schema of each type by (key, mode), and the definitions they refer to."""
    made, definitions = TypeAdapter.json_schemas(list(keyed), ref_template=_REFERENCE, schema_generator=_Schema)
    known: dict[str, Any] = definitions.get("$defs", {})
    return {(str(key), mode): schema for (key, mode), schema in made.items()}, {
        name: _untitled(name, schema) for name, schema in known.items()
    }


def file_schema(shape: Any, *, title: str) -> dict[str, Any]:
    """The JSON schema of one type as a file of its own, its definitions inside."""
    schema = TypeAdapter(shape).json_schema(mode="serialization", schema_generator=_Schema)
    inner = {name: _untitled(name, one) for name, one in schema.pop("$defs", {}).items()}
    head = {"$schema": DIALECT, "title": title}
    return {**head, **_untitled(title, schema), **({"$defs": inner} if inner else {})}


def document(
    *,
    info: Mapping[str, Any],
    paths: Mapping[str, Any],
    definitions: Mapping[str, Any],
    security: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """An OpenAPI document with paths and names sorted, so that it changes only when the API does."""
    used = reachable(paths, {**definitions, "Problem": problem_schema()})
    components: dict[str, Any] = {"schemas": dict(sorted(used.items()))}
    if security:
        components["securitySchemes"] = dict(security)
    return {"openapi": VERSION, "info": dict(info), "paths": dict(sorted(paths.items())), "components": components}


def content(description: str, schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    """A response with a body."""
    return {"description": description, "content": {media_type: {"schema": schema}}}


def problem_schema() -> dict[str, Any]:
    """RFC 9457 with what this project adds: a code of the registry, the request's id, a line for each mistake."""
    mistake = {name: {"type": "string"} for name in ("pointer", "code", "detail")}
    return {
        "type": "object",
        "description": "A problem (RFC 9457). Tell problems apart by `code`; texts may change and are translated.",
        "required": ["type", "title", "status", "detail", "code", "errors"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer", "enum": sorted(kind.value for kind in Kind)},
            "detail": {"type": "string", "description": "What to do next, in the language asked for."},
            "instance": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "code": {"type": "string", "description": "One of error_codes.json.", "examples": sorted(registry())[:3]},
            "request_id": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "params": {"type": "object", "description": "What the problem is about, as data; its members go by code."},
            "errors": {
                "type": "array",
                "items": {"type": "object", "required": sorted(mistake), "properties": mistake},
            },
        },
    }


def error_codes() -> dict[str, Any]:
    """Every code of this service with its HTTP status and its texts; `{names}` are filled in answers."""
    return {
        "codes": {
            code: {"status": problem.kind.value, "texts": dict(sorted(problem.texts.items()))}
            for code, problem in sorted(registry().items())
            if not problem.__module__.startswith("tests.")
        }
    }


def reachable(paths: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """The schemas that paths lead to."""
    found: dict[str, Any] = {}
    waiting = _references(paths)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = definitions[name]
            waiting |= _references(definitions[name])
    return found


def opened(schema: Any) -> Any:
    """A schema that admits members it does not name: answers may grow inside one version of an API."""
    if isinstance(schema, Mapping):
        return {
            key: opened(value)
            for key, value in schema.items()
            if not (key == "additionalProperties" and value is False)
        }
    return [opened(one) for one in schema] if isinstance(schema, list | tuple) else schema


def renamed(schema: Any, names: Mapping[str, str]) -> Any:
    """A schema that refers to definitions by other names."""
    if isinstance(schema, Mapping):
        found = {key: renamed(value, names) for key, value in schema.items()}
        reference = found.get("$ref")
        if isinstance(reference, str):
            head, _, name = reference.rpartition("/")
            found["$ref"] = f"{head}/{names.get(name, name)}"
        return found
    return [renamed(one, names) for one in schema] if isinstance(schema, list | tuple) else schema


def _untitled(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A definition without the title that only repeats its name."""
    return {key: value for key, value in schema.items() if not (key == "title" and value == name)}


def _references(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        named = {value["$ref"].rsplit("/", 1)[1]} if isinstance(value.get("$ref"), str) else set()
        return named.union(*(_references(inner) for inner in value.values()))
    if isinstance(value, list | tuple):
        return set().union(*(_references(inner) for inner in value))
    return set()
