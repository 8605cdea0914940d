"""What people are told instead of ids and paths: the names of clauses, and where on the page a field stands."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from cms.policies import clause_words, contracts
from cms.policies.clause_words import CATEGORIES, CONSUMER_RIGHTS, CONTACTS, COUNTRIES, PURPOSES, RIGHTS, Names
from cms.policies.three_languages import LANGUAGES
from frontend_contracts.wire import policy_findings, policy_reasons
from frontend_contracts.wire.policy_findings import Finding
from frontend_contracts.wire.policy_reasons import Reason

SWITCHES: Names = {
    "third_party_transfer": ("үшінші тұлғаларға беру", "передача третьим лицам", "transfer to third parties"),
    "cross_border_transfer": ("шетелге беру", "передача за границу", "transfer to other countries"),
    "publication": ("ашық көздерде жариялау", "публикация в открытых источниках", "publication in open sources"),
}
BY_KIND: dict[str, Names] = {
    "purposes": PURPOSES,
    "switches": SWITCHES,
    "data_categories": CATEGORIES,
    "rights": RIGHTS,
    "consumer_rights": CONSUMER_RIGHTS,
    "safeguards": COUNTRIES,
    "contacts": CONTACTS,
}
#: How a code says what its id is of, where that is not the kind of clause that it stands at.
BY_CODE = {"purpose": "purposes", "switch": "switches", "category": "data_categories"}
BY_PARAM = {"purpose": "purposes", "switch": "switches", "category": "data_categories"}
PAGE_MODELS = {contracts.POLICY: "PolicyPage", contracts.TERMS: "TermsPage"}


def name_of(kind: str, id_: str, locale: str) -> str:
    """Return what to call a clause of a kind; an id without a name, such as that of a field, stays as it is."""
    if kind == "retention" and "." in id_:
        category, purpose = id_.split(".")[:2]
        return f"{name_of('data_categories', category, locale)} · {name_of('purposes', purpose, locale)}"
    names = BY_KIND.get(kind, {})
    return clause_words.name_of(names, id_, locale) if id_ in names else id_


def flag_name(flag: str, locale: str) -> str:
    """Return what to call a flag: a switch or a purpose."""
    return name_of("switches" if flag in SWITCHES else "purposes", flag, locale)


def reason_text(reason: Reason, locale: str) -> str:
    """Return why a flag is asked again, with names."""
    named = name_of(_kind_of(reason.code, reason.path), reason.id, locale)
    return policy_reasons.TEXTS[reason.code][locale].format(id=named)


def finding_texts(finding: Finding) -> dict[str, str]:
    """Return what the compiler found, by language, with names."""
    kind = _kind_of(finding.code, finding.clause_path)
    if kind == "retention" and finding.id not in finding.clause_path.split("/"):
        kind = ""  # a field of the shop, which stands at the rule that it breaks
    return {
        locale: policy_findings.sentence(
            finding.code,
            locale,
            id=name_of(kind, finding.id, locale),
            **{name: _param(name, value, locale) for name, value in finding.params.items()},
        )
        for locale in contracts.LOCALES
    }


def place_of(failure: contracts.Failure, draft: contracts.Draft, locale: str) -> str:
    """Return where a failure stands, in the words of the form: `Kind of data “Cart” · Wording (English)`."""
    parts = [part for part in failure.pointer.split("/") if part]
    if not parts:
        return ""
    field = apps.get_model("policies", PAGE_MODELS[draft.kind])._meta.get_field(parts[0])
    if len(parts) == 1:
        return _capital(str(field.verbose_name))
    block = next(iter(field.stream_block.child_blocks.values()))
    name = f"{_capital(str(block.label))} {_clause_name(parts[0], int(parts[1]), draft, locale)}"
    return f"{name} · {_field_name(block, parts[2])}" if len(parts) > 2 else name


def clause_title(kind: str, id_: str, locale: str) -> str:
    """Return what to call a clause of a published version: its kind and its name."""
    page = "TermsPage" if kind == "consumer_rights" else "PolicyPage"
    field = apps.get_model("policies", page)._meta.get_field(kind)
    return f"{_capital(str(field.verbose_name))}: {name_of(kind, id_, locale)}"


def _clause_name(kind: str, place: int, draft: contracts.Draft, locale: str) -> str:
    rows: Any = getattr(draft, kind, None)
    rows = getattr(draft.clauses, kind, ()) if rows is None else rows
    row = rows[place] if place < len(rows) else None
    if kind == "sections":
        return str(row.number or place + 1) if row else str(place + 1)
    named = {"contacts": "kind", "safeguards": "country"}.get(kind, "id")
    if row is None or kind == "notes" or not getattr(row, named):
        return str(place + 1)
    return f"“{name_of(kind, getattr(row, named), locale)}”"


def _field_name(block: Any, name: str) -> str:
    child = block.child_blocks.get(name)
    label = str(child.label) if child is not None else name.replace("_", " ")
    language = LANGUAGES.get(name.rsplit("_", 1)[-1])
    return f"{label} ({language})" if language else label


def _kind_of(code: str, path: str) -> str:
    parts = [part for part in path.split("/") if part]
    kinds = [part for part in parts if part in BY_KIND or part == "retention"]
    return BY_CODE.get(code.split("_")[0], kinds[0] if kinds else "")


def _param(name: str, value: str | Mapping[str, str], locale: str) -> str:
    text = value if isinstance(value, str) else value[locale]
    return name_of(BY_PARAM.get(name, ""), text, locale)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
