"""What a new version of the public offer takes from the buyer: the terms are accepted, so nobody is asked, only told.

Where it is not certain that a right is as good as before, it counts as taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frontend_contracts.wire import buyer_clocks
from frontend_contracts.wire.policy_clauses import Row, View
from frontend_contracts.wire.policy_reasons import Reason

KIND = "terms"


def narrowed(old: View, new: View) -> Iterator[Reason]:
    """Return each right and contact of the buyer that is gone, slower, shorter, or no longer served at once."""
    if new.document.get("kind") != KIND:
        return
    kept = new.by_id("consumer_rights")
    for id_, was in old.by_id("consumer_rights").items():
        path = f"/clauses/consumer_rights/{id_}"
        if id_ not in kept:
            yield Reason(code="buyer_right_removed", path=path, id=id_)
            continue
        row = kept[id_]
        if was.get("from_event") != row.get("from_event"):
            yield Reason(code="buyer_event_changed", path=f"{path}/from_event", id=id_)
        elif _is_worse(was, row):
            yield Reason(code="buyer_clock_worse", path=f"{path}/clock", id=id_)
        if was.get("handler") == "automatic" != row.get("handler"):
            yield Reason(code="buyer_served_by_hand", path=f"{path}/handler", id=id_)
    kinds = {row.get("kind") for row in new.rows("contacts")}
    for row in old.rows("contacts"):
        if row.get("kind") not in kinds:
            yield Reason(code="contact_removed", path="/clauses/contacts", id=str(row.get("kind")))


def _is_worse(was: Row, row: Row) -> bool:
    before, after = was.get("clock"), row.get("clock")
    if before == after:
        return False
    try:
        clocks: tuple[Any, Any] = buyer_clocks.checked(after), buyer_clocks.checked(before)
    except buyer_clocks.ClockUnknown:
        return True
    return buyer_clocks.gives_less(*clocks, str(row.get("from_event")))
