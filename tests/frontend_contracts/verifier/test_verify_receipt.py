"""The one-file verifier as a person runs it in Node, with the committed example; and the page that holds it."""

import json

import pytest

from tests.frontend_contracts.verifier import node

RECEIPT = node.EXAMPLES / "consent_receipt.json"
KEY = node.EXAMPLES / "consent_receipt_key.json"
ARCHIVE = node.EXAMPLES / "consent_receipt_archive.json"


@pytest.fixture
def example():
    """The committed answer of the receipt query."""
    return json.loads(RECEIPT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("locale", "first", "operator"),
    [
        ("kk", "Жарамды: оператордың кілтімен қол қойылған, бірде-бір биті өзгермеген.", "БСН 180140023215"),
        ("ru", "Подлинно: подписано ключом оператора, ни один бит не изменён.", "БИН 180140023215"),
        ("en", "Valid: signed by the operator's key, every bit as it was.", "BIN 180140023215"),
    ],
)
def test_a_receipt_is_told_in_plain_words(locale, first, operator):
    done = node.run(RECEIPT, "--key", KEY, "--locale", locale)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == first
    assert operator in done.stdout


def test_with_the_archive_the_text_comes_out_byte_for_byte(tmp_path):
    done = node.run(RECEIPT, "--key", KEY, "--archive", ARCHIVE, "--text", tmp_path / "shown.html")

    shown = json.loads(ARCHIVE.read_text(encoding="utf-8"))["document"]["texts"]["kk"]["html"].encode()
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "shown.html").read_bytes() == shown
    assert f"{len(shown)} байт" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("member", ["receipt", "json_ld"])
def test_either_form_is_enough(example, tmp_path, member):
    (tmp_path / "file").write_text(f"{example[member]}\n", encoding="utf-8")

    assert node.run(tmp_path / "file", "--key", KEY).stdout == node.run(RECEIPT, "--key", KEY).stdout


def test_what_is_refused_ends_with_1(example, tmp_path):
    (tmp_path / "file").write_text(example["receipt"][:-8] + "AAAAAAAA")

    done = node.run(tmp_path / "file", "--key", KEY)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Not valid. The signature does not fit")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (RECEIPT,),
        (RECEIPT, "--key"),
        (RECEIPT, "--key", RECEIPT),
        (RECEIPT, "--key", "no-such-file"),
        ("no-such-file", "--key", KEY),
        (RECEIPT, "--key", KEY, "--archive", "no-such-file"),
        (RECEIPT, "--key", KEY, "--locale", "de"),
        (RECEIPT, "--key", KEY, "--text", "out.html"),
        (RECEIPT, "--key", KEY, "--more", "1"),
    ],
    ids=lambda arguments: " ".join(getattr(one, "name", one) for one in arguments) or "nothing",
)
def test_what_cannot_be_read_ends_with_2(arguments):
    assert node.run(*arguments).returncode == 2


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda text: text.replace('"version": 1', '"version": 2'), "is not the one the receipt names"),
        (lambda text: text.replace("Тапсырысты", "Тапсырысты "), "is not the one the receipt names"),
        (lambda text: "{}", "holds no document"),
        (lambda text: "[]", "holds no document"),
        (lambda text: text[:-20], "holds no document"),
    ],
)
def test_another_document_of_the_archive_is_refused(change, refusal, tmp_path):
    (tmp_path / "archive.json").write_text(change(ARCHIVE.read_text(encoding="utf-8")), encoding="utf-8")

    done = node.run(RECEIPT, "--key", KEY, "--archive", tmp_path / "archive.json")

    assert done.returncode == 1
    assert refusal in done.stderr


def test_the_page_holds_the_file_as_it_is():
    """`node verify-receipt.mjs --page > verify-receipt.html` makes it anew."""
    assert node.PAGE.read_text(encoding="utf-8") == node.run("--page").stdout
    assert node.VERIFIER.read_text(encoding="utf-8") in node.PAGE.read_text(encoding="utf-8")
    assert "default-src 'none'" in node.PAGE.read_text(encoding="utf-8")


def test_the_file_depends_on_nothing():
    source = node.VERIFIER.read_text(encoding="utf-8")

    assert [line for line in source.splitlines() if line.startswith("import ")] == []
    assert {part.split('"')[1] for part in source.split("import(")[1:]} == {"node:fs", "node:fs/promises", "node:url"}
