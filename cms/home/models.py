"""One home page for each language; made by a migration, never by editors."""

from __future__ import annotations

from typing import ClassVar

from wagtail.models import Page


class HomePage(Page):
    """The root of one language. It has no content of its own: frontends build their front page themselves."""

    parent_page_types: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = "home"
        verbose_name_plural = "homes"
