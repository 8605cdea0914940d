"""Making quotes: what a cart costs at this moment, kept so that placing can echo it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from shop_api.catalog import queries as catalog
from shop_api.catalog.contracts import Offer
from shop_api.catalog.steps import StockGone
from shop_api.consent.queries import policies
from shop_api.gate import shapes
from shop_api.gate.actor import Actor
from shop_api.orders import models, problems
from shop_api.orders.contracts import carts as contracts
from shop_api.orders.queries import carts as reading
from shop_api.orders.rules import totals
from shop_api.values.clock import day_in_almaty
from shop_api.values.identifiers import new_id
from shop_api.values.money import of_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A cart with everything that a quote or an order is made of."""

    lines: Sequence[models.CartLine]
    offers: dict[str, Offer]
    totals: totals.Totals
    delivery_method: contracts.DeliveryMethod
    delivery_vat_basis_points: int | None
    policy_version: int
    terms_version: int
    terms_sha256: str


def priced(cart: models.Cart, actor: Actor, method: contracts.DeliveryMethod) -> Priced:
    """Price a cart as it stands; four statements.

    :raises CartEmpty: there is nothing in it
    :raises SkuGone: a SKU is no longer sold
    :raises TermsNotInForce: no offer or no policy is in force
    """
    lines = reading.lines_of(cart)
    if not lines:
        raise problems.CartEmpty()
    offers = catalog.offers([line.sku for line in lines], actor.at)
    for line in lines:
        if line.sku not in offers:
            raise problems.SkuGone(sku=line.sku)
    policy = policies.version_in_force("privacy", actor.at)
    terms = policies.version_in_force("terms", actor.at)
    if policy is None or terms is None:
        raise problems.TermsNotInForce()
    delivery = totals.Item(
        quantity=1,
        unit_price_minor=totals.delivery_price(method, day_in_almaty(actor.at)),
        vat_basis_points=catalog.vat_basis_points(totals.DELIVERY_VAT_CLASS, actor.at),
    )
    return Priced(
        lines=lines,
        offers=offers,
        totals=_totals(lines, offers, delivery),
        delivery_method=method,
        delivery_vat_basis_points=delivery.vat_basis_points,
        policy_version=policy.version,
        terms_version=terms.version,
        terms_sha256=terms.sha256,
    )


def _totals(lines: Sequence[models.CartLine], offers: dict[str, Offer], delivery: totals.Item) -> totals.Totals:
    items = [
        totals.Item(
            quantity=line.quantity,
            unit_price_minor=offers[line.sku].price_minor,
            vat_basis_points=offers[line.sku].vat_basis_points,
        )
        for line in lines
    ]
    return totals.totals(items, delivery)


def refuse_short_stock(found: Priced) -> None:
    """Say before the customer types an address that something is not there.

    :raises StockGone: fewer pieces are available than the cart asks for
    """
    for line in found.lines:
        available = found.offers[line.sku].available
        if available < line.quantity:
            raise StockGone(sku=line.sku, available=available)


def keep(cart: models.Cart, found: Priced, actor: Actor) -> contracts.Quote:
    """Store a quote and answer it."""
    quote = _quote(found, actor)
    models.Quote.objects.create(
        id=quote.id,
        cart_id=cart.id,
        cart_version=cart.version,
        answer=shapes.plain(quote),
        total_minor=found.totals.total_minor,
        policy_version=found.policy_version,
        terms_version=found.terms_version,
        created_at=actor.at,
        valid_until=quote.valid_until,
    )
    return quote


def comparable(found: Priced, actor: Actor) -> dict[str, object]:
    """The priced cart in a quote's JSON form, to compare with what was quoted."""
    plain: dict[str, object] = shapes.plain(_quote(found, actor))
    return plain


def _quote(found: Priced, actor: Actor) -> contracts.Quote:
    quote_id = new_id()
    amounts = found.totals
    return contracts.Quote(
        id=quote_id,
        quote_id=quote_id,
        lines=tuple(
            _line(line, found.offers[line.sku], total_minor=total, vat_minor=vat, locale=actor.locale)
            for line, total, vat in zip(found.lines, amounts.line_minor, amounts.line_vat_minor, strict=True)
        ),
        goods_total=of_minor(amounts.goods_minor),
        delivery=contracts.QuoteDelivery(
            method=found.delivery_method,
            price=of_minor(amounts.delivery_minor),
            vat_basis_points=found.delivery_vat_basis_points,
            vat=of_minor(amounts.delivery_vat_minor),
        ),
        vat_total=of_minor(amounts.vat_minor),
        total=of_minor(amounts.total_minor),
        cash_total=of_minor(amounts.cash_minor),
        payment_methods=(contracts.PaymentMethod.CASH_ON_DELIVERY,),
        policy_version=found.policy_version,
        terms_version=found.terms_version,
        valid_until=actor.at + timedelta(minutes=totals.QUOTE_MINUTES),
    )


def _line(line: models.CartLine, offer: Offer, *, total_minor: int, vat_minor: int, locale: str) -> contracts.QuoteLine:
    title, shown = reading.title_in(offer.titles, locale)
    return contracts.QuoteLine(
        sku=line.sku,
        title=title,
        title_locale=shown,
        quantity=line.quantity,
        unit_price=of_minor(offer.price_minor),
        total=of_minor(total_minor),
        vat_basis_points=offer.vat_basis_points,
        vat=of_minor(vat_minor),
    )
