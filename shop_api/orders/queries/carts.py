"""Reads of carts: three statements, however many lines."""

from uuid import UUID

from frontend_contracts.wire.problems import NotFound
from shop_api.catalog import queries as catalog
from shop_api.catalog.contracts import Offer
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.orders import credentials, models
from shop_api.orders.contracts import carts as contracts
from shop_api.values.contract import NoCriteria
from shop_api.values.locale import Locale
from shop_api.values.money import of_minor


@query(permission=Permission.ORDERS_CART_WRITE)
def current_cart(*, actor: Actor, criteria: NoCriteria) -> contracts.Cart:
    """The caller's cart, with prices and stock as they are now and what is wrong with each line.

    :raises NotFound: the account has no open cart
    """
    return view(found(actor), actor)


def found(actor: Actor, *, to_change: bool = False) -> models.Cart:
    """The cart that the caller's token opens, else the account's newest open one; locked when it is `to_change`.

    :raises NotFound: there is none, or it belongs to another account
    """
    rows = models.Cart.objects.select_for_update() if to_change else models.Cart.objects.all()
    cart_id = actor.scope.get("cart_id")
    if cart_id is not None:
        cart = rows.filter(id=cart_id).first()
    elif actor.kind is ActorKind.CUSTOMER:
        cart = rows.filter(account_id=actor.id, status=contracts.CartStatus.OPEN).order_by("-created_at").first()
    else:
        cart = None
    if cart is None or cart.account_id not in {None, actor.id}:
        raise NotFound
    return cart


def cart_by_id(actor: Actor, cart_id: str) -> contracts.Cart:
    """The cart a repeated write was about, as it is now."""
    return view(models.Cart.objects.get(id=cart_id), actor)


def created_cart(actor: Actor, cart_id: str) -> contracts.Cart:
    """The cart a repeated `create_cart` made, with its token again: it is derived and was never stored."""
    return view(models.Cart.objects.get(id=cart_id), actor, token=credentials.cart_token(UUID(cart_id)))


def cart_by_token(token: str) -> models.Cart | None:
    """The cart a token opens."""
    return models.Cart.objects.filter(token_hash=credentials.cart_token_hash(token)).first()


def lines_of(cart: models.Cart) -> list[models.CartLine]:
    """Lines in the order in which they were put in."""
    return list(models.CartLine.objects.filter(cart=cart).order_by("created_at", "id"))


def view(cart: models.Cart, actor: Actor, *, token: str | None = None) -> contracts.Cart:
    """A cart as it crosses a door."""
    lines = lines_of(cart)
    offers = catalog.offers([line.sku for line in lines], actor.at) if lines else {}
    shown = tuple(_line(line, offers.get(line.sku), actor.locale) for line in lines)
    goods = sum(offers[line.sku].price_minor * line.quantity for line in lines if line.sku in offers)
    stops = {contracts.CartProblem.SKU_GONE, contracts.CartProblem.STOCK_SHORT}
    is_open = cart.status == contracts.CartStatus.OPEN.value
    return contracts.Cart(
        id=cart.id,
        status=contracts.CartStatus(cart.status),
        version=cart.version,
        lines=shown,
        goods_total=of_minor(goods),
        can_be_ordered=is_open and bool(shown) and not any(stops & set(line.problems) for line in shown),
        token=token,
    )


def title_in(titles: dict[str, str], locale: str) -> tuple[str, Locale]:
    """A title in a language, in Russian where there is none, and which language it is."""
    shown = Locale(locale) if locale in titles else Locale.RU
    return titles[shown.value], shown


def _line(line: models.CartLine, offer: Offer | None, locale: str) -> contracts.CartLine:
    seen = of_minor(line.price_seen_minor)
    if offer is None:
        return contracts.CartLine(
            sku=line.sku,
            quantity=line.quantity,
            price_seen=seen,
            slug=None,
            title=None,
            title_locale=None,
            unit_price=None,
            total=None,
            available=0,
            problems=(contracts.CartProblem.SKU_GONE,),
        )
    title, shown = title_in(offer.titles, locale)
    problems = []
    if offer.price_minor != line.price_seen_minor:
        problems.append(contracts.CartProblem.PRICE_CHANGED)
    if offer.available < line.quantity:
        problems.append(contracts.CartProblem.STOCK_SHORT)
    return contracts.CartLine(
        sku=line.sku,
        quantity=line.quantity,
        price_seen=seen,
        slug=offer.slug,
        title=title,
        title_locale=shown,
        unit_price=of_minor(offer.price_minor),
        total=of_minor(offer.price_minor * line.quantity),
        available=offer.available,
        problems=tuple(problems),
    )
