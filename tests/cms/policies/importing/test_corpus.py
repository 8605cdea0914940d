"""Policies and terms as legal departments write them, read by an importer whose author has never seen them.

Each `corpus/NAME.txt` stands beside `corpus/NAME.expected.json`, written by hand together with the text:

- `title`, `sections` (number and heading), `operator_names` (spellings the text itself uses), `bin`, `contact`,
  `related`, `numbering_gaps`: the facts the importer must find, exactly;
- `notes`: sentences that speak to the publisher. `certain` true: must be recognised without doubt; false: a suspicion
  is enough. `section` is null before the first numbered heading;
- `look_alikes`: sentences for the reader that resemble a note, each with its section. They stay in the text and are
  never certain.

`corpus/refused/` holds files that are no such text.
"""

import dataclasses
import functools
import html
import json
import pathlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cms.policies.importing import corpus_view as parsing

CORPUS = pathlib.Path(__file__).parent / "corpus"
TEXTS = sorted(path.stem for path in CORPUS.glob("*.txt"))
REFUSED = sorted(path.name for path in (CORPUS / "refused").iterdir())
LINE_ENDS = {"lf": b"\n", "crlf": b"\r\n", "cr": b"\r"}
HUGE_BYTES = 24_000_000  # no person writes or reads a policy of this size; a real one stays below a hundredth of it


@functools.cache
def expected(name: str) -> dict[str, Any]:
    sidecar: dict[str, Any] = json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))
    return sidecar


@functools.cache
def source(name: str) -> bytes:
    return (CORPUS / f"{name}.txt").read_bytes()


@functools.cache
def text_of(name: str) -> str:
    """The file's text: decoded, without byte order mark, every line end a newline."""
    decoded = source(name).decode(expected(name)["encoding"]).removeprefix("\ufeff")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


@functools.cache
def imported(name: str) -> Any:
    return parsing.parse(source(name))


def flat(text: str) -> str:
    """One line, single spaces: how a sentence reads, wherever its lines were broken."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """Words alone, without the brackets or stop a note may stand in."""
    return flat(text).strip("[]() .;!")


def unquoted(text: str) -> str:
    return flat(re.sub(r"[\"'«»“”„]", "", text)).casefold()


def strings_of(value: object) -> Iterator[str]:
    """Every string inside a block, whatever the importer makes its paragraphs of."""
    if isinstance(value, str):
        yield html.unescape(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings_of(getattr(value, field.name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_of(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings_of(item)


def holds_only_notes(found: str, notes: list[str]) -> bool:
    """Whether `found` is made of expected notes alone: neighbours may be one note, ordinary words may not join."""
    rest = flat(found)
    for note in sorted(notes, key=len, reverse=True):
        rest = rest.replace(bare(note), " ")
    return re.search(r"\w", rest) is None


def note_holding(name: str, text: str) -> Any | None:
    """The imported note that holds `text` and no ordinary words, or None."""
    notes = [note["text"] for note in expected(name)["notes"]]
    for found in imported(name).notes:
        if bare(text) in flat(found.text) and holds_only_notes(found.text, notes):
            return found
    return None


def place_of(name: str, found: Any) -> int:
    """Where the note begins in the whole text; each note of the corpus stands there once."""
    pattern = r"\s+".join(re.escape(word) for word in found.text.split())
    match = re.search(pattern, text_of(name))
    assert match is not None, f"{found.text!r} is not in the file"
    return match.start() - (len(found.text) - len(found.text.lstrip()))


def cases(key: str) -> list[Any]:
    return [
        pytest.param(name, index, id=f"{name}-{index + 1}")
        for name in TEXTS
        for index in range(len(expected(name)[key]))
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_file_survived_checkout_as_it_was_written(name: str) -> None:
    data = source(name)
    line_end = LINE_ENDS[expected(name)["line_end"]]

    assert set(re.findall(rb"\r\n|\r|\n", data)) == {line_end}
    assert data.endswith(line_end) is expected(name)["final_line_end"]
    assert data.startswith(b"\xef\xbb\xbf") is expected(name)["byte_order_mark"]
    assert 600 <= len(text_of(name)) <= 6000


@pytest.mark.parametrize("name", TEXTS)
def test_title_and_sections_are_exact(name: str) -> None:
    result = imported(name)

    assert result.title == expected(name)["title"]
    assert [{"number": block.number, "heading": block.heading} for block in result.blocks] == expected(name)["sections"]
    assert tuple(result.numbering_gaps) == tuple(expected(name)["numbering_gaps"])


@pytest.mark.parametrize("name", TEXTS)
def test_operator_and_contact_are_recognised(name: str) -> None:
    result = imported(name)

    assert unquoted(result.operator_name or "") in {unquoted(known) for known in expected(name)["operator_names"]}
    assert result.bin == expected(name)["bin"]
    assert result.contact == expected(name)["contact"]


@pytest.mark.parametrize("name", TEXTS)
def test_related_documents_are_named(name: str) -> None:
    assert tuple(imported(name).related) == tuple(expected(name)["related"])


@pytest.mark.parametrize("name", TEXTS)
def test_draft_and_notes_rebuild_the_file(name: str) -> None:
    assert parsing.rebuild(imported(name)).removeprefix("\ufeff") == text_of(name)


@pytest.mark.parametrize(("name", "index"), cases("notes"))
def test_note_is_found(name: str, index: int) -> None:
    note = expected(name)["notes"][index]

    found = note_holding(name, note["text"])

    assert found is not None, f"not found: {note['text']}"
    assert found.certain or not note["certain"], f"only suspected: {note['text']}"
    assert found.section == note["section"]


@pytest.mark.parametrize(("name", "index"), cases("notes"))
def test_note_keeps_its_place(name: str, index: int) -> None:
    found = note_holding(name, expected(name)["notes"][index]["text"])
    assert found is not None, f"not found: {expected(name)['notes'][index]['text']}"
    text = text_of(name)

    place = place_of(name, found)
    start = place - found.offset

    # The offset counts from the start of a paragraph as it stands in the file, with or without its list mark.
    assert 0 <= start <= place
    assert "\n\n" not in text[start:place]
    before = text[text.rfind("\n", 0, start) + 1 : start]
    assert re.fullmatch(r"[ \t]*((?:[-–—•*]|\(?\w{1,2}\)|\d+(?:\.\d+)*[.)]?)[ \t]*)?", before), before


@pytest.mark.parametrize("name", TEXTS)
def test_places_of_notes_follow_the_file(name: str) -> None:
    order = {block.number: position for position, block in enumerate(imported(name).blocks)}
    known = [note["text"] for note in expected(name)["notes"]]
    notes = [note for note in imported(name).notes if holds_only_notes(note.text, known)]

    in_file = sorted(notes, key=lambda note: place_of(name, note))
    places = [(-1 if note.section is None else order[note.section], note.paragraph, note.offset) for note in in_file]

    assert places == sorted(set(places))


@pytest.mark.parametrize("name", TEXTS)
def test_certain_notes_take_no_ordinary_words_along(name: str) -> None:
    known = [note["text"] for note in expected(name)["notes"]]

    taken = [note.text for note in imported(name).notes if note.certain and not holds_only_notes(note.text, known)]

    assert taken == []


@pytest.mark.parametrize(("name", "index"), cases("look_alikes"))
def test_look_alike_stays_in_the_text(name: str, index: int) -> None:
    sentence, section = expected(name)["look_alikes"][index]["text"], expected(name)["look_alikes"][index]["section"]
    result = imported(name)

    certain = [flat(note.text) for note in result.notes if note.certain]

    assert [note for note in certain if bare(sentence) in note or bare(note) in sentence] == []
    assert sentence in flat(parsing.rebuild(result))
    # Before the first heading there is no block to hold it: there the rebuilt text alone must.
    if section is not None:
        [block] = [block for block in result.blocks if block.number == section]
        assert sentence in flat(" ".join(strings_of(block)))


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_is_no_policy_is_refused(name: str) -> None:
    data = (CORPUS / "refused" / name).read_bytes()

    with pytest.raises(parsing.NotAPolicyText) as refusal:
        parsing.parse(data)

    assert str(refusal.value).strip()


def test_huge_file_is_refused() -> None:
    section = b"1. Scope\n\nThis policy covers visits to the shop, orders and letters.\n\n"
    data = b"Privacy Policy\n\n" + section * (HUGE_BYTES // len(section))

    with pytest.raises(parsing.NotAPolicyText) as refusal:
        parsing.parse(data)

    assert str(refusal.value).strip()


def test_doubt_stays_rare() -> None:
    """Publishing asks about every suspected note, so an editor may not be asked about every other sentence."""
    needless = [
        note.text
        for name in TEXTS
        for note in imported(name).notes
        if not holds_only_notes(note.text, [known["text"] for known in expected(name)["notes"]])
    ]

    assert len(needless) <= len(TEXTS), "\n".join(needless)


def test_corpus_is_large_enough() -> None:
    notes = [note for name in TEXTS for note in expected(name)["notes"]]
    look_alikes = [sentence["text"] for name in TEXTS for sentence in expected(name)["look_alikes"]]
    locales = [expected(name)["locale"] for name in TEXTS]
    by_locale = {locale: locales.count(locale) for locale in ("en", "ru", "kk")}

    print(
        f"texts {len(TEXTS)} {by_locale}, notes {len(notes)} ({sum(note['certain'] for note in notes)} certain), "
        f"look-alikes {len(look_alikes)}, refused {len(REFUSED) + 1}"
    )

    assert len(TEXTS) >= 12
    assert min(by_locale.values()) >= 4
    assert len({note["text"] for note in notes}) >= 15
    assert len(set(look_alikes)) >= 15
    assert len(REFUSED) >= 8
