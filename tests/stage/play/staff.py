"""Staff: a support agent finds and delivers an order, a moderator publishes a review, a stock keeper counts."""

from tests.stage.demo_content import people
from tests.stage.frontend import Frontend
from tests.stage.play.scene import Scene


def signed_in(scene: Scene, person: people.Person) -> Frontend:
    """The shop's frontend with a member of staff signed in by token."""
    session = scene.shop().call("staff_sign_in", email=person.email, password=person.password)
    shop = scene.shop()
    return Frontend(
        shop.service, shop.base, shop.door, {**shop.headers, "Authorization": f"Bearer {session['token']}"}, shop.hears
    )


def counts_stock(scene: Scene, sku: str, on_hand: int) -> None:
    """A stock keeper sets how many there are."""
    scene.narrator.chapter("A stock keeper counts")
    keeper = signed_in(scene, people.STOCK_KEEPER)
    level = keeper.call("set_stock", sku=sku, on_hand=on_hand)
    scene.narrator.holds(f"{on_hand} of {sku} are on the shelf", level["on_hand"] == on_hand)


def delivers(scene: Scene, number: str) -> None:
    """An agent finds the order in each way, sees contacts masked, reveals one for a reason, delivers."""
    tell = scene.narrator
    tell.chapter("Support finds the order in one box; contacts are masked until there is a reason")
    agent = signed_in(scene, people.SUPPORT_AGENT)
    spoken = f"{number[:4]} {number[4:8]} {number[8:]}" if "-" not in number else number.replace("-", " ")
    for text in (spoken, "87012345667", "sadyk", "садык"):
        found = agent.call("search_orders", q=text, limit=20)
        tell.holds(f"«{text}» finds it", any(one["number"] == number for one in found["data"]))
    order = agent.call("staff_order", number=number)
    tell.holds("no phone is shown in full", "+77012345667" not in str(order.raw))
    scene.refused(
        agent.call("reveal_contact", number=number, fields=["buyer_phone"], reason="why"),
        "input.invalid",
        "a reveal without a reason",
    )
    shown = agent.call(
        "reveal_contact", number=number, fields=["buyer_phone"], reason="The courier cannot find the house."
    )
    tell.holds("with a reason the phone is shown, and the look is logged", "+77012345667" in str(shown.raw))
    delivered = agent.call("deliver_order", number=number, expected_version=order["version"])
    tell.holds("the order is completed and the cash recorded", delivered["status"] == "completed")


def publishes_review(scene: Scene, review_id: str) -> None:
    """A moderator reads the queue and agrees."""
    scene.narrator.chapter("A moderator publishes the review")
    moderator = signed_in(scene, people.MODERATOR)
    queue = moderator.call("reviews_to_moderate", limit=100)
    waiting = next(one for one in queue["data"] if one["id"] == review_id)
    moderator.call("publish_review", review_id=review_id, expected_version=waiting["version"])
