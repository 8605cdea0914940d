"""The manifest of trusted documents: made from files that people write, checked against the schema, loaded by id."""

from pathlib import Path

import pytest
from graphql import build_schema

from frontend_contracts.wire import contract_files, trusted_documents
from frontend_contracts.wire.webhooks import sha256_hex

SCHEMA = build_schema("type Query { tea(grams: Int): String }")
TEXT = "query Tea($grams: Int) {\n  tea(grams: $grams)\n}"


def write(root: Path, name: str, text: str) -> None:
    folder = root / "documents" / "shop"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text + "\n", encoding="utf-8")


def test_what_is_generated_is_what_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, "tea.graphql", TEXT)

    made = trusted_documents.manifest("shop", SCHEMA, root=tmp_path)
    contract_files.write(tmp_path, {"shop/documents.json": contract_files.json_text(made)})

    document_id = "sha256:" + sha256_hex(TEXT.encode())
    assert made["names"] == {"Tea": document_id}
    assert trusted_documents.load("shop", root=tmp_path) == {document_id: TEXT}


def test_nothing_is_trusted_before_a_manifest_was_made(tmp_path: Path) -> None:
    assert trusted_documents.load("shop", root=tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("query Tea { coffee }", "Cannot query field 'coffee'"),
        ("{ tea }", "one operation a file"),
        ("query Tea { tea } query More { tea }", "one operation a file"),
    ],
)
def test_a_document_that_does_not_fit_is_refused_by_its_file(tmp_path: Path, text: str, reason: str) -> None:
    write(tmp_path, "tea.graphql", text)

    with pytest.raises(trusted_documents.DocumentInvalid, match=rf"documents/shop/tea\.graphql: .*{reason}"):
        trusted_documents.manifest("shop", SCHEMA, root=tmp_path)


def test_a_name_belongs_to_one_document(tmp_path: Path) -> None:
    write(tmp_path, "tea.graphql", TEXT)
    write(tmp_path, "tea_again.graphql", "query Tea { tea(grams: 50) }")

    with pytest.raises(trusted_documents.DocumentInvalid, match=r"tea_again\.graphql"):
        trusted_documents.manifest("shop", SCHEMA, root=tmp_path)
