"""The compiler at the gate: what it finds in a draft, led back to the fields of the page."""

from collections.abc import Mapping
from typing import Any

from cms.policies import clauses, contracts, naming
from cms.policies.contracts import Failure
from cms.policies.shop_inventory import Observed
from frontend_contracts.wire import policy_compiler
from frontend_contracts.wire.policy_findings import Finding

#: Members of a document that the form spells in another way, and what stands for a clause as a whole.
FORM_NAMES = {"term": "term_number", "clock": "clock_number"}
NAMED_BY = {"retention": "category", "safeguards": "country", "contacts": "kind"}
#: The members without which a clause is nobody's: its id is made of them.
IDENTITY = {"retention": ("category", "purpose"), "safeguards": ("country",), "contacts": ("kind",)}


def compared(content: Mapping[str, Any], observed: Observed) -> dict[str, int]:
    """Return how many clauses, fields and so on are compared."""
    return dict(policy_compiler.compare(_identified(content), observed.inventory).compared)


def failures_of(draft: contracts.Draft, content: Mapping[str, Any], observed: Observed) -> list[Failure]:
    """Return what stands between the draft's content and the code; one failure where the inventory cannot be had."""
    if observed.refusal:
        return [Failure(pointer="", code=observed.refusal, params={"detail": observed.detail})]
    found = policy_compiler.compare(_identified(content), observed.inventory)
    return [failure_of(finding, draft) for finding in found.errors]


def _identified(content: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what does not say yet which clause it is: its own fields say so, and nothing else can be said of it."""

    def kept(kind: str, rows: Any) -> list[Any]:
        return [row for row in rows if all(row.get(name) for name in IDENTITY.get(kind, ("id",)))]

    whole = {kind: kept(kind, content[kind]) for kind in ("purposes", "switches") if kind in content}
    return {**content, **whole, "clauses": {kind: kept(kind, rows) for kind, rows in content["clauses"].items()}}


def failure_of(finding: Finding, draft: contracts.Draft) -> Failure:
    """Return the finding as a failure at its field."""
    params = {**naming.finding_texts(finding), "finding": finding.code, "id": finding.id}
    return Failure(pointer=pointer_of(finding.clause_path, draft), code="policies.drift", params=params)


def pointer_of(path: str, draft: contracts.Draft) -> str:
    """Return where on the form the place of a document is: `/retention/3/term_number` for `…/order.support/term`."""
    parts = [part for part in path.split("/") if part]
    if not parts:
        return "/data_categories" if draft.kind == contracts.POLICY else "/consumer_rights"
    if parts[0] == "texts":
        return f"/title_{parts[1]}" if parts[2:] == ["title"] else "/sections"
    parts = parts[1:] if parts[0] == "clauses" else parts
    kind = parts[0]
    place = _place(kind, parts[1], draft) if len(parts) > 1 else None
    if place is None:
        return f"/{kind}"
    members = parts[2:] or [NAMED_BY.get(kind, "id")]
    return f"/{kind}/{place}/{'_'.join(FORM_NAMES.get(member, member) for member in members)}"


def _place(kind: str, id_: str, draft: contracts.Draft) -> int | None:
    ids = {"purposes": [row.id for row in draft.purposes], "switches": [row.id for row in draft.switches]}
    if kind in ids:
        return ids[kind].index(id_) if id_ in ids[kind] else None
    return clauses.place_in_page(draft.clauses, kind, id_)
