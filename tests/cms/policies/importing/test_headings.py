"""Headings are told from list items, contents lines and clauses, however they are numbered."""

import pytest

from cms.policies.importing import NotAPolicyText, parse

BODY = "We process personal data with your consent and under this policy.\n"


def written(*headings: str, gap: str = "\n") -> bytes:
    return ("Privacy Policy\n\n" + gap.join(f"{heading}\n{gap}{BODY}" for heading in headings)).encode()


@pytest.mark.parametrize(
    "headings",
    [
        ("1. Who We Are", "2. Legal Basis", "3. Personal Data We Collect"),
        ("1) Who We Are", "2) Legal Basis", "3) Personal Data We Collect"),
        ("1 WHO WE ARE", "2 LEGAL BASIS", "3 PERSONAL DATA WE COLLECT"),
        ("1.Who We Are", "2.Legal Basis", "3.Personal Data We Collect"),
        ("1 – Who We Are", "2 – Legal Basis", "3 – Personal Data We Collect"),
        ("Section 1. Who We Are", "Section 2. Legal Basis", "Section 3. Personal Data We Collect"),
        ("SECTION 1: Who We Are", "SECTION 2: Legal Basis", "SECTION 3: Personal Data We Collect"),
        ("§ 1 Who We Are", "§ 2 Legal Basis", "§ 3 Personal Data We Collect"),
        ("I. Who We Are", "II. Legal Basis", "III. Personal Data We Collect"),
        ("## 1. Who We Are", "## 2. Legal Basis", "## 3. Personal Data We Collect"),
        ("**1. Who We Are**", "**2. Legal Basis**", "**3. Personal Data We Collect**"),
        ("Раздел 1. Who We Are", "Раздел 2. Legal Basis", "Раздел 3. Personal Data We Collect"),
        ("Статья 1. Who We Are", "Статья 2. Legal Basis", "Статья 3. Personal Data We Collect"),
        ("1-бөлім. Who We Are", "2-бөлім. Legal Basis", "3-бөлім. Personal Data We Collect"),
        ("І тарау. Who We Are", "ІІ тарау. Legal Basis", "ІІІ тарау. Personal Data We Collect"),
        ("Section 1\nWho We Are", "Section 2\nLegal Basis", "Section 3\nPersonal Data We Collect"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", ""])
def test_each_usual_numbering_is_read(headings, gap):
    imported = parse(written(*headings, gap=gap))

    assert [block.ordinal for block in imported.blocks] == [1, 2, 3]
    titles = [block.heading.casefold() for block in imported.blocks]
    assert titles == ["who we are", "legal basis", "personal data we collect"]
    assert all(block.paragraphs == (BODY.strip(),) for block in imported.blocks)


def test_numbered_list_inside_a_section_stays_inside():
    text = (
        b"Privacy Policy\n\n1. Consent\n\nYou consent when you:\n\n1. create an account;\n2. place an order;\n"
        b"3. write a review.\n\n2. Data We Collect\n\nThe data are:\n1. Name\n2. Phone\n3. Address\n\n"
        b"3. Contact\n\nWrite to us.\n"
    )

    imported = parse(text)

    assert [block.heading for block in imported.blocks] == ["Consent", "Data We Collect", "Contact"]
    assert imported.blocks[0].html == (
        "<p>You consent when you:</p>"
        "<ol><li>create an account;</li><li>place an order;</li><li>write a review.</li></ol>"
    )
    assert imported.blocks[1].html == "<p>The data are:</p><ol><li>Name</li><li>Phone</li><li>Address</li></ol>"
    assert imported.numbering == ()


def test_bullets_letters_and_subsections_stay_inside():
    text = (
        "Policy\n\n1. Personal Data\n\n1.1 Account Data\n\nWe keep:\n- name;\n– e-mail;\n• phone.\n\n"
        "1.2 We keep orders as long as the law asks.\n(a) paid;\n(b) unpaid.\n\n2. Consent\n\nGiven freely.\n"
    ).encode()

    imported = parse(text)

    assert [block.number for block in imported.blocks] == ["1", "2"]
    assert "<h3>1.1 Account Data</h3>" in imported.blocks[0].html
    assert "<p>1.2 We keep orders as long as the law asks.</p><ul><li>(a) paid;</li>" in imported.blocks[0].html


def test_table_of_contents_makes_no_sections():
    titles = ["Who We Are", "Consent", "Your Rights", "Contact"]
    contents = "\n".join(f"{n}. {title} .......... {n}" for n, title in enumerate(titles, 1))
    body = "\n\n".join(f"{n}. {title}\n\n{BODY}" for n, title in enumerate(titles, 1))

    imported = parse(f"Privacy Policy\n\nContents\n{contents}\n\n{body}".encode())

    assert [block.heading for block in imported.blocks] == titles
    assert imported.contents_lines == 4
    assert imported.title == "Privacy Policy"


def test_table_of_contents_without_page_numbers_makes_no_sections():
    titles = ["Who We Are", "Consent", "Your Rights", "Contact"]
    contents = "\n".join(f"{n}. {title}" for n, title in enumerate(titles, 1))
    body = "\n\n".join(f"{n}. {title}\n\n{BODY}" for n, title in enumerate(titles, 1))

    imported = parse(f"Privacy Policy\n\n{contents}\n\n{body}".encode())

    assert [block.paragraphs for block in imported.blocks] == [(BODY.strip(),)] * 4


def test_gap_duplicate_and_foreign_numbers_are_told():
    text = written("1. One", "2. Two", "2. Two Again", "4. Four\n\n3.1 Foreign clause about consent.")

    problems = [(problem.fault.value, problem.number, problem.after) for problem in parse(text).numbering]

    assert problems == [("duplicate", "2", "2"), ("gap", "3", "2"), ("foreign", "3.1", "4")]


def test_heading_run_into_its_paragraph_is_divided():
    text = (
        b"Privacy Policy\n\n1. Operator. The shop is run by a company that answers for personal data "
        b"and for this policy.\n\n"
        b"2. Consent. We ask for consent before we collect any personal data at all, and keep a record of it.\n\n"
        b"3. Contact. Write to the address below and we answer within the term that the law sets for requests.\n"
    )

    imported = parse(text)

    assert [block.heading for block in imported.blocks] == ["Operator", "Consent", "Contact"]
    assert imported.blocks[1].paragraphs[0].startswith("We ask for consent")


def test_hard_wrapped_paragraph_is_one_paragraph():
    text = (
        "Privacy Policy\n\n1. Data\n\nWe collect the name, the e-mail address and the phone number of each customer\n"
        "who orders. Infini keeps them as long as the law asks. The list is closed, and it\nis part of this policy.\n\n"
        "2. Consent\n\nConsent is asked for each purpose on its own, in the language of the reader, and\n"
        "Infini keeps a record of it.\n"
    )

    imported = parse(text.encode())

    assert [len(block.paragraphs) for block in imported.blocks] == [1, 1]


def test_text_without_headings_is_refused_with_advice():
    with pytest.raises(NotAPolicyText, match="No numbered section headings"):
        parse(b"Privacy policy.\n\nWe process personal data with consent.\n")
