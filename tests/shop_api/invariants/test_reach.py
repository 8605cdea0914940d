"""What the owner told the shop, looked for from every root of both doors as everybody else."""

from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type

from shop_api.gate.query import all_queries
from shop_api.schema import schema
from tests.shop_api.door import DEEPEST, Door
from tests.shop_api.invariants import reads
from tests.shop_api.invariants.callers import BY, MAY
from tests.shop_api.invariants.cast import MARKS, Cast, leaked

pytestmark = pytest.mark.django_db

#: What staff read because it is their work: words, not contacts.
READ_AT_WORK = {"moderator": {"Тихие слова", "Секретия"}, "support": {"Шёпотом"}, "responsible person": {"Шёпотом"}}


def _asked(cast: Cast) -> dict[str, dict[str, Any]]:
    """Every query about what is the owner's, once all of it is there; the review waits and is not public."""
    assert cast.review
    assert cast.address
    assert cast.second_session
    private = [name for name in all_queries() if name != "reviews_of"]
    return {name: reads.filled(name, cast).values for name in private} | {"reviews_of": {"sku": "TEAPOT"}}


@pytest.mark.parametrize("kind", sorted(MAY))
def test_no_root_shows_anybody_elses_data(door: Door, cast: Cast, kind: str) -> None:
    asked = _asked(cast)
    caller = BY[kind](cast)

    found = {name: leaked(door.call(name, caller, None, {}, values)) for name, values in asked.items()}

    allowed = READ_AT_WORK.get(kind, set())
    assert {name: marks for name, marks in found.items() if set(marks) - allowed} == {}


def test_the_owner_does_see_all_of_it(door: Door, cast: Cast) -> None:
    """Else the search above would find nothing because there is nothing."""
    asked = _asked(cast)

    seen = {mark for name, values in asked.items() for mark in leaked(door.call(name, cast.owner, None, {}, values))}

    assert seen == set(MARKS) - {"765 43 21", "metkabaev"}  # phones are answered in E.164, names as they were given


def test_the_search_reaches_every_type_of_the_schema() -> None:
    """The door's selections hold every field down to `DEEPEST`; each answer type lies within."""
    compiled = schema.graphql_schema
    assert compiled.query_type is not None
    reached: set[str] = set()

    def walk(kind: Any, depth: int) -> None:
        named = get_named_type(kind)
        if isinstance(named, GraphQLObjectType) and depth <= DEEPEST + 1:
            reached.add(named.name)
            for field in named.fields.values():
                walk(field.type, depth + 1)

    walk(compiled.query_type, 0)
    every = {
        name
        for name, kind in compiled.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
    }
    only_of_mutations = {name for name in every - reached if name.endswith("Payload")} | {"Mutation", "PayloadError"}
    assert every - reached - only_of_mutations == {
        *("CodeSent", "Done", "LookupStarted", "OrderAccess", "Quote", "QuoteDelivery", "QuoteLine"),
        *("OwnConsents", "RevealedContact", "RevealedValue", "SignedIn", "StaffSession"),
        *("RevealedConsentEvidence", "RevealedEvidence", "RevokedConsent"),
    }
