"""How a block becomes public data: what its answer holds, and the facts shared by all blocks of one result.

A block class that appears in public answers names `answer_fields` (field → kind) and `answer(value, assets)`. From the
first the GraphQL union and the JSON schema are made, from the second the data; so the doors cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from wagtail.rich_text.rewriters import LinkRewriter
from wagtail.whitelist import Whitelister

TEXT = "text"  # a string
TEXTS = "texts"  # a list of strings
PAIRS = "pairs"  # a list of {"name", "value"}
IMAGE = "image"  # an image answer: url, width, height, alt, renditions

_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*\bid="(\d+)"|<a\b[^>]*\bid="(\d+)"[^>]*\blinktype="page"')


@dataclass(frozen=True)
class Assets:
    """What the blocks of one result refer to, loaded once for all of them; what is not public is simply not here."""

    images: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)  # image id → its public facts
    page_paths: Mapping[int, str] = field(default_factory=dict)  # page id → public path, such as /products/lamp


class AnswerBlock(Protocol):
    """What a block class of public answers offers."""

    answer_fields: ClassVar[Mapping[str, str]]

    def answer(self, value: Any, assets: Assets) -> dict[str, Any] | None:
        """The fields of the answer, or nothing where the block refers to something that is not public."""


def linked_page_ids(html: str) -> set[int]:
    """The pages that a stored rich text links to."""
    return {int(first or second) for first, second in _PAGE_LINK.findall(html)}


def public_html(html: str, assets: Assets) -> str:
    """Stored rich text as readers get it: links to public pages by their path, other links of ours undone."""

    def page_link(attributes: Mapping[str, str]) -> str:
        key = attributes.get("id", "")
        path = assets.page_paths.get(int(key)) if key.isdecimal() else None
        return f'<a href="{path}">' if path else "<a>"

    def undone(attributes: Mapping[str, str]) -> str:
        return "<a>"

    rewritten = LinkRewriter({"page": page_link, "document": undone})(html)
    return str(_PublicHtml().clean(rewritten)).strip()


class _PublicHtml(Whitelister):
    """Wagtail's list of harmless elements without images: those stand in blocks of their own."""

    element_rules = {name: rule for name, rule in Whitelister.element_rules.items() if name not in {"img", "div"}}
