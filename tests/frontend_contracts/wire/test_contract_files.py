"""Generated files: written, compared, and noticed when nothing generates them any more."""

import json
from pathlib import Path

import pytest

from frontend_contracts.wire import contract_files


def test_first_line_says_that_a_file_is_generated():
    for text in (
        contract_files.json_text({"codes": {}}),
        contract_files.json_text({}),
        contract_files.openapi_text({"openapi": "3.1.0"}),
        contract_files.example_text([1]),
        contract_files.graphql_text("type Query { a: Int }"),
    ):
        assert contract_files.NOTICE in text.splitlines()[0]


def test_json_files_hold_what_they_were_made_of():
    assert json.loads(contract_files.json_text({"a": {"b": "ә"}})) == {
        "$comment": contract_files.NOTICE,
        "a": {"b": "ә"},
    }
    assert json.loads(contract_files.openapi_text({"openapi": "3.1.0"}))["x-generated"] == contract_files.NOTICE
    assert json.loads(contract_files.example_text({"sku": "A1"}))["value"] == {"sku": "A1"}


def test_written_files_are_fresh_and_a_change_is_stale(tmp_path: Path):
    files = {"shop/a.json": contract_files.json_text({"a": 1}), "shop/b.json": contract_files.json_text({"b": 1})}

    said = contract_files.export(files, folders=["shop"], only_check=False, root=tmp_path)

    assert said.endswith("2 files written, 2 changed")
    assert contract_files.export(files, folders=["shop"], only_check=True, root=tmp_path) == "2 files are fresh"
    changed = files | {"shop/a.json": contract_files.json_text({"a": 2})}
    with pytest.raises(contract_files.Stale) as stale:
        contract_files.export(changed, folders=["shop"], only_check=True, root=tmp_path)
    assert "shop/a.json is stale" in str(stale.value)
    assert "make contracts" in str(stale.value)


def test_a_missing_file_is_named_and_comparing_writes_nothing(tmp_path: Path):
    with pytest.raises(contract_files.Stale, match=r"shop/a\.json is missing"):
        contract_files.export({"shop/a.json": "{}"}, folders=["shop"], only_check=True, root=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_what_is_generated_no_more_is_stale_and_goes_but_other_files_stay(tmp_path: Path):
    files = {"shop/a.json": contract_files.json_text({"a": 1})}
    contract_files.export(
        files | {"shop/old/b.json": contract_files.json_text({})}, folders=(), only_check=False, root=tmp_path
    )
    (tmp_path / "shop" / "by_hand.md").write_text("Written by a person.")

    with pytest.raises(contract_files.Stale, match=r"shop/old/b\.json is generated no more"):
        contract_files.export(files, folders=["shop"], only_check=True, root=tmp_path)
    contract_files.export(files, folders=["shop"], only_check=False, root=tmp_path)

    assert sorted(one.name for one in tmp_path.rglob("*") if one.is_file()) == ["a.json", "by_hand.md"]
