"""Proposed clauses in a draft: what an import found in the text stands there until a person confirms it.

A clause that is there already keeps everything and gets only the wording of a language it lacks; nothing a person
confirmed is taken back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from cms.policies import clauses, importing, inventory, models, purposes
from cms.policies.importing.proposal_words import ROLES, Topic
from cms.policies.importing.proposals import Proposal

RawBlock = dict[str, Any]
BLOCKS = {
    Topic.DATA: "data_category",
    Topic.PURPOSES: "purpose",
    Topic.RECIPIENTS: "recipient",
    Topic.RIGHTS: "right",
}
NAMES = {
    Topic.DATA: "kinds of data",
    Topic.PURPOSES: "purposes",
    Topic.RECIPIENTS: "recipients",
    Topic.RIGHTS: "rights",
}


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What was proposed, by kind of clause, and what of the text's lists found no place; as lines to print."""

    lines: list[str]


def fill(page: models.LegalPage, text: importing.ImportedText, locale: str) -> Proposed:
    """Put what a text of one language proposes into the page's clauses, and say what came of it."""
    if isinstance(page, models.TermsPage):
        return Proposed(lines=_fill_terms(page, importing.propose_offer(text), locale))
    if not isinstance(page, models.PolicyPage):
        return Proposed(lines=[])
    return _fill_policy(page, importing.propose(text), locale)


def _fill_policy(page: models.PolicyPage, proposals: importing.Proposals, locale: str) -> Proposed:
    lines: list[str] = []
    for topic in Topic:
        known = _known(topic)
        placed = [one for one in proposals.of(topic) if known is None or one.id in known]
        setattr(page, topic.value, _merged(page, topic, placed, locale))
        if placed:
            lines.append(f"Proposed {NAMES[topic]}: {', '.join(one.id for one in placed)}")
        foreign = [one for one in proposals.of(topic) if one not in placed]
        lines += [_not_placed(topic, one.wording, one.places[0]) for one in foreign]
        lines += [_not_placed(topic, one.text, one.place) for one in proposals.unplaced if one.topic is topic]
    return Proposed(lines=lines)


def _fill_terms(page: models.TermsPage, proposals: importing.OfferProposals, locale: str) -> list[str]:
    served = inventory.consumer_rights()
    placed = [one for one in proposals.rights if one.id in served]
    rights: list[RawBlock] = [child.get_prep_value() for child in page.consumer_rights]
    for one in placed:
        partner = next((block for block in rights if block["value"].get("id") == one.id), None)
        if partner is None:
            value = _new_right(one, served[one.id], locale)
            partner = {"type": "right", "value": value, "id": str(uuid4())}
            rights.append(partner)
        value = partner["value"]
        if not value.get(f"wording_{locale}") or value.get("state") == clauses.PROPOSED:
            value[f"wording_{locale}"] = one.wording
    page.consumer_rights = rights
    new = _add_emails(page, proposals.emails, locale)
    lines = [f"Proposed rights of the buyer: {', '.join(one.id for one in placed)}"] if placed else []
    lines += [f"Proposed contacts: {', '.join(new)}"] if new else []
    return [
        *lines,
        *(
            f"  not placed among rights of the buyer, section {one.section}: “{one.wording[:120]}”"
            for one in proposals.rights
            if one not in placed
        ),
    ]


def _new_right(one: importing.RightProposed, served: dict[str, Any], locale: str) -> dict[str, Any]:
    """Return a right with the handler and clock that the shop keeps; a person compares them with the text's own."""
    ((unit, number),) = (served.get("clock") or {"": None}).items()
    return {
        "state": clauses.PROPOSED,
        "found_at": f"{one.id}: {locale}, section {one.section}",
        "id": one.id,
        "handler": served["handler"],
        "clock_number": number,
        "clock_unit": unit,
        "from_event": served.get("from_event") or "",
    }


def _add_emails(page: models.TermsPage, emails: tuple[str, ...], locale: str) -> list[str]:
    contacts: list[RawBlock] = [child.get_prep_value() for child in page.contacts]
    known = {block["value"].get("value") for block in contacts}
    new = [email for email in emails if email not in known]
    for email in new:
        value = {"state": clauses.PROPOSED, "found_at": f"email: {locale}", "kind": "email", "value": email}
        contacts.append({"type": "contact", "value": value, "id": str(uuid4())})
    page.contacts = contacts
    return new


def _known(topic: Topic) -> Collection[str] | None:
    """Return the closed list of a kind; None for recipients, where the editor chooses from the register."""
    if topic is Topic.RECIPIENTS:
        return None
    return {
        Topic.DATA: inventory.categories,
        Topic.PURPOSES: purposes.known_purposes,
        Topic.RIGHTS: inventory.rights,
    }[topic]()


def _merged(page: models.PolicyPage, topic: Topic, placed: list[Proposal], locale: str) -> list[RawBlock]:
    raw: list[RawBlock] = [child.get_prep_value() for child in getattr(page, topic.value)]
    name = f"{'name' if topic is Topic.RECIPIENTS else 'wording'}_{locale}"
    for proposal in placed:
        partner = next((block for block in raw if _is_same(block["value"], topic, proposal.id)), None)
        if partner is None:
            partner = {"type": BLOCKS[topic], "value": _new(topic, proposal, locale), "id": str(uuid4())}
            raw.append(partner)
        value = partner["value"]
        if not value.get(name) or value.get("state") == clauses.PROPOSED:
            value[name] = proposal.wording[:200] if topic is Topic.RECIPIENTS else proposal.wording
    return raw


def _is_same(value: dict[str, Any], topic: Topic, id_: str) -> bool:
    if topic is Topic.RECIPIENTS:
        return value.get("id") == id_ or str(value.get("found_at") or "").startswith(f"{id_}:")
    return bool(value.get("id") == id_)


def _new(topic: Topic, proposal: Proposal, locale: str) -> dict[str, Any]:
    places = ", ".join(f"{place.section} ¶{place.paragraph}" for place in proposal.places)
    value: dict[str, Any] = {"state": clauses.PROPOSED, "found_at": f"{proposal.id}: {locale}, section {places}"}
    if topic is Topic.RECIPIENTS:
        register = inventory.recipients().get(proposal.id, {})
        facts = {name: register.get(name, []) for name in ("purposes", "categories")}
        role = register.get("role") or ROLES.get(proposal.id, "processor")
        chosen = {"id": proposal.id if register else "", "country": register.get("country", ""), "role": role}
        return {**value, **facts, **chosen}
    if topic is Topic.DATA:
        # Which fields belong to a kind is a fact of the code; what people read of it is the text's.
        kept = [field for field, category in inventory.fields() if category == proposal.id]
        return {**value, "id": proposal.id, "fields": kept}
    if topic is Topic.RIGHTS:
        served = inventory.rights()[proposal.id]
        return {**value, "id": proposal.id, **{name: served[name] for name in ("handler", "clock_working_days")}}
    return {**value, "id": proposal.id, "legal_basis": "consent"}


def _not_placed(topic: Topic, text: str, place: Any) -> str:
    where = f"section {place.section}, paragraph {place.paragraph}"
    return f"  not placed among {NAMES[topic]}, {where}: “{text[:120]}”"
