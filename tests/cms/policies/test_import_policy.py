"""A plain text becomes one language of a draft, and draft and notes give the file back (story, step 1)."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from cms.policies import drafting, importing, models, publishing
from tests.cms.policies.conftest import content

pytestmark = pytest.mark.django_db

CORPUS = Path(__file__).parent / "importing" / "corpus"
TEXTS = sorted(path.stem for path in CORPUS.glob("*.txt"))

POLICY = """Privacy Policy

Prepared for the shop.

1. Personal Data We Collect

We collect your name and e-mail address when you give your consent.

Examples:
- your name
- your phone

2. Consent

You agree to the policy. Publisher note: replace this sentence before publishing.

Related: Terms of Service
"""


def run(path: Path, *, slug: str = "privacy", locale: str = "en", kind: str = "policy", capsys=None) -> str:
    call_command("import_policy", str(path), slug=slug, locale=locale, kind=kind)
    return capsys.readouterr().out if capsys else ""


def newest_draft(slug: str = "privacy") -> models.LegalPage:
    page = Page.objects.get(slug=slug).specific
    return page.get_latest_revision().as_object()


def alike(data: bytes) -> bytes:
    """Line ends and nothing else made alike."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16")
        return text.replace("\r\n", "\n").replace("\r", "\n").encode()
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


@pytest.mark.parametrize("name", TEXTS)
def test_draft_and_notes_in_the_database_rebuild_the_file(name, capsys):
    path = CORPUS / f"{name}.txt"
    locale = name[:2]

    run(path, locale=locale, capsys=capsys)

    page = newest_draft()
    assert alike(drafting.rebuilt(page, locale)) == alike(path.read_bytes())
    text = importing.parse(path.read_bytes())
    assert [note.value["text"] for note in page.notes] == [note.text for note in text.notes]
    bodies = [section.value[f"body_{locale}"].source for section in page.sections]
    assert bodies == [block.html for block in (text.preamble, *text.blocks) if block is not text.preamble or block.html]
    assert page.live is False
    assert models.PolicyVersion.objects.count() == 0


def test_it_prints_what_it_found(tmp_path, capsys):
    path = tmp_path / "policy.txt"
    path.write_text(POLICY)

    printed = run(path, capsys=capsys)

    for line in importing.report(importing.parse(path.read_bytes())):
        assert line in printed
    assert "A new draft was made: privacy." in printed


def test_a_draft_with_notes_is_refused_at_the_notes(tmp_path, today):
    path = tmp_path / "policy.txt"
    path.write_text(POLICY)
    run(path)
    page = newest_draft()

    failures = publishing.failures_of(page, page.draft(), on=today)

    assert {failure.code for failure in failures if failure.pointer.startswith("/notes")} == {"policies.note_open"}


def test_another_language_fills_the_same_blocks(tmp_path):
    english, russian = tmp_path / "en.txt", tmp_path / "ru.txt"
    english.write_text(POLICY)
    russian.write_text(
        "Политика конфиденциальности\n\n1. Какие персональные данные\n\nМы обрабатываем имя с вашего согласия.\n\n"
        "2. Согласие\n\nВы соглашаетесь с политикой.\n"
    )
    run(english)
    ids = [section.id for section in newest_draft().sections]

    run(russian, locale="ru")

    page = newest_draft()
    assert [section.id for section in page.sections if section.value["number"]] == [
        id_ for id_, number in zip(ids, ["", "1", "2"], strict=True) if number
    ]
    first = next(section.value for section in page.sections if section.value["number"].startswith("1"))
    assert (first["heading_en"], first["heading_ru"]) == ("Personal Data We Collect", "Какие персональные данные")
    assert sorted(page.source) == ["en", "ru"]
    assert drafting.rebuilt(page, "en") == english.read_bytes()
    assert drafting.rebuilt(page, "ru") == russian.read_bytes()


def test_a_published_policy_gets_a_draft_and_stays_as_it_is(published, tmp_path, capsys):
    before = Client().get("/api/v1/policies/privacy?locale=en").content
    path = tmp_path / "policy.txt"
    path.write_text(POLICY)

    printed = run(path, capsys=capsys)

    assert Client().get("/api/v1/policies/privacy?locale=en").content == before
    page = models.PolicyPage.objects.get()
    assert (page.live, page.has_unpublished_changes) == (True, True)
    assert page.sections[0].value["heading_en"] == "Who is responsible"
    assert newest_draft().sections[1].value["heading_en"] == "Personal Data We Collect"
    assert newest_draft().sections[1].value["heading_ru"] == content()["sections"][0]["heading"]["ru"]
    assert "what is published stays as it is" in printed
    assert "  - We are." in printed
    assert "  + We collect your name and e-mail address when you give your consent." in printed


def test_the_same_file_twice_shows_no_difference_and_one_set_of_notes(tmp_path, capsys):
    path = tmp_path / "policy.txt"
    path.write_text(POLICY)
    run(path, capsys=capsys)
    notes = len(newest_draft().notes)

    printed = run(path, capsys=capsys)

    assert "No difference in the text." in printed
    assert len(newest_draft().notes) == notes
    assert drafting.rebuilt(newest_draft(), "en") == path.read_bytes()


@pytest.mark.parametrize("name", sorted(path.name for path in (CORPUS / "refused").iterdir()))
def test_a_file_that_is_no_such_text_makes_no_page(name):
    pages = Page.objects.count()

    with pytest.raises(CommandError, match=r"No page was made or changed\."):
        run(CORPUS / "refused" / name)

    assert Page.objects.count() == pages


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nothing.txt")


def test_a_slug_of_another_kind_is_refused(published, tmp_path):
    path = tmp_path / "policy.txt"
    path.write_text(POLICY)

    with pytest.raises(CommandError, match="is policy, not terms"):
        run(path, kind="terms")

    assert models.TermsPage.objects.count() == 0


def test_terms_are_imported_alike(tmp_path):
    path = tmp_path / "terms.txt"
    path.write_text(POLICY)

    run(path, slug="terms", kind="terms")

    assert isinstance(newest_draft("terms"), models.TermsPage)


def test_only_the_imported_language_can_be_rebuilt(tmp_path):
    path = tmp_path / "policy.txt"
    path.write_text(POLICY)
    run(path)

    with pytest.raises(KeyError):
        drafting.rebuilt(newest_draft(), "kk")
