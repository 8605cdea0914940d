"""What frontends and the shop build against, made from the code of this service: see `files`."""

from __future__ import annotations

from typing import Any

from graphql import print_schema

from cms.api import documents, examples, graphql, openapi
from frontend_contracts.wire import contract_files, trusted_documents
from frontend_contracts.wire import openapi as wire_openapi
from frontend_contracts.wire.personal_data import inventory

#: Folders below `frontend_contracts/` in which nothing else is generated.
FOLDERS = ("cms",)
#: Files that say what crosses to the shop; both services' tests hold to them.
DOCUMENT_SCHEMAS: dict[str, Any] = {
    "event": documents.Event,
    "policy_document": documents.PolicyDocument,
    "terms_document": documents.TermsDocument,
    "product_document": documents.ProductDocument,
}


def files() -> dict[str, str]:
    """Every generated file of this service, by its path below `frontend_contracts/`."""
    made = {
        "cms/openapi.json": contract_files.openapi_text(openapi.document()),
        "cms/schema.graphql": contract_files.graphql_text(sdl()),
        "cms/documents.json": contract_files.json_text(
            trusted_documents.manifest("cms", graphql.schema.graphql_schema)
        ),
        "cms/error_codes.json": contract_files.json_text(wire_openapi.error_codes()),
        "privacy/cms_personal_data_inventory.json": contract_files.json_text(inventory()),
    }
    for name, shape in DOCUMENT_SCHEMAS.items():
        title = "".join(part.title() for part in name.split("_"))
        made[f"cms/schemas/{name}.json"] = contract_files.json_text(wire_openapi.file_schema(shape, title=title))
    return made | {
        f"cms/examples/{name}.json": contract_files.example_text(one) for name, one in examples.files().items()
    }


def sdl() -> str:
    """The GraphQL schema as text."""
    return print_schema(graphql.schema.graphql_schema)
