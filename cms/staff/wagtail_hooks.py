"""Wagtail's admin as editors of this shop need it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

HIDDEN_MENU_ITEMS = {"documents"}  # files are not part of the catalogue; nothing serves them


@hooks.register("construct_main_menu")
def hide_unused(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave out what leads nowhere."""
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_MENU_ITEMS]
