"""What frontends build against, made from the code: OpenAPI, SDL, error codes, permissions, writes without consent."""

from collections.abc import Callable
from typing import Any

from graphql import print_schema

from frontend_contracts.wire import contract_files, trusted_documents
from frontend_contracts.wire import openapi as wire_openapi
from frontend_contracts.wire.personal_data import inventory
from shop_api.doors import examples, graphql, openapi
from shop_api.gate.permissions import CART, CLOCK, CUSTOMER, GUEST, OPERATOR, PROVIDER, PUBLIC, STAFF, Permission
from shop_api.gate.query import all_queries
from shop_api.gate.use_case import all_use_cases
from shop_api.values.purposes import Flag, Purpose, Switch

#: Folders below `frontend_contracts/` in which nothing else is generated.
FOLDERS = ("shop_api",)

_bound: dict[str, Callable[[], dict[str, Any]]] = {}


def bind(file_name: str, make: Callable[[], dict[str, Any]]) -> None:
    """Add a JSON file to the contract, as a feature does with its table of states; one with a folder stands there."""
    _bound[file_name] = make


def files() -> dict[str, str]:
    """Every generated file of the shop, by its path below `frontend_contracts/`."""
    made = {
        "shop_api/openapi.json": contract_files.openapi_text(openapi.document()),
        "shop_api/schema.graphql": contract_files.graphql_text(sdl()),
        "shop_api/error_codes.json": contract_files.json_text(wire_openapi.error_codes()),
        "shop_api/permissions.json": contract_files.json_text(permissions()),
        "shop_api/purposes.json": contract_files.json_text(purposes()),
        "shop_api/writes_without_consent.json": contract_files.json_text(writes_without_consent()),
        "shop_api/writes_with_consent.json": contract_files.json_text(writes_with_consent()),
        "shop_api/documents.json": contract_files.json_text(
            trusted_documents.manifest("shop_api", graphql.schema().graphql_schema)
        ),
        "shop_api/examples.json": contract_files.json_text(example_requests()),
        "privacy/personal_data_inventory.json": contract_files.json_text(inventory()),
    }
    bound = {name if "/" in name else f"shop_api/{name}": make for name, make in sorted(_bound.items())}
    return made | {name: contract_files.json_text(make()) for name, make in bound.items()}


def sdl() -> str:
    """The GraphQL schema as text."""
    return print_schema(graphql.schema().graphql_schema)


def purposes() -> dict[str, Any]:
    """The closed list of purposes and switches that a policy may word; `needed` where some write asks for one."""
    asked: set[Flag] = set()
    for one in all_use_cases().values():
        # Answering flags apart from a write offers them all and needs none.
        if one.declared is not None and (one.declared.purposes or one.declared.sometimes):
            asked.update(one.declared.offered())

    def listed(flags: type[Purpose] | type[Switch]) -> list[dict[str, Any]]:
        return [{"id": flag.value, "needed": flag in asked} for flag in flags]

    return {"purposes": listed(Purpose), "switches": listed(Switch)}


def example_requests() -> dict[str, Any]:
    """Example input by operation, and the walk to an order over GraphQL; `stand_ins` come from earlier answers."""
    return {
        "stand_ins": examples.STAND_INS,
        "operations": {name: examples.values(name) for name in examples.operations()},
        "graphql": examples.tabs(),
    }


def permissions() -> dict[str, Any]:
    """Who may do what: each permission with what it guards and the roles that hold it."""
    roles = {
        "public": PUBLIC,
        "cart": PUBLIC | CART,
        "guest": PUBLIC | GUEST,
        "customer": PUBLIC | CUSTOMER,
        "provider": PROVIDER,
        "clock": CLOCK,
        "operator": OPERATOR,
        **{f"staff:{role.value}": PUBLIC | held for role, held in STAFF.items()},
    }
    return {
        "permissions": {
            permission.value: {
                "use_cases": [one.name for one in all_use_cases().values() if one.permission is permission],
                "queries": [one.name for one in all_queries().values() if one.permission is permission],
                "roles": sorted(name for name, held in roles.items() if permission in held),
            }
            for permission in sorted(Permission)
        }
    }


def writes_without_consent() -> dict[str, Any]:
    """Writes that carry no consent block, and on what ground: this list shows in review when it grows."""
    return {
        "writes": {
            one.name: {"ground": one.ground.value, "under": one.under.value if one.under else None}
            for one in all_use_cases().values()
            if one.ground is not None
        }
    }


def writes_with_consent() -> dict[str, Any]:
    """Writes that carry a consent block: what must be agreed to, what may be."""
    return {
        "writes": {
            one.name: {
                "mutation": graphql.field_name_of(one) if one.name in graphql.mutations() else None,
                "required": [flag.value for flag in one.declared.purposes],
                "sometimes": [flag.value for flag in one.declared.sometimes],
                "optional": [flag.value for flag in one.declared.optional],
            }
            for one in all_use_cases().values()
            if one.declared is not None
        }
    }
