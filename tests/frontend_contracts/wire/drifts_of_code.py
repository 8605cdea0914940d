"""Operators that change the code's inventory behind a policy's back, and those that may change it."""

from tests.frontend_contracts.wire.drift_operators import Json, Operator, each_row, named


def _new_column(row: Json, inventory: Json) -> str:
    name = row["field"] + "_new"
    inventory["fields"].append({**row, "field": name})
    return name


def _new_json_key(row: Json, inventory: Json) -> str:
    name = row["field"] + ".iin"
    inventory["fields"].append({**row, "field": name})
    return name


def _new_category(row: Json, inventory: Json) -> str:
    inventory["fields"].append({**row, "field": row["field"] + "_face", "category": "biometric"})
    return row["field"]


def _column_removed(row: Json, inventory: Json) -> str:
    inventory["fields"].remove(row)
    return row["field"]


def _column_renamed(row: Json, _inventory: Json) -> str:
    row["field"] += "_2"
    return row["field"]


def _column_recategorised(row: Json, inventory: Json) -> str:
    row["category"] = next(name for name in inventory["categories"] if name != row["category"])
    return row["field"]


def _column_used_more(row: Json, inventory: Json) -> str | None:
    declared = {
        purpose
        for found in inventory["fields"]
        if found["category"] == row["category"]
        for purpose in found["purposes"]
    }
    others = [found["id"] for found in inventory["purposes"] if found["id"] not in declared]
    # Where the category serves every purpose already, the policy promises no less about any field of it.
    if not others:
        return None
    row["purposes"] = [*row["purposes"], others[0]]
    return f"{row['field']} for {others[0]}"


def _kept_longer(row: Json, inventory: Json) -> str:
    terms = [term for found in inventory["fields"] if found["category"] == row["category"] for term in found["terms"]]
    if any("until" in term for term in terms):
        # Longer than any event: kept through erasure for a number of years.
        row["terms"], row["on_erasure"] = [{"years": 99}], "keep"
    else:
        row["terms"] = [{"years": 99}]
    return row["field"]


def _kept_for_ever(row: Json, inventory: Json) -> str | None:
    same = [found for found in inventory["fields"] if set(found["purposes"]) & set(row["purposes"])]
    same = [found for found in same if found["category"] == row["category"]]
    if any({"until": "erased"} in found["terms"] for found in same):
        return None  # until erased is what the policy declares for this category
    row["terms"] = [{"until": "erased"}]
    return row["field"]


def _rule_gone(row: Json, inventory: Json) -> str:
    row["terms"] = [{"rule": "no_such_rule"}]
    return row["field"]


def _rule_longer(row: Json, inventory: Json) -> str | None:
    latest = max(found["valid_from"] for found in inventory["rules"] if found["id"] == row["id"])
    if row["valid_from"] != latest or not _is_used(row["id"], inventory):
        return None  # an older row of the rule counts no more, and a rule that no field is kept by is no term
    row["number"] += 24 if row["unit"] == "hours" else 1  # a policy counts no less than days
    return f"{row['id']} {row['valid_from']}"


def _is_used(rule: str, inventory: Json) -> bool:
    """Whether some field's only number comes from this rule; a term with its own days does not ask the register."""
    return any(term == {"rule": rule} for row in inventory["fields"] for term in row["terms"])


def _new_recipient(row: Json, inventory: Json) -> str:
    inventory["recipients"].append({**row, "id": row["id"] + "-2", "host": "other.test"})
    return row["id"]


def _recipient_gone(row: Json, inventory: Json) -> str:
    inventory["recipients"].remove(row)
    return row["id"]


def _recipient_moved(row: Json, _inventory: Json) -> str:
    row["country"] = "US" if row["country"] != "US" else "CN"
    return row["id"]


def _recipient_role(row: Json, _inventory: Json) -> str:
    row["role"] = "controller" if row["role"] != "controller" else "processor"
    return row["id"]


def _second_host(row: Json, inventory: Json) -> str:
    inventory["recipients"].append({**row, "host": "mirror.test", "country": "US"})
    return row["id"]


def _third_host(row: Json, inventory: Json) -> str:
    """One more host of the same recipient, in the same country."""
    inventory["recipients"].append({**row, "host": "mirror.test"})
    return row["id"]


def _host_moved(row: Json, _inventory: Json) -> str:
    row["host"] = "elsewhere.test"
    return row["id"]


def _recipient_for_more(row: Json, inventory: Json) -> str:
    row["purposes"] = [*row["purposes"], next(p["id"] for p in inventory["purposes"] if p["id"] not in row["purposes"])]
    return row["id"]


def _recipient_gets_more(row: Json, inventory: Json) -> str:
    row["categories"] = [*row["categories"], next(c for c in inventory["categories"] if c not in row["categories"])]
    return row["id"]


def _right_unserved(row: Json, inventory: Json) -> str:
    inventory["rights"].remove(row)
    return row["id"]


def _right_by_hand(row: Json, _inventory: Json) -> str:
    row["handler"] = "manual_case" if row["handler"] == "automatic" else "automatic"
    return row["id"]


def _right_slower(row: Json, _inventory: Json) -> str:
    row["clock_working_days"] += 1
    return row["id"]


def _new_right(row: Json, inventory: Json) -> str:
    inventory["rights"].append({**row, "id": "portability"})
    return row["id"]


def _right_faster(row: Json, _inventory: Json) -> str:
    """A shorter clock of the law: the policy promises too long a one."""
    row["clock_working_days"] -= 1
    return row["id"]


def _needed_no_more(row: Json, _inventory: Json) -> str | None:
    if not row["required_by"]:
        return None
    row["required_by"], row["optional_in"] = [], [*row["optional_in"], *row["required_by"]]
    return row["id"]


def _needed_now(row: Json, _inventory: Json) -> str | None:
    if row["required_by"]:
        return None
    row["required_by"] = ["sign_up"]
    return row["id"]


def _new_purpose(row: Json, inventory: Json) -> str:
    inventory["purposes"].append({**row, "id": "profiling", "required_by": ["sign_up"]})
    return row["id"]


def _purpose_renamed(row: Json, _inventory: Json) -> str:
    row["id"] += "_2"
    return row["id"]


def _new_switch(row: Json, inventory: Json) -> str:
    inventory["switches"].append({"id": "automated_decision", "required_by": ["sign_up"], "optional_in": []})
    return str(row["id"])


def _erasure_refused(row: Json, inventory: Json) -> str | None:
    """Promised deletion, kept at erasure. Only where the policy promises to delete what is kept until then."""
    same = [found for found in inventory["fields"] if found["category"] == row["category"]]
    if {"until": "erased"} not in row["terms"] or any(f["on_erasure"] not in ("delete", "blank") for f in same):
        return None
    row["on_erasure"] = "keep"
    return row["field"]


OF_THE_CODE: tuple[Operator, ...] = tuple(
    named(change.__name__.strip("_"), each_row(kind, change))
    for kind, changes in {
        "fields": (
            _new_column,
            _new_json_key,
            _new_category,
            _column_removed,
            _column_renamed,
            _column_recategorised,
            _column_used_more,
            _kept_longer,
            _kept_for_ever,
            _rule_gone,
            _erasure_refused,
        ),
        "rules": (_rule_longer,),
        "recipients": (
            _new_recipient,
            _recipient_gone,
            _recipient_moved,
            _recipient_role,
            _second_host,
            _third_host,
            _host_moved,
            _recipient_for_more,
            _recipient_gets_more,
        ),
        "rights": (_right_unserved, _right_by_hand, _right_slower, _right_faster, _new_right),
        "purposes": (_new_purpose, _purpose_renamed, _needed_no_more, _needed_now),
        "switches": (_new_switch,),
    }.items()
    for change in changes
)
