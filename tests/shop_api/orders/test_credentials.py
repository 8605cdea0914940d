"""Tokens of carts and orders."""

from datetime import UTC, datetime, timedelta

import pytest

from shop_api.orders import credentials
from shop_api.values.identifiers import new_id

NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
Way = credentials.Way


def test_cart_token_has_256_bits_and_can_be_made_again():
    cart_id = new_id()

    token = credentials.cart_token(cart_id)

    assert len(token) == 43
    assert token == credentials.cart_token(cart_id) != credentials.cart_token(new_id())
    assert credentials.cart_token_hash(token) != token.encode()


@pytest.mark.parametrize("way", list(Way))
def test_order_token_says_what_was_signed_until_it_ends(way):
    order_id, ends_at = new_id(), NOON + timedelta(minutes=15)

    token = credentials.order_token(order_id, way, ends_at)

    assert credentials.read_order_token(token, NOON) == credentials.OrderToken(order_id, way, ends_at)
    assert credentials.read_order_token(token, ends_at) is None


def test_no_changed_character_passes():
    token = credentials.order_token(new_id(), Way.RECEIPT, NOON + timedelta(days=30))

    for place in range(len(token)):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert credentials.read_order_token(changed, NOON) is None
    for other in ("", "x", token + "=", token + "AA", token[:-1], "é"):
        assert credentials.read_order_token(other, NOON) is None
