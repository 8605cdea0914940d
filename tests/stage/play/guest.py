"""A guest: orders without an account, and later looks the order up with a code sent to the contact on it."""

from tests.stage.play import customer
from tests.stage.play.scene import Scene


def orders_and_looks_up(scene: Scene, sku: str) -> None:
    """Order, then number + e-mail + code; then cancel, and the stock comes back."""
    tell = scene.narrator
    tell.chapter("A guest orders, looks the order up by code, and cancels")
    email = f"guest.{scene.run}@infini.example"
    before = _available(scene, sku)
    number, _ = customer.place(scene, scene.shop(), sku, email, tell)
    tell.holds("two pieces are reserved", _available(scene, sku) == before - 2)
    stranger = scene.shop()
    asked = stranger.call("look_up_order", number=number, email="somebody@else.example")
    started = stranger.call("look_up_order", number=number.replace("-", " "), email=email)
    tell.holds("a wrong and a right address are answered alike", set(asked.data) == set(started.data))
    code = scene.code(email)
    wrong = "000000" if code != "000000" else "111111"
    answer = stranger.call("confirm_lookup", lookup_id=started["id"], code=wrong)
    tell.holds("a wrong code opens nothing", answer.error is not None)
    access = stranger.call("confirm_lookup", lookup_id=started["id"], code=code)
    guest = stranger.having(order_token=access["token"])
    order = guest.call("own_order", number=number)
    tell.holds("the guest reads the order", order["number"] == number)
    cancelled = guest.call("cancel_order", number=number, expected_version=order["version"])
    tell.holds("the guest cancels it", cancelled["status"] == "cancelled")
    tell.holds("the pieces are back", _available(scene, sku) == before)


def _available(scene: Scene, sku: str) -> int:
    found = scene.shop().call("product", slug_or_sku=sku, locale="en")
    return int(next(one["available"] for one in found["variants"] if one["sku"] == sku))
