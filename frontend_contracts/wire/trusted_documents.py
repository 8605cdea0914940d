"""Trusted documents: what storefronts ask over GraphQL, agreed beforehand and named by hash instead of sent.

People write `frontend_contracts/documents/<service>/*.graphql`; `make contracts` checks them against the schema and
writes the manifest `frontend_contracts/<service>/documents.json`, which the services load and frontends ship with:
`{"documents": {"sha256:…": text}, "names": {operation name: "sha256:…"}}`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode, parse, validate

from frontend_contracts.wire.webhooks import sha256_hex

ROOT = Path(__file__).resolve().parents[1]


class DocumentInvalid(ValueError):
    """A document does not fit the schema, or is not one named operation; the message names the file."""


def manifest(service: str, schema: GraphQLSchema, *, root: Path = ROOT) -> dict[str, Any]:
    """The manifest of a service, from the files that people wrote.

    :raises DocumentInvalid: a file is not exactly one operation with a name of its own that is valid in this schema
    """
    documents: dict[str, str] = {}
    names: dict[str, str] = {}
    for path in sorted((root / "documents" / service).glob("*.graphql")):
        text = path.read_text(encoding="utf-8").strip()
        parsed = parse(text)
        operations = [node for node in parsed.definitions if isinstance(node, OperationDefinitionNode)]
        errors = [error.message for error in validate(schema, parsed)]
        name = operations[0].name if len(operations) == 1 else None
        if errors or name is None or name.value in names:
            reason = "; ".join(errors) or "one operation a file, with a name that no other file uses"
            raise DocumentInvalid(f"documents/{service}/{path.name}: {reason}")
        names[name.value] = f"sha256:{sha256_hex(text.encode())}"
        documents[names[name.value]] = text
    return {"documents": documents, "names": names}


def load(service: str, *, root: Path = ROOT) -> dict[str, str]:
    """The trusted documents of a service by id; none before the first `make contracts`."""
    path = root / service / "documents.json"
    if not path.exists():
        return {}
    documents: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["documents"]
    return documents
