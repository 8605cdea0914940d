"""The policy compiler: does the published policy say what the code does, and the code do what the policy says?

Pure. `compare` takes a policy document (`schema_version` 2, with `clauses`) and the shop's data inventory, and looks in
both directions: everything in the code is declared, and everything declared has something in the code behind it. The
publish gate of cms, `manage.py shop_api check_policy` and the tests all call this one function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from frontend_contracts.wire import offer_compiler, policy_sides, policy_terms
from frontend_contracts.wire.policy_findings import Finding, Findings
from frontend_contracts.wire.policy_sides import Code, Policy, Row, incomplete, place, unknown

HOME = "KZ"
KINDS = ("data_categories", "recipients", "retention", "safeguards", "rights", "contacts")
#: Whoever is not the operator's own processor receives data in their own right (law 94-V art. 8(4), 24(1)(5)).
THIRD_PARTIES = ("third_party", "controller")
#: What erasure does to a cell, and what the policy may then promise.
AFTERWARDS = ("delete", "anonymise", "restrict")
DELETES = ("delete", "blank")


def compare(document: Row, inventory: Row, *, today: date | None = None) -> Findings:
    """Compare a policy document with an inventory (its unsigned part), in both directions.

    `compared` counts what was looked at: `clauses`, `fields`, `purposes`, `recipients`, `retention`, `rights`.
    Comparing nothing is itself an error. `today` is given for a text in force: rules that changed since count.
    Terms are compared with the buyer's rights: see `offer_compiler`.
    """
    policy, code = Policy(document, today), Code(inventory)
    if document.get("kind") == offer_compiler.KIND:
        return offer_compiler.compare(policy, code)
    compared = _counts(policy, code)
    if not compared["clauses"] or not compared["fields"] or not compared["purposes"]:
        error = Finding(code="nothing_compared", clause_path="", id="", params={})
        return Findings(errors=(error,), compared=compared)
    questions: tuple[Callable[[Policy, Code], Iterator[Finding]], ...] = (
        _texts,
        _purposes,
        _switches,
        _categories,
        _uses,
        _recipients,
        _recipient_terms,
        _retention,
        _safeguards,
        _rights,
        _contacts,
    )
    errors = [finding for question in questions for finding in question(policy, code)]
    return Findings(errors=tuple(errors), compared=compared)


def _counts(policy: Policy, code: Code) -> dict[str, int]:
    clauses = {kind: len(policy.rows(kind)) for kind in KINDS}
    return {
        "clauses": sum(clauses.values()),
        "fields": len(code.rows("fields")),
        "purposes": len(policy.rows("purposes")),
        "recipients": clauses["recipients"],
        "retention": clauses["retention"],
        "rights": clauses["rights"],
    }


def _texts(policy: Policy, _code: Code) -> Iterator[Finding]:
    yield from policy_sides.texts(policy, ("purposes", "switches", *KINDS))
    yield from policy_sides.clauses_once(policy, ("purposes", "switches", *KINDS))


def _contacts(policy: Policy, _code: Code) -> Iterator[Finding]:
    yield from policy_sides.contacts(policy)


def _purposes(policy: Policy, code: Code) -> Iterator[Finding]:
    yield from unknown("purpose_unknown", "purposes", policy.by_id("purposes"), code.ids("purposes"))
    used = {purpose for purpose, _category in code.uses}
    for id_ in sorted((code.asked("purposes") | used) - set(policy.by_id("purposes"))):
        yield Finding(code="purpose_missing", clause_path="/purposes", id=id_)
    for id_, row in policy.by_id("purposes").items():
        if not row.get("legal_basis"):
            yield incomplete(f"/purposes/{id_}/legal_basis", id_, "legal_basis")
    for row in code.rows("purposes"):
        named = policy.by_id("purposes").get(str(row["id"]))
        if named is not None and bool(named.get("required")) is not bool(row.get("required_by")):
            path, kept = f"/purposes/{row['id']}/required", ", ".join(row.get("required_by") or ()) or "–"
            yield Finding(code="required_differs", clause_path=path, id=str(row["id"]), params={"kept": kept})


def _switches(policy: Policy, code: Code) -> Iterator[Finding]:
    known = code.ids("switches")
    worded = set(policy.by_id("switches"))
    yield from unknown("switch_unknown", "switches", policy.by_id("switches"), known)
    named = {switch for row in policy.rows("purposes") for switch in row.get("switches") or ()}
    used = {switch for row in code.rows("fields") for switch in row["purposes"] if switch in known}
    for id_ in sorted((code.asked("switches") | named | used) - worded):
        yield Finding(code="switch_missing", clause_path="/switches", id=id_)


def _categories(policy: Policy, code: Code) -> Iterator[Finding]:
    declared = policy.by_id("data_categories")
    kept: dict[str, set[str]] = {}
    for row in code.rows("fields"):
        kept.setdefault(row["category"], set()).add(row["field"])
    for category in sorted(set(kept) - set(declared)):
        yield Finding(code="category_missing", clause_path="/clauses/data_categories", id=category)
    yield from unknown("category_unknown", "clauses/data_categories", declared, kept)
    for category in sorted(set(kept) & set(declared)):
        path = f"/clauses/data_categories/{category}/fields"
        fields = set(declared[category].get("fields") or ())
        for field in sorted(kept[category] - fields):
            yield Finding(code="field_undeclared", clause_path=path, id=field, params={"category": category})
        for field in sorted(fields - kept[category]):
            yield Finding(code="field_unknown", clause_path=path, id=field, params={"category": category})


def _uses(policy: Policy, code: Code) -> Iterator[Finding]:
    purposes = policy.by_id("purposes")
    for purpose, category in sorted(set(code.uses) - policy.uses):
        if purpose in purposes:
            params = {"purpose": purpose, "category": category}
            field = code.uses[purpose, category][0]["field"]
            path = f"/purposes/{purpose}/categories"
            yield Finding(code="use_undeclared", clause_path=path, id=field, params=params)
    for purpose, category in sorted(policy.uses - set(code.uses)):
        path = f"/purposes/{purpose}/categories"
        yield Finding(code="use_unknown", clause_path=path, id=purpose, params={"category": category})


def _recipients(policy: Policy, code: Code) -> Iterator[Finding]:
    declared = policy.by_id("recipients")
    for id_ in sorted(code.ids("recipients") - set(declared)):
        yield Finding(code="recipient_undeclared", clause_path="/clauses/recipients", id=id_)
    yield from unknown("recipient_unknown", "clauses/recipients", declared, code.ids("recipients"))
    for id_, row in declared.items():
        rows = [found for found in code.rows("recipients") if found["id"] == id_]
        if rows:
            yield from _recipient(id_, row, rows)
        for name in ("country", "host", "role", "agreement", "reviewed_on"):
            if not row.get(name):
                yield incomplete(f"/clauses/recipients/{id_}/{name}", id_, name)


def _recipient(id_: str, row: Row, rows: list[Row]) -> Iterator[Finding]:
    pairs = {name: ({row.get(name)}, {found[name] for found in rows}) for name in ("country", "host", "role")}
    for name in ("purposes", "categories"):
        pairs[name] = (set(row.get(name) or ()), {value for found in rows for value in found[name]})
    for name, (declared, kept) in pairs.items():
        if declared != kept:
            params = {"name": name, "declared": _listed(declared), "kept": _listed(kept)}
            yield Finding(
                code="recipient_differs", clause_path=f"/clauses/recipients/{id_}/{name}", id=id_, params=params
            )


def _recipient_terms(policy: Policy, _code: Code) -> Iterator[Finding]:
    """A recipient of another kind or country needs the switch that the law asks for, at each of its purposes."""
    purposes = policy.by_id("purposes")
    for id_, row in policy.by_id("recipients").items():
        needed = ["third_party_transfer"] if row.get("role") in THIRD_PARTIES else []
        needed += ["cross_border_transfer"] if row.get("country") not in (HOME, None, "") else []
        for purpose in row.get("purposes") or ():
            for switch in needed:
                if switch not in (purposes.get(purpose, {}).get("switches") or ()):
                    path = f"/purposes/{purpose}/switches"
                    params = {"purpose": purpose, "switch": switch}
                    yield Finding(code="switch_not_named", clause_path=path, id=id_, params=params)


def _retention(policy: Policy, code: Code) -> Iterator[Finding]:
    declared: dict[tuple[str, str], list[Row]] = {}
    for row in policy.rows("retention"):
        pair = (str(row.get("purpose", "")), str(row.get("category", "")))
        path, id_ = place("retention", row), str(row.get("id", ""))
        if any(_is_same_term(row, other) for other in declared.get(pair, ())):
            yield Finding(code="clause_twice", clause_path=path, id=f"{pair[1]} · {pair[0]}")
        if pair not in code.uses:
            yield Finding(code="retention_unknown", clause_path=path, id=id_)
        if not row.get("from_event") and "until" not in (row.get("term") or {}):
            yield incomplete(f"{path}/from_event", id_, "from_event")
        if row.get("then") not in AFTERWARDS:
            yield incomplete(f"{path}/then", id_, "then")
        declared.setdefault(pair, []).append(row)
    for pair, fields in sorted(code.uses.items(), key=lambda entry: entry[0]):
        if pair in declared:
            yield from _pair(declared[pair], fields, policy, code)
        elif pair[0] in policy.by_id("purposes"):
            params = {"purpose": pair[0], "category": pair[1]}
            path = "/clauses/retention"
            yield Finding(code="retention_missing", clause_path=path, id=fields[0]["field"], params=params)


def _is_same_term(row: Row, other: Row) -> bool:
    """Whether two rules say one length, in whatever units."""
    try:
        terms = policy_terms.checked(row.get("term")), policy_terms.checked(other.get("term"))
    except policy_terms.TermUnknown:
        return row.get("term") == other.get("term")
    return policy_terms.is_same_length(*terms)


def _pair(rules: list[Row], fields: list[Row], policy: Policy, code: Code) -> Iterator[Finding]:
    """Compare the rules for a purpose and a category with each field kept for them.

    Several rules stand for parts that end at different times: each field keeps to one, each rule is some field's.
    """
    limits: list[Row] = []
    for rule in rules:
        try:
            limits.append(policy_terms.checked(rule.get("term")))
        except policy_terms.TermUnknown as unknown:
            params = {"term": str(unknown.args[0])}
            path, id_ = f"{place('retention', rule)}/term", str(rule.get("id", ""))
            yield Finding(code="term_malformed", clause_path=path, id=id_, params=params)
    if len(limits) < len(rules):
        return
    path = f"{place('retention', rules[0])}/term"
    kept: list[tuple[Row, Row]] = []
    for field, given in ((row, term) for row in fields for term in row["terms"]):
        try:
            kept.append((field, policy_terms.resolved(given, code.rows("rules"), on=policy.effective_on)))
        except policy_terms.TermUnknown as unknown:
            named = {"rule": str(unknown.args[0])}
            yield Finding(code="rule_unknown", clause_path=path, id=field["field"], params=named)
    late = [(field, term) for field, term in kept if not any(_is_kept_within(term, limit, field) for limit in limits)]
    for field, term in late:
        yield Finding(code="kept_longer", clause_path=path, id=field["field"], params=_both(term, limits))
    if not late:
        yield from _not_kept(rules, limits, [term for _field, term in kept])
    yield from _effects(rules, fields)


def _not_kept(rules: list[Row], limits: list[Row], kept: list[Row]) -> Iterator[Finding]:
    """A rule whose term no field has: the policy says more than the code does."""
    for rule, limit in zip(rules, limits, strict=True):
        if kept and not any(policy_terms.is_same_length(term, limit) for term in kept):
            path, id_ = f"{place('retention', rule)}/term", str(rule.get("id", ""))
            params = _both(policy_terms.longest(kept), [limit])
            yield Finding(code="term_not_kept", clause_path=path, id=id_, params=params)


def _both(kept: Row, limits: list[Row]) -> dict[str, dict[str, str]]:
    return {"kept": policy_terms.described(kept), "declared": policy_terms.described(policy_terms.longest(limits))}


def _is_kept_within(term: Row, limit: Row, field: Row) -> bool:
    if policy_terms.is_within(term, limit):
        return True
    # What erasure removes at once never outlives “until erased”, whatever its own term.
    is_erased = limit.get("until") == "erased" and "until" not in term
    return is_erased and field.get("on_erasure") in (*DELETES, "anonymise")


def _effects(rules: list[Row], fields: list[Row]) -> Iterator[Finding]:
    """A promise to delete at erasure is not kept by code that keeps the cell then."""
    erased = [rule for rule in rules if rule["term"].get("until") == "erased"]
    if not erased or any(rule.get("then") != "delete" for rule in erased):
        return
    path = f"{place('retention', erased[0])}/then"
    for field in fields:
        effect = str(field.get("on_erasure"))
        if {"until": "erased"} in field["terms"] and effect not in DELETES:
            yield Finding(code="not_deleted", clause_path=path, id=field["field"], params={"effect": effect})


def _safeguards(policy: Policy, _code: Code) -> Iterator[Finding]:
    covered = {row.get("country") for row in policy.rows("safeguards")}
    abroad = {str(row.get("country")) for row in policy.rows("recipients")} - {HOME}
    for id_, row in policy.by_id("recipients").items():
        country = row.get("country")
        if country and country != HOME and country not in covered:
            params = {"country": str(country)}
            yield Finding(code="safeguard_missing", clause_path="/clauses/safeguards", id=id_, params=params)
    for row in policy.rows("safeguards"):
        if row.get("country") not in abroad:
            params = {"country": str(row.get("country"))}
            path = f"{place('safeguards', row)}/country"
            yield Finding(code="safeguard_unknown", clause_path=path, id=str(row.get("id", "")), params=params)


def _rights(policy: Policy, code: Code) -> Iterator[Finding]:
    declared, served = policy.by_id("rights"), {str(row["id"]): row for row in code.rows("rights")}
    for id_ in sorted(set(served) - set(declared)):
        yield Finding(code="right_missing", clause_path="/clauses/rights", id=id_)
    yield from unknown("right_unknown", "clauses/rights", declared, served)
    for id_ in sorted(set(served) & set(declared)):
        path, row, found = f"/clauses/rights/{id_}", declared[id_], served[id_]
        if row.get("handler") != found["handler"]:
            params = {"declared": str(row.get("handler")), "kept": str(found["handler"])}
            yield Finding(code="right_differs", clause_path=f"{path}/handler", id=id_, params=params)
        clock, kept = row.get("clock_working_days"), found["clock_working_days"]
        if type(clock) is not int or clock != kept:
            # The shop's clock is the law's: promising less than it needs is broken, promising more is against the law.
            is_longer = type(clock) is int and clock > kept
            params = {"declared": str(clock), "kept": str(kept)}
            named = "right_longer" if is_longer else "right_slower"
            yield Finding(code=named, clause_path=f"{path}/clock_working_days", id=id_, params=params)


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(sorted(str(value) for value in values)) or "–"
