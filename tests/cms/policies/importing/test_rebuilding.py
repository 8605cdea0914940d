"""Draft plus notes are the file; what is stored reads back; report and difference say what was found."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.policies.importing import PieceKind, difference, load, parse, rebuild, report, stored, wording_from_html

TEXT = (
    "\ufeff\n  Infini Privacy Policy  \n\nEffective date: [insert date]\n\n\n1. Who We Are \n\n"
    "The operator is LLP “Shahishifa KZ”, BIN 180140023215.\t\n\n"
    "[Drafting note: ask counsel whether\nthe name is right.\n\nThen remove this note.]\n\n2. Transfers\n\n"
    "We transfer data with consent. Before publishing, review your vendors and agreements.  We keep a list.\n"
    "  - couriers (confirm the list before launch);\n  - payment services.\n\n"
    "To the publisher:\n- replace the e-mail\n- add the phone\n\n\n"
    "4. Contact\nWrite to support@infini.com — this address is a placeholder.\nRelated: Terms of Service\n\n\n"
)


def test_notes_are_cut_out_and_the_file_is_rebuilt():
    data = TEXT.encode()

    imported = parse(data)

    assert rebuild(imported) == data
    assert [(note.section, note.paragraph, note.offset, note.quote) for note in imported.certain_notes] == [
        ("", 1, 16, "[insert date]"),
        ("1", 2, 0, "[Drafting note: ask counsel whether the name is right."),
        ("1", 3, 0, "Then remove this note.]"),
        ("2", 1, 31, "Before publishing, review your vendors and agreements."),
        ("2", 2, 9, "(confirm the list before launch)"),
        ("2", 4, 0, "To the publisher:"),
        ("2", 5, 0, "replace the e-mail"),
        ("2", 6, 0, "add the phone"),
        ("4", 1, 28, "— this address is a placeholder."),
    ]
    assert imported.blocks[1].html == (
        "<p>We transfer data with consent. We keep a list.</p><ul><li>couriers;</li><li>payment services.</li></ul>"
    )
    assert imported.blocks[2].paragraphs == ("Write to support@infini.com",)


def test_stored_text_reads_back_through_json():
    imported = parse(TEXT.encode())

    assert load(json.loads(json.dumps(stored(imported)))) == imported


def test_no_reader_facing_word_is_lost():
    imported = parse(TEXT.encode())

    for block in (imported.preamble, *imported.blocks):
        for piece in block.pieces:
            if piece.kind not in (PieceKind.SPACE, PieceKind.HEADING):
                shown = "".join(f"{piece.marker}{piece.text}".split())
                assert shown == "".join(piece.source.replace("\ufeff", "").split())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "1. Data We Collect",
                "2. Consent",
                "- item;",
                "  * item (insert date)",
                "3.1 Clause",
                "[insert date]",
                "Before publishing, review your vendors.",
                "We process personal data.",
                "Related: Terms",
                "[open bracket",
                "-->",
                "1) one",
                " ",
                "____",
                "Note to publisher: check",
            ]
        ),
        max_size=25,
    )
)
def test_any_mixture_is_rebuilt(parts):
    data = ("Privacy policy\n\n1. Personal Data\n\nBody.\n\n2. Consent\n\nBody.\n\n" + "\n".join(parts)).encode()

    assert rebuild(parse(data)) == data


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "  note, section 2, paragraph 1, offset 31: “Before publishing, review your vendors and agreements.”"),
        (
            "ru",
            "  примечание, раздел 2, абзац 1, смещение 31: «Before publishing, review your vendors and agreements.»",
        ),
        ("kk", "  ескертпе, 2-бөлім, 1-абзац, ығысуы 31: «Before publishing, review your vendors and agreements.»"),
    ],
)
def test_report_names_every_note_and_its_place(locale, expected):
    lines = report(parse(TEXT.encode()), locale)

    assert expected in lines
    assert any("180140023215" in line for line in lines)
    assert any("Terms of Service" in line for line in lines)
    assert any("support@infini.com" in line for line in lines)


def test_report_tells_the_gap_and_a_wrong_bin():
    lines = report(parse(TEXT.replace("180140023215", "180140023216").encode()))

    assert "Numbering: 3 is missing (after 2)" in lines
    assert any("180140023216 is wrong" in line for line in lines)


def test_difference_tells_what_changed():
    old = parse(b"Policy\n\n1. Data\n\nWe keep names.\n\nAnd phones.\n\n2. Consent\n\nGiven freely.\n")
    new = parse(
        b"Policy\n\n1. Data\n\nWe keep names.\n\nAnd e-mails.\n\n"
        b"2. Transfers\n\nTo couriers only, by law.\n\n3. Consent\n\nGiven freely.\n"
    )

    assert difference(old.blocks, new.blocks) == [
        "Text changed: 1. Data",
        "  - And phones.",
        "  + And e-mails.",
        "New section: 2. Transfers",
        "  + To couriers only, by law.",
        "Number changed: 2. Consent → 3. Consent",
    ]
    assert difference(new.blocks, new.blocks) == []


def test_stored_html_is_compared_with_blocks():
    block = parse(b"Policy\n\n1. Data\n\nWe keep:\n- names;\n- phones.\n\n2. Consent\n\nGiven.\n").blocks[0]

    assert difference([wording_from_html("1", "Data", block.html)], [block]) == []
