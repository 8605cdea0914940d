"""Example requests of the main operations: in the contracts, in the interactive documentation, and in the tests.

Values are those of the contracts, so one example serves both doors. What only an earlier answer can tell (a token, a
quote) stands as a *stand-in*: valid in form, and replaced by the documentation with what was answered last. The consent
block of an example is made from what its write declares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Any

import graphene
from graphql import parse, print_ast
from pydantic.alias_generators import to_camel, to_pascal

from shop_api.doors import graphql
from shop_api.gate.query import Query, all_queries
from shop_api.gate.use_case import Key, UseCase, all_use_cases

#: Values that an earlier answer gives, by the name under which the documentation remembers them.
STAND_INS: dict[str, Any] = {
    "form": "token-of-the-consent-form",
    "cart_token": "token-of-the-cart",
    "order_token": "token-of-the-order",
    "session_token": "token-of-the-session",
    "sku": "SKU-OF-THE-CATALOGUE",
    "quote_id": "019ac0de-0000-7000-8000-000000000001",
    "total": "4820.00",
    "terms_version": 2_026_111,
    "number": "4829-3017-7563",
    "lookup_id": "019ac0de-0000-7000-8000-000000000002",
    "sign_up_id": "019ac0de-0000-7000-8000-000000000003",
    "new_key": "example-key-0000000000000001",
}
_S = STAND_INS

#: How the documentation finds them in answers of either door: in an object that has these members, take this one.
REMEMBERED: tuple[dict[str, Any], ...] = (
    {"name": "form", "has": ["token", "flags", "writes"], "take": "token"},
    {"name": "sku", "has": ["sku", "price", "available"], "take": "sku", "unless": {"available": 0}},
    {"name": "cart_token", "has": ["token", "lines", "goods_total"], "take": "token"},
    {"name": "quote_id", "has": ["quote_id", "total"], "take": "quote_id"},
    {"name": "total", "has": ["quote_id", "total"], "take": "total.amount"},
    {"name": "terms_version", "has": ["quote_id", "terms_version"], "take": "terms_version"},
    {"name": "number", "has": ["number", "payment_status"], "take": "number"},
    {"name": "order_token", "has": ["token", "url", "expires_at"], "take": "token"},
    {"name": "order_token", "has": ["token", "number", "expires_at"], "take": "token"},
    {"name": "session_token", "has": ["session_token"], "take": "session_token"},
    {"name": "sign_up_id", "has": ["id", "code_valid_seconds"], "take": "id"},
)
#: Tokens that are sent with every request once they are known.
TOKEN_HEADERS = {
    "X-Cart-Token": "cart_token",
    "X-Order-Token": "order_token",
    "X-Session-Token": "session_token",
}

_BUYER = {
    "surname": "Садыкова",
    "first_name": "Айгерим",
    "email": "aigerim@example.kz",
    "phone": "8 701 000 00 01",
}
_RECIPIENT = {
    "name": "Данияр Садыков",
    "phone": "+7 701 000 00 02",
    "city": "Алматы",
    "street": "улица Абая, 10, кв. 5",
    "postal_code": "050000",
}

#: Input of operations by name, without consent, which `values` adds.
_VALUES: dict[str, dict[str, Any]] = {
    "consent_form": {"locale": "ru"},
    "catalog": {"locale": "ru", "limit": 3},
    "product": {"slug_or_sku": _S["sku"], "locale": "kk"},
    "reviews_of": {"sku": _S["sku"]},
    "create_cart": {},
    "add_cart_line": {"sku": _S["sku"], "quantity": 1},
    "change_cart_line": {"sku": _S["sku"], "quantity": 2, "expected_version": 2},
    "remove_cart_line": {"sku": _S["sku"]},
    "current_cart": {},
    "make_quote": {"delivery_method": "courier_almaty"},
    "place_order": {
        "quote_id": _S["quote_id"],
        "expected_total": {"amount": _S["total"], "currency": "KZT"},
        "accepted_terms_version": _S["terms_version"],
        "buyer": _BUYER,
        "recipient": _RECIPIENT,
        "payment_method": "cash_on_delivery",
    },
    "own_order": {"number": _S["number"]},
    "cancel_order": {"number": _S["number"], "reason": "Передумал"},
    "look_up_order": {"number": _S["number"], "email": "aigerim@example.kz"},
    "confirm_lookup": {"lookup_id": _S["lookup_id"], "code": "123456"},
    "write_to_support": {"number": _S["number"], "text": "Можно привезти после шести вечера?"},
    "sign_up": {
        "email": "aigerim@example.kz",
        "password": "a long sentence nobody guesses",
        "surname": "Садыкова",
        "first_name": "Айгерим",
        "patronymic": "Ерлановна",
        "language": "ru",
        "age_band": "adult",
    },
    "verify_email": {"sign_up_id": _S["sign_up_id"], "code": "123456"},
    "sign_in": {"email": "aigerim@example.kz", "password": "a long sentence nobody guesses"},
    "submit_review": {"sku": _S["sku"], "stars": 5, "text": "Хороший чай, приду ещё."},
    "withdraw_consent": {"flags": ["marketing_email"]},
    "give_or_refuse_consents": {},
    "set_stock": {"sku": _S["sku"], "on_hand": 25},
    "search_orders": {"q": "8 701 000 00 01"},
}


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A step of the walk to an order in the GraphQL documentation: the operation, what it is for, what to select."""

    operation: str
    says: str
    select: str
    tokens: tuple[str, ...] = ()


_CART = "id token status version lines { sku title quantity unitPrice { amount } } goodsTotal { amount } canBeOrdered"
_ERRORS = "errors { code field message details }"
TABS = (
    Tab(
        operation="consent_form",
        says="1. What people are asked. Show each wording as it is; the token goes back with the answers.",
        select="token expiresAt policy { slug version title } flags { id kind wording } "
        "writes { name required sometimes optional }",
    ),
    Tab(
        operation="catalog",
        says="2. What is sold: price and stock in one call. The first SKU in stock is remembered for step 4.",
        select="nodes { slug title variants { sku title price { amount currency } available } } "
        "pageInfo { hasNextPage endCursor }",
    ),
    Tab(
        operation="create_cart",
        says="3. A cart, made under the visitor's consent. Its token comes once; send it as X-Cart-Token from now on.",
        select=f"cart {{ {_CART} }} consentRecords {_ERRORS}",
    ),
    Tab(
        operation="add_cart_line",
        says="4. A product into the cart. Expected failures are data: look at `errors`.",
        select=f"cart {{ {_CART} }} consentRecords {_ERRORS}",
        tokens=("X-Cart-Token",),
    ),
    Tab(
        operation="make_quote",
        says="5. What it costs now, delivered; good for 15 minutes. The order echoes this quote.",
        select="quote { id quoteId lines { sku quantity total { amount } } delivery { method price { amount } } "
        f"vatTotal {{ amount }} total {{ amount }} cashTotal {{ amount }} termsVersion validUntil }} {_ERRORS}",
        tokens=("X-Cart-Token",),
    ),
    Tab(
        operation="place_order",
        says="6. The order, cash on delivery. The key makes it safe to send twice; the terms are accepted apart.",
        select="order { id number status paymentStatus total { amount } lines { sku quantity } "
        f"receipt {{ token url expiresAt }} }} consentRecords {_ERRORS}",
        tokens=("X-Cart-Token",),
    ),
    Tab(
        operation="own_order",
        says="7. The order again, with the token of its receipt link, as a guest sees it: contacts are masked.",
        select="id number status paymentStatus isMasked buyer { name email phone } recipient { name city } "
        "allowedActions { action allowed reasonCode }",
        tokens=("X-Order-Token",),
    ),
    Tab(
        operation="cancel_order",
        says="8. Cancelling it. Nobody needs to consent to exercise a right, so there is no consent block.",
        select=f"order {{ number status paymentStatus }} {_ERRORS}",
        tokens=("X-Order-Token",),
    ),
)


def values(name: str) -> dict[str, Any]:
    """The example input of an operation, its consent block included; empty when there is none."""
    if name not in _VALUES:
        return {}
    use_case = all_use_cases().get(name)
    if use_case is None or use_case.declared is None:
        return dict(_VALUES[name])
    required = {flag.value: True for flag in use_case.declared.purposes}
    others = {flag.value: False for flag in (*use_case.declared.sometimes, *use_case.declared.optional)}
    return {**_VALUES[name], "consent": {"form": _S["form"], "flags": {**required, **others}}}


def body(name: str, left_out: Sequence[str]) -> dict[str, Any] | None:
    """The example body of an operation, without the parts that stand in its address; None when there is none."""
    if name not in _VALUES:
        return None
    return {key: value for key, value in values(name).items() if key not in left_out}


def operations() -> list[str]:
    """Operations that have an example and exist."""
    return [name for name in _VALUES if name in all_use_cases() or name in all_queries()]


def tabs() -> list[dict[str, Any]]:
    """The walk to an order for GraphiQL: `[{"operation", "query", "variables", "headers", …}]`, made for the schema."""
    made = []
    for tab in TABS:
        target = all_use_cases().get(tab.operation) or all_queries()[tab.operation]
        variables = graphql_variables(target)
        made.append(
            {
                "operation": tab.operation,
                "tag": target.body.__module__.split(".")[1],
                "says": tab.says,
                "query": _document(tab, target, variables),
                "variables": variables,
                "headers": _headers(tab, target),
            }
        )
    return made


def graphql_variables(target: UseCase[Any] | Query[Any]) -> dict[str, Any]:
    """An operation's example as variables of its GraphQL field."""
    given = _camel(values(target.name))
    if isinstance(target, UseCase):
        return {"input": given} if given else {}
    return {("first" if name == "limit" else name): value for name, value in given.items()}


def _document(tab: Tab, target: UseCase[Any] | Query[Any], variables: dict[str, Any]) -> str:
    made: graphene.Schema = graphql.schema()
    is_write = isinstance(target, UseCase)
    root = made.graphql_schema.mutation_type if is_write else made.graphql_schema.query_type
    name = graphql.field_name_of(target)
    arguments = root.fields[name].args
    declared = ", ".join(f"${one}: {arguments[one].type}" for one in variables)
    passed = ", ".join(f"{one}: ${one}" for one in variables)
    head = f"{'mutation' if is_write else 'query'} {to_pascal(tab.operation)}{f'({declared})' if declared else ''}"
    written = f"{head} {{ {name}{f'({passed})' if passed else ''} {{ {tab.select} }} }}"
    return f"{fill(tab.says, 60, initial_indent='# ', subsequent_indent='# ')}\n{print_ast(parse(written))}\n"


def _headers(tab: Tab, target: UseCase[Any] | Query[Any]) -> dict[str, str]:
    found: dict[str, str] = {"Accept-Language": "ru"}
    found |= {header: _S[TOKEN_HEADERS[header]] for header in tab.tokens}
    if isinstance(target, UseCase) and target.key is Key.REQUIRED:
        found["Idempotency-Key"] = _S["new_key"]
    return found


def _camel(value: Any, *, is_flags: bool = False) -> Any:
    """Contract spelling as GraphQL's; ids of flags stay as they are."""
    if isinstance(value, dict):
        return {
            (key if is_flags else to_camel(key)): _camel(inner, is_flags=key == "flags") for key, inner in value.items()
        }
    return [_camel(inner) for inner in value] if isinstance(value, list) else value
