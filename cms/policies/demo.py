"""The demo's policy and terms: loaded from the stage's JSON and published, as an editor would publish them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from cms.policies import contracts, inventory, models, publishing, shop_inventory, tree
from cms.policies.contracts import LOCALES

CONTENT = Path(__file__).resolve().parents[2] / "tests" / "stage" / "demo_content"
FILES = ("privacy.json", "terms.json")
PAGES: dict[str, type[models.LegalPage]] = {contracts.POLICY: models.PolicyPage, contracts.TERMS: models.TermsPage}
#: By kind of clause: the type of its block. The ids of the others follow from what they say.
BLOCKS_OF_TERMS = {"consumer_rights": "right", "contacts": "contact"}
BLOCKS = {
    "data_categories": "data_category",
    "recipients": "recipient",
    "retention": "rule",
    "safeguards": "safeguard",
    "rights": "right",
    "contacts": "contact",
}
CHOSEN_BY_ID = ("data_categories", "recipients", "rights", "consumer_rights")


def load(user: Any = None, approver: Any = None) -> list[str]:
    """Publish the demo's texts that are not published yet, in force from today; return a line for each file.

    `user` is the editor in whose name it happens; `approver`, else the same, approves where a workflow covers the
    pages. A second call changes nothing. The demo is loaded before the shop runs, so the texts are compared with the
    inventory that the shop's code exported.
    """
    with shop_inventory.from_file(inventory.INVENTORY):
        return [_load(CONTENT / name, user, approver or user) for name in FILES if (CONTENT / name).exists()]


def page_of(content: dict[str, Any], *, effective_from: date) -> models.LegalPage:
    """Return an unsaved page with this content, in the shape of the demo's files."""
    kind = content["kind"]
    fields: dict[str, Any] = {
        **{f"title_{locale}": content["title"][locale] for locale in LOCALES},
        **{f"change_note_{locale}": content["change_note"][locale] for locale in LOCALES},
        "sections": [("section", _section(section)) for section in content["sections"]],
    }
    if kind == contracts.POLICY:
        fields["purposes"] = [("purpose", {**_clause(row), **_terms(row)}) for row in content["purposes"]]
        fields["switches"] = [("switch", _clause(row)) for row in content["switches"]]
    declared = content.get("clauses", {})
    fields |= {
        name: [(block, _values(row, ids=name in CHOSEN_BY_ID)) for row in declared.get(name, ())]
        for name, block in (BLOCKS if kind == contracts.POLICY else BLOCKS_OF_TERMS).items()
    }
    return PAGES[kind](
        title=content["title"]["en"],
        slug=content["slug"],
        live=False,
        authoritative_locale=content["authoritative_locale"],
        effective_from=effective_from,
        asks_again=content["material"],
        **fields,
    )


def _load(path: Path, user: Any, approver: Any) -> str:
    content = json.loads(path.read_text(encoding="utf-8"))
    slug = content["slug"]
    published = models.PolicyVersion.objects.filter(slug=slug).order_by("-number").first()
    if published is not None:
        return f"{slug}: version {published.number} was there already."
    page = page_of(content, effective_from=publishing.date_in_almaty(timezone.now()))
    tree.parent_page().add_child(instance=page)
    _publish(page, user, approver)
    version = models.PolicyVersion.objects.get(slug=slug)
    return f"{slug}: version {version.number} is published, in force from {version.effective_from}."


def _publish(page: models.LegalPage, user: Any, approver: Any) -> None:
    revision = page.save_revision(user=user)
    workflow = page.get_workflow()
    if workflow is None:
        revision.publish(user=user)
        return
    state = workflow.start(page, user)
    while state.status == state.STATUS_IN_PROGRESS:
        state.current_task_state.specific.approve(user=approver)
        state.refresh_from_db()


def _section(section: dict[str, Any]) -> dict[str, Any]:
    number = section.get("number")
    return {
        "number": "" if number is None else str(number),
        **{f"heading_{locale}": section["heading"][locale] for locale in LOCALES},
        **{f"body_{locale}": section["body"][locale] for locale in LOCALES},
    }


def _clause(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], **{f"wording_{locale}": row["wording"][locale] for locale in LOCALES}}


def _terms(row: dict[str, Any]) -> dict[str, Any]:
    chosen = {name: row[name] for name in ("legal_basis", "required", "switches")}
    return {**chosen, "categories": row.get("categories", [])}


def _values(row: dict[str, Any], *, ids: bool) -> dict[str, Any]:
    """Return a clause of a document as its block holds it: texts by language, the term as number and unit."""
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name in ("wording", "name"):
            values |= {f"{name}_{locale}": value[locale] for locale in LOCALES}
        elif name == "term":
            ((unit, number),) = value.items()
            is_event = unit == "until"
            values |= {"term_number": None if is_event else number, "term_unit": number if is_event else unit}
        elif name == "clock":
            ((unit, number),) = value.items()
            values |= {"clock_number": number, "clock_unit": unit}
        elif name != "id" or ids:
            values[name] = date.fromisoformat(value) if name == "reviewed_on" else value
    return values
