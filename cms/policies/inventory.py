"""What the shop's code does with personal data, read from the inventory it exports: the closed lists of the choosers.

The committed file serves forms and proposals. Whether a policy may be published is asked of the inventory that the
running shop serves.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.core import checks

INVENTORY = Path(__file__).resolve().parents[2] / "frontend_contracts" / "privacy" / "data_inventory.json"


class InventoryMissing(Exception):
    """The file is not there: the shop exports it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is missing: write it with `manage.py shop_api export_inventory`.")


def inventory() -> dict[str, Any]:
    """Return the committed inventory.

    :raises InventoryMissing: there is no such file; the message says how to make it
    """
    return _read(INVENTORY)


def fields() -> list[tuple[str, str]]:
    """Return `(field, category)` of every personal field, in the order of categories."""
    rows = _listed("fields")
    return sorted(((row["field"], row["category"]) for row in rows), key=lambda row: (row[1], row[0]))


def categories() -> list[str]:
    """Return the ids of the data categories."""
    return sorted(_listed("categories"))


def recipients() -> dict[str, dict[str, Any]]:
    """Return the recipients that the code can talk to, by id."""
    return {row["id"]: row for row in _listed("recipients")}


def rights() -> dict[str, dict[str, Any]]:
    """Return the rights that the code serves, by id."""
    return {row["id"]: row for row in _listed("rights")}


def consumer_rights() -> dict[str, dict[str, Any]]:
    """Return the rights of the buyer that the code serves, by id."""
    return {row["id"]: row for row in _listed("consumer_rights")}


def _listed(name: str) -> list[Any]:
    """Return a list of the inventory; a form must open without one, so a missing file gives an empty list."""
    try:
        found: list[Any] = inventory().get(name, [])
    except InventoryMissing:
        return []
    return found


def is_there() -> bool:
    """Say whether the lists can be filled."""
    return INVENTORY.exists()


@checks.register("policies")
def check_inventory(**_: Any) -> list[checks.CheckMessage]:
    """Say that the choosers of the policy form are empty."""
    if is_there():
        return []
    return [
        checks.Warning(
            "The shop's data inventory is missing: nothing can be chosen in the clauses of a policy.",
            hint=str(InventoryMissing(INVENTORY)),
            id="policies.W001",
        )
    ]


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InventoryMissing(path) from None
    inner: dict[str, Any] = loaded.get("inventory", loaded)
    return inner
