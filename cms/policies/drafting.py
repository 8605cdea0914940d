"""Bringing an imported text into a draft: one language of one page, never live.

What stands in no block (blank lines, numbers, line ends) is kept in the page's `source`, and what a note said stands in
the note itself, so that draft and notes rebuild the file. Publishing drops none of it and shows none of it.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from wagtail.models import Page

from cms.policies import demo, importing, models, proposing, tree
from cms.policies.contracts import LOCALES
from cms.policies.versions import PolicyVersion

RawBlock = dict[str, Any]  # a block as a StreamField stores it: {"type", "value", "id"}
PLACE_OF_NOTE = ("position", "block", "cues")  # of a note, what the rebuilding needs and no editor reads


class ImportRefused(ValueError):
    """The text cannot go where it was told to: the page under this slug is of another kind."""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did. `difference` compares with the published text, or else with the draft before.

    `proposed` says which clauses were proposed from the text, and what of its lists found no place.
    """

    page: models.LegalPage
    is_new: bool
    difference: list[str]
    proposed: list[str]


@transaction.atomic
def import_text(text: importing.ImportedText, *, slug: str, locale: str, kind: str) -> Imported:
    """Fill one language of the draft under `slug`, making the page where there is none.

    The live page and its versions stay as they are. Sections keep their blocks, and with them their other languages,
    where the numbers agree; a block that has words in no language any more is dropped.

    :raises ImportRefused: the slug belongs to a page of another kind
    """
    stored = _stored_page(slug, kind)
    page = stored.get_latest_revision_as_object() if stored else demo.PAGES[kind](title=text.title[:255], slug=slug)
    before = _wordings_before(page, slug, locale)
    _fill(page, text, locale)
    proposed = proposing.fill(page, text, locale)
    if stored is None:
        page.live = False
        tree.parent_page().add_child(instance=page)
    page.save_revision(log_action=True)
    blocks = [block for block in (text.preamble, *text.blocks) if block.html or block.heading]
    difference = importing.difference(before, blocks, locale) if before else []
    return Imported(page=page, is_new=stored is None, difference=difference, proposed=proposed.lines)


def rebuilt(page: models.LegalPage, locale: str) -> bytes:
    """Return the file that was imported in this language: byte for byte, line ends made alike.

    :raises KeyError: no file was imported in this language
    """
    kept = page.source[locale]
    notes = {child.get_prep_value()["id"]: child.value for child in page.notes}
    values = {
        **kept["file"],
        "notes": [
            {name: notes[id_][name] for name in ("certainty", "section", "paragraph", "offset", "text")} | place
            for id_, place in kept["notes"].items()
        ],
    }
    return importing.rebuild(importing.load(values))


def _stored_page(slug: str, kind: str) -> models.LegalPage | None:
    for model in demo.PAGES.values():
        page: models.LegalPage | None = model.objects.filter(slug=slug).first()
        if page is not None and page.kind != kind:
            raise ImportRefused(
                f"The page “{slug}” is {page.kind}, not {kind}. Name another slug, or --kind {page.kind}."
            )
        if page is not None:
            return page
    if Page.objects.child_of(tree.parent_page()).filter(slug=slug).exists():
        raise ImportRefused(f"A page of another sort stands under “{slug}”. Name another slug.")
    return None


def _fill(page: models.LegalPage, text: importing.ImportedText, locale: str) -> None:
    setattr(page, f"title_{locale}", text.title[:255])
    page.sections = _sections(page, text, locale)
    notes, places = _notes(text, locale)
    imported_before = set((page.source or {}).get(locale, {}).get("notes", ()))
    own = [child.get_prep_value() for child in page.notes]
    page.notes = [*(note for note in own if note["id"] not in imported_before), *notes]
    file = importing.stored(text)
    del file["notes"]
    page.source = {**(page.source or {}), locale: {"file": file, "notes": places}}


def _sections(page: models.LegalPage, text: importing.ImportedText, locale: str) -> list[RawBlock]:
    """Return the blocks in the order of the new text; old ones with other languages keep their places among them."""
    old = [child.get_prep_value() for child in page.sections]
    filled: list[RawBlock] = []
    for block in (text.preamble, *text.blocks):
        if block is text.preamble and not block.html:
            continue
        partner = next((section for section in old if section["value"]["number"] == block.number), None)
        if partner is not None:
            old.remove(partner)
        value = {**(partner["value"] if partner else {}), "number": block.number}
        value |= {f"heading_{locale}": block.heading, f"body_{locale}": block.html}
        filled.append({"type": "section", "value": value, "id": partner["id"] if partner else str(uuid4())})
    others = [name for name in LOCALES if name != locale]
    for section in old:
        value = {**section["value"], f"heading_{locale}": "", f"body_{locale}": ""}
        if any(value[f"{part}_{other}"] for part in ("heading", "body") for other in others):
            filled.append({**section, "value": value})
    return filled


def _notes(text: importing.ImportedText, locale: str) -> tuple[list[RawBlock], dict[str, Any]]:
    """Return the notes as blocks, and by their ids what is kept beside them."""
    blocks: list[RawBlock] = []
    places: dict[str, Any] = {}
    for note in text.notes:
        id_ = str(uuid4())
        value = {
            "text": note.text,
            "certainty": str(note.certainty),
            "locale": locale,
            "section": note.section,
            "paragraph": note.paragraph,
            "offset": note.offset,
            "is_resolved": False,
        }
        blocks.append({"type": "note", "value": value, "id": id_})
        places[id_] = {name: _plain(getattr(note, name)) for name in PLACE_OF_NOTE}
    return blocks, places


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _wordings_before(page: models.LegalPage, slug: str, locale: str) -> list[importing.Wording]:
    version = PolicyVersion.objects.filter(slug=slug, withdrawal=None).order_by("-number").first()
    if version is not None:
        return [
            importing.Wording(section["number"], section["heading"][locale], tuple(section["paragraphs"][locale]))
            for section in version.sections
        ]
    wordings = [
        importing.wording_from_html(section.number, section.heading[locale], section.body[locale])
        for section in page.draft().sections
    ]
    return [wording for wording in wordings if wording.heading or wording.lines]
