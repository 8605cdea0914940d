"""Reading a policy from what stands in files and answers: a document, a document in its envelope, or a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LOCALES = ("kk", "ru", "en")


class NotAPolicy(ValueError):
    """The value holds no policy; the message says what is missing."""


def document_in(value: Any) -> dict[str, Any]:
    """Answer the policy document that a JSON value holds.

    It may be the document itself, `{"document": {…}, "sha256": …}` as the cms answers, or a draft with `title` and
    `sections` by language, whose prose stands in for the rendered texts.

    :raises NotAPolicy: none of these
    """
    found = value.get("document", value) if isinstance(value, Mapping) else None
    if not isinstance(found, Mapping) or "purposes" not in found:
        raise NotAPolicy("This is no policy: it has no purposes.")
    document = dict(found)
    if "texts" not in document and isinstance(document.get("sections"), list):
        document["texts"] = {locale: _text(document, locale) for locale in LOCALES}
    return document


def _text(draft: Mapping[str, Any], locale: str) -> dict[str, str]:
    bodies = [str(section.get("body", {}).get(locale) or "") for section in draft["sections"]]
    # A section without words in one language is a hole in the whole text.
    is_whole = all(bodies) and bool(bodies)
    title = str((draft.get("title") or {}).get(locale) or "")
    return {"title": title, "text": "\n".join(bodies) if is_whole else "", "html": ""}
