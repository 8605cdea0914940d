"""The closed list of purposes and switches that the shop's code knows, read from the contract it exports."""

import json
from functools import cache
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).resolve().parents[2] / "frontend_contracts" / "shop_api" / "purposes.json"

SWITCH_LABELS = {
    "third_party_transfer": "Transfer to third parties",
    "cross_border_transfer": "Transfer to other countries",
    "publication": "Publication in open sources",
}
LEGAL_BASES = (
    ("consent", "Consent (law 94-V art. 7)"),
    ("law", "A duty laid down by law (law 94-V art. 9)"),
)


@cache
def _contract() -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = json.loads(CONTRACT.read_text(encoding="utf-8"))
    return loaded


def known_purposes() -> tuple[str, ...]:
    """Return the ids of all purposes the shop knows."""
    return tuple(row["id"] for row in _contract()["purposes"])


def needed_purposes() -> frozenset[str]:
    """Return the ids that some use case of the shop asks for: a policy without them would close the shop."""
    return frozenset(row["id"] for row in _contract()["purposes"] if row["needed"])


def known_switches() -> tuple[str, ...]:
    """Return the ids of the legal switches."""
    return tuple(row["id"] for row in _contract()["switches"])


def needed_switches() -> frozenset[str]:
    """Return the ids of the switches that some use case of the shop asks for."""
    return frozenset(row["id"] for row in _contract()["switches"] if row["needed"])


def purpose_choices() -> list[tuple[str, str]]:
    """Return `(id, label)` for a form."""
    return [(purpose, purpose.replace("_", " ").capitalize()) for purpose in known_purposes()]


def switch_choices() -> list[tuple[str, str]]:
    """Return `(id, label)` for a form."""
    return [(switch, SWITCH_LABELS.get(switch, switch)) for switch in known_switches()]
