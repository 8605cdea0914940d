"""What frontends build against, made from the code: OpenAPI, SDL, error codes, permissions, writes without consent."""

from collections.abc import Callable
from typing import Any

from graphql import print_schema

from frontend_contracts.wire import contract_files
from frontend_contracts.wire.personal_data import inventory
from frontend_contracts.wire.problems import registry
from shop_api.doors import graphql, openapi
from shop_api.gate.permissions import CART, CLOCK, CUSTOMER, GUEST, OPERATOR, PROVIDER, PUBLIC, STAFF, Permission
from shop_api.gate.query import all_queries
from shop_api.gate.use_case import all_use_cases

TITLE = "Infini shop"
VERSION = "1.0.0"

_bound: dict[str, Callable[[], dict[str, Any]]] = {}


def bind(file_name: str, make: Callable[[], dict[str, Any]]) -> None:
    """Add a JSON file to the contract, as a feature does with its table of states."""
    _bound[file_name] = make


def files() -> dict[str, str]:
    """Every generated file of the shop, by its path below `frontend_contracts/`."""
    made = {
        "shop_api/openapi.json": contract_files.json_text(openapi.document(title=TITLE, version=VERSION)),
        "shop_api/schema.graphql": contract_files.graphql_text(print_schema(graphql.schema().graphql_schema)),
        "shop_api/error_codes.json": contract_files.json_text(error_codes()),
        "shop_api/permissions.json": contract_files.json_text(permissions()),
        "shop_api/writes_without_consent.json": contract_files.json_text(writes_without_consent()),
        "shop_api/writes_with_consent.json": contract_files.json_text(writes_with_consent()),
        "privacy/personal_data_inventory.json": contract_files.json_text(inventory()),
    }
    return made | {f"shop_api/{name}": contract_files.json_text(make()) for name, make in sorted(_bound.items())}


def error_codes() -> dict[str, Any]:
    """Every code with its HTTP status and its texts; `{names}` are filled in answers."""
    return {
        "codes": {
            code: {"status": problem.kind.value, "texts": dict(sorted(problem.texts.items()))}
            for code, problem in registry().items()
            if not problem.__module__.startswith("tests.")
        }
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
