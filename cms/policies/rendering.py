"""From the rich text of an editor to the HTML and the plain text a reader sees: always the same bytes.

The stored HTML carries random block keys and may carry anything a paste brought along. Only the tags listed here come
out, with no attribute but the address of a link, so that a hash of the result can be made again at any time.
"""

from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from cms.policies import annex, contracts

BLOCK_TAGS = frozenset({"p", "h3", "h4", "ul", "ol", "li"})
INLINE_TAGS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}
LINK_SCHEMES = ("https://", "http://", "mailto:", "tel:", "#")

LABELS = {
    "kk": {"in_force": "Күшіне енетін күні", "operator": "Оператор", "bin": "БСН", "contact": "Байланыс"},
    "ru": {"in_force": "Действует с", "operator": "Оператор", "bin": "БИН", "contact": "Контакты"},
    "en": {"in_force": "In force from", "operator": "Operator", "bin": "BIN", "contact": "Contact"},
}


class _Cleaner(HTMLParser):
    """Collect clean HTML and the plain text of each paragraph or list item."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.html: list[str] = []
        self.paragraphs: list[str] = []
        self.addresses: list[str] = []
        self.internal_links = 0
        self._line = ""
        self._lists: list[int | None] = []
        self._links: list[bool] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in BLOCK_TAGS:
            self._end_line()
            self.html.append(f"<{tag}>")
            if tag in ("ul", "ol"):
                self._lists.append(0 if tag == "ol" else None)
            elif tag == "li":
                self._line = self._bullet()
        elif tag in INLINE_TAGS:
            self.html.append(f"<{INLINE_TAGS[tag]}>")
        elif tag == "br":
            self.html.append("<br>")
            self._line += "\n"
        elif tag == "a":
            self._open_link(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._end_line()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self.html.append(f"</{tag}>")
        elif tag in INLINE_TAGS:
            self.html.append(f"</{INLINE_TAGS[tag]}>")
        elif tag == "a" and self._links and self._links.pop():
            self.html.append("</a>")

    def handle_data(self, data: str) -> None:
        self.html.append(escape(data, quote=False))
        self._line += data

    def close(self) -> None:
        super().close()
        self._end_line()

    def _open_link(self, attrs: dict[str, str | None]) -> None:
        address = attrs.get("href") or ""
        if attrs.get("linktype"):
            self.internal_links += 1
        is_kept = address.startswith(LINK_SCHEMES)
        self._links.append(is_kept)
        if is_kept:
            self.addresses.append(address)
            self.html.append(f'<a href="{escape(address)}">')

    def _bullet(self) -> str:
        if self._lists and self._lists[-1] is not None:
            self._lists[-1] += 1
            return f"{self._lists[-1]}. "
        return "• "

    def _end_line(self) -> None:
        line = self._line.strip()
        if line and line != "•":
            self.paragraphs.append(line)
        self._line = ""


def _cleaned(body: str) -> _Cleaner:
    cleaner = _Cleaner()
    cleaner.feed(body)
    cleaner.close()
    return cleaner


def html_of(body: str) -> str:
    """Return the body as clean HTML, without empty paragraphs."""
    html = "".join(_cleaned(body).html)
    return html.replace("<p></p>", "").replace("<p><br></p>", "")


def paragraphs_of(body: str) -> list[str]:
    """Return the text of each paragraph, heading and list item, in reading order; items start with `• ` or `1. `."""
    return _cleaned(body).paragraphs


def addresses_of(body: str) -> list[str]:
    """Return the addresses the body links to."""
    return _cleaned(body).addresses


def has_internal_link(body: str) -> bool:
    """Say whether the body links to a page or file of this CMS, whose address could change under a frozen text."""
    return _cleaned(body).internal_links > 0


def heading_of(section: contracts.Section, locale: str) -> str:
    """Return the heading as shown, with its number: `3. Data we collect`."""
    heading = section.heading.get(locale, "").strip()
    if not section.number:
        return heading
    number = section.number if section.number.endswith(".") else f"{section.number}."
    return f"{number} {heading}".strip()


def rendering(draft: contracts.Draft, operator: contracts.Operator, locale: str) -> dict[str, str]:
    """Return `{"title", "html", "text"}` of the draft in one language.

    The operator's name and BIN stand in every rendering (P1.2). Nothing here depends on the time or on the version's
    number, so the same draft always gives the same bytes. The annex is made of the clauses.
    """
    title = draft.title.get(locale, "").strip()
    facts = _facts(draft, operator, locale)
    html = [f"<h1>{escape(title, quote=False)}</h1>", *(f"<p>{escape(fact, quote=False)}</p>" for fact in facts)]
    text = [title, *facts]
    for place, section in enumerate(draft.sections, start=1):
        heading, body = heading_of(section, locale), section.body.get(locale, "")
        title_tag = f"<h2>{escape(heading, quote=False)}</h2>" if heading else ""  # an introduction has none
        html.append(f'<section id="section-{place}">{title_tag}{html_of(body)}</section>')
        text += [*([heading] if heading else []), *paragraphs_of(body)]
    for part in annex.parts_of(draft, locale):
        html.append(part.html)
        text += part.lines
    return {"title": title, "html": "\n".join(html) + "\n", "text": "\n\n".join(text) + "\n"}


def _facts(draft: contracts.Draft, operator: contracts.Operator, locale: str) -> list[str]:
    label = LABELS[locale]
    effective = draft.effective_from.isoformat() if draft.effective_from else ""
    contacts = [operator.address.get(locale, ""), operator.contact_email, operator.phone]
    return [
        f"{label['in_force']}: {effective}",
        f"{label['operator']}: {operator.legal_name.get(locale, '')}, {label['bin']} {operator.bin}",
        f"{label['contact']}: {', '.join(contact for contact in contacts if contact)}",
    ]
