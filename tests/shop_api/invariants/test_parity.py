"""Registry, REST routes and mutations agree: whatever the shop can do, it does through both doors."""

from shop_api import urls  # noqa: F401 - importing the addresses registers every route and field
from shop_api.doors import graphql, rest
from shop_api.gate.query import all_queries
from shop_api.gate.use_case import all_use_cases
from tests.shop_api.invariants.writes import BEHIND_NO_DOOR
from tests.stage.state import CHECKOUT


def _over_rest() -> tuple[set[str], set[str]]:
    served = [one for route in rest.routes() for one in route.methods.values()]
    return (
        {one.use_case.name for one in served if isinstance(one, rest.Write)},
        {one.query.name for one in served if isinstance(one, rest.Read)},
    )


def test_there_is_something_to_compare() -> None:
    assert len(all_use_cases()) >= 30
    assert len(all_queries()) >= 15


def test_the_registry_holds_every_use_case_there_is() -> None:
    """What only a command imports would be missing from the lists that show in review."""
    files = (CHECKOUT / "shop_api").glob("*/use_cases/*.py")

    assert set(all_use_cases()) == {one.stem for one in files if one.stem != "__init__"}


def test_every_use_case_stands_behind_both_doors() -> None:
    writes, _ = _over_rest()
    expected = set(all_use_cases()) - BEHIND_NO_DOOR

    assert writes == expected
    assert set(graphql.mutations()) == expected


def test_every_query_stands_behind_both_doors() -> None:
    _, reads = _over_rest()

    assert reads == set(all_queries())
    assert set(graphql.queries()) == set(all_queries())


def test_mutations_bear_the_names_of_their_use_cases() -> None:
    for name, use_case in graphql.mutations().items():
        head, *rest_of_name = name.split("_")
        assert graphql.field_name_of(use_case) == head + "".join(part.capitalize() for part in rest_of_name)


def test_every_route_is_declared_through_the_rest_door() -> None:
    """An address that bypasses the door would bypass the gate."""
    from django.urls import URLPattern, URLResolver, get_resolver

    known = {f"api/v1/{one}" for one in (*(route.address for route in rest.routes()), *rest.aliases())}
    apart = {
        "graphql/",
        "graphql/schema",
        "healthz",
        "readyz",
        "api/v1/openapi.json",
        "api/v1/events/cms",
    }
    #: Pages for people and public keys; each of these views has tests of its own.
    pages = ("support/", "dev/", "docs", ".well-known/")

    def walk(resolver: URLResolver, prefix: str) -> list[str]:
        found = []
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                found += walk(entry, prefix + str(entry.pattern))
            elif isinstance(entry, URLPattern):
                found.append(prefix + str(entry.pattern))
        return found

    unknown = [
        address
        for address in walk(get_resolver(), "")
        if address not in known | apart and not address.startswith(pages)
    ]
    assert unknown == []
