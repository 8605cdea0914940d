"""A policy out of a file: a document, its envelope, or a draft."""

import pytest

from frontend_contracts.wire import policy_compiler, policy_files
from tests.frontend_contracts.wire import policy_example

CODE = policy_example.inventory()
POLICY = policy_example.document(CODE)


def draft() -> dict:
    kept = {name: value for name, value in POLICY.items() if name != "texts"}
    words = {"kk": "Мәтін", "ru": "Текст", "en": "Text"}
    return {**kept, "title": dict(words), "sections": [{"heading": dict(words), "body": dict(words)}]}


@pytest.mark.parametrize("value", [POLICY, {"document": POLICY, "sha256": "x"}, draft()])
def test_each_form_is_compared(value):
    assert policy_compiler.compare(policy_files.document_in(value), CODE).is_clean


def test_a_section_without_a_language_is_a_hole_in_the_text():
    broken = draft()
    broken["sections"].append({"heading": {}, "body": {"kk": "Мәтін", "ru": "", "en": "Text"}})

    errors = policy_compiler.compare(policy_files.document_in(broken), CODE).errors

    assert [(error.code, error.clause_path) for error in errors] == [("text_missing", "/texts/ru/text")]


@pytest.mark.parametrize("value", [None, [], {}, {"document": 7}, "text"])
def test_anything_else_is_no_policy(value):
    with pytest.raises(policy_files.NotAPolicy):
        policy_files.document_in(value)
