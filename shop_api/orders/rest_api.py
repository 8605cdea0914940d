"""REST addresses of carts, checkout and orders."""

from django.urls import URLPattern

from shop_api.doors import rest
from shop_api.orders.queries import carts, orders
from shop_api.orders.use_cases import (
    add_cart_line,
    cancel_order,
    change_cart_line,
    claim_order,
    confirm_lookup,
    create_cart,
    look_up_order,
    make_quote,
    place_order,
    remove_cart_line,
)

urlpatterns: list[URLPattern] = [
    rest.route(
        "carts",
        post=rest.write(create_cart.create_cart, status=201, location=lambda cart: "/api/v1/carts/current"),
    ),
    rest.route("carts/current", get=rest.read(carts.current_cart)),
    rest.route("carts/current/lines", post=rest.write(add_cart_line.add_cart_line)),
    rest.route(
        "carts/current/lines/<str:sku>",
        patch=rest.write(change_cart_line.change_cart_line),
        delete=rest.write(remove_cart_line.remove_cart_line),
    ),
    rest.route("checkout/quote", post=rest.write(make_quote.make_quote, status=201)),
    rest.route(
        "orders",
        get=rest.read(orders.own_orders),
        post=rest.write(
            place_order.place_order,
            status=201,
            location=lambda order: f"/api/v1/orders/{order.number}",
        ),
    ),
    rest.route("orders/lookup", post=rest.write(look_up_order.look_up_order, status=202)),
    rest.route("orders/lookup/confirm", post=rest.write(confirm_lookup.confirm_lookup)),
    rest.route("orders/<str:number>", get=rest.read(orders.own_order)),
    rest.route("orders/<str:number>/cancel", post=rest.write(cancel_order.cancel_order)),
    rest.route("orders/<str:number>/claim", post=rest.write(claim_order.claim_order)),
]
