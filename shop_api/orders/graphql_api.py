"""GraphQL fields of carts, checkout and orders."""

from shop_api.doors import graphql
from shop_api.orders.queries import carts
from shop_api.orders.queries import orders as reading
from shop_api.orders.use_cases import add_cart_line as adding
from shop_api.orders.use_cases import cancel_order as cancelling
from shop_api.orders.use_cases import change_cart_line as changing
from shop_api.orders.use_cases import claim_order as claiming
from shop_api.orders.use_cases import confirm_lookup as confirming
from shop_api.orders.use_cases import create_cart as creating
from shop_api.orders.use_cases import look_up_order as looking_up
from shop_api.orders.use_cases import make_quote as quoting
from shop_api.orders.use_cases import place_order as placing
from shop_api.orders.use_cases import remove_cart_line as removing


class Query:
    """Root fields."""

    cart = graphql.field(carts.current_cart)
    orders = graphql.field(reading.own_orders)
    order = graphql.field(reading.own_order)


class Mutation:
    """Mutations."""

    create_cart = graphql.mutation(creating.create_cart, answers="cart")
    add_cart_line = graphql.mutation(adding.add_cart_line, answers="cart")
    change_cart_line = graphql.mutation(changing.change_cart_line, answers="cart")
    remove_cart_line = graphql.mutation(removing.remove_cart_line, answers="cart")
    make_quote = graphql.mutation(quoting.make_quote, answers="quote")
    place_order = graphql.mutation(placing.place_order, answers="order")
    cancel_order = graphql.mutation(cancelling.cancel_order, answers="order")
    claim_order = graphql.mutation(claiming.claim_order, answers="order")
    look_up_order = graphql.mutation(looking_up.look_up_order, answers="lookup")
    confirm_lookup = graphql.mutation(confirming.confirm_lookup, answers="access")
