"""Reading the committed contracts in tests of either service, and holding values against their schemas."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

ROOT = Path(__file__).resolve().parents[1] / "frontend_contracts"


@cache
def load(name: str) -> Any:
    """A committed JSON file, by its path below `frontend_contracts/`."""
    return json.loads((ROOT / name).read_text(encoding="utf-8"))


def schema(name: str) -> Any:
    """The schema of a document of the cms, such as `policy_document`."""
    return load(f"cms/schemas/{name}.json")


def example(name: str) -> Any:
    """The committed example of a document or an event of the cms."""
    return json.loads(json.dumps(load(f"cms/examples/{name}.json")["value"]))


def faults(value: Any, against: Any) -> list[str]:
    """Where a value does not fit a schema, one line each; empty when it fits."""
    validator = Draft202012Validator(against, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def closed(value: Any) -> Any:
    """A schema that refuses members it does not name: a producer declares all it sends, consumers admit more."""
    if isinstance(value, dict):
        made = {key: closed(inner) for key, inner in value.items()}
        if made.get("type") == "object" and "properties" in made and "additionalProperties" not in made:
            made["additionalProperties"] = False
        return made
    return [closed(inner) for inner in value] if isinstance(value, list) else value


def answer_schema(service: str, path: str, method: str = "get", status: str = "200") -> Any:
    """The schema of an operation's answer in the committed OpenAPI document, with what it refers to."""
    document = load(f"{service}/openapi.json")
    answer = document["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
    return (
        {"components": document["components"], **answer}
        if "$ref" not in answer
        else {
            "components": document["components"],
            "allOf": [answer],
        }
    )
