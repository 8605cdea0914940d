"""One registry of errors for both doors: every code has its texts and its status, is raised, and is in the contract."""

import json
import re
from functools import cache

from frontend_contracts.wire.problems import Problem, placeholders, registry
from shop_api import urls  # noqa: F401 - importing the addresses loads every feature
from tests.stage.state import CHECKOUT

SOURCES = ("shop_api", "frontend_contracts/wire")
#: What a text may be filled with: codes, counts, addresses of the API; nothing that a person told.
FILLINGS = {
    *("allowed", "article", "available", "budget", "column", "flag", "flags", "form", "limit", "limit_bytes", "lines"),
    *("measure", "pieces", "purpose", "reason", "reserved", "sku", "status", "terms_version", "tries_left", "version"),
}


@cache
def _source() -> str:
    return "\n".join(path.read_text() for folder in SOURCES for path in sorted((CHECKOUT / folder).rglob("*.py")))


def test_every_code_says_in_three_languages_what_to_do() -> None:
    found = registry()

    assert len(found) > 60
    assert {code: set(one.texts) for code, one in found.items()} == dict.fromkeys(found, {"kk", "ru", "en"})
    assert [code for code, one in found.items() if len(set(one.texts.values())) != 3] == []
    assert [code for code, one in found.items() if any(not _is_a_sentence(text) for text in one.texts.values())] == []


def test_texts_hold_nothing_that_a_person_told() -> None:
    filled = set().union(*(placeholders(text) for one in registry().values() for text in one.texts.values()))

    assert filled == FILLINGS


def test_every_code_is_raised_somewhere() -> None:
    unused = [code for code, one in registry().items() if not _is_raised(one)]

    assert unused == []


def test_the_contract_lists_every_code_with_its_status_and_texts() -> None:
    committed = json.loads((CHECKOUT / "frontend_contracts/shop_api/error_codes.json").read_text())["codes"]

    assert {code: (one["status"], one["texts"]) for code, one in committed.items()} == {
        code: (one.kind.value, one.texts) for code, one in registry().items()
    }


def test_features_name_their_codes_after_themselves() -> None:
    """`feature.reason`; a feature may have a few first words, and no two features share one."""
    words: dict[str, set[str]] = {}
    for code, one in registry().items():
        owner = one.__module__.split(".")[1] if one.__module__.startswith("shop_api.") else "wire"
        words.setdefault(code.split(".")[0], set()).add(owner)
    shared = {word: owners for word, owners in words.items() if len(owners) > 1}

    # The gate refuses for want of a consent before the feature is asked; a forged CSRF token is the door's to see.
    assert shared == {"auth": {"wire", "doors"}, "consent": {"consent", "gate"}}


def _is_a_sentence(text: str) -> bool:
    return text.endswith((".", "!"))


def _is_raised(problem: type[Problem]) -> bool:
    """Its name stands somewhere besides its definition and imports: raised, made, or handed on."""
    name = re.escape(problem.__name__)
    uses = re.findall(rf"^(?!class |from |import )[^#\n]*\b{name}\b(?=\(|$|,|\s|\))", _source(), re.MULTILINE)
    return any('"' + problem.__name__ + '"' not in use for use in uses)
