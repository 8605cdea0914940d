"""Aigerim: looks around, signs up, orders, reviews what came, and takes her name back."""

from typing import Any

from tests.stage import services
from tests.stage.demo_content import people
from tests.stage.frontend import Frontend
from tests.stage.narrator import Narrator
from tests.stage.play.scene import Scene

PASSWORD = "a longer secret than most"


class Customer:
    """A customer in one telling of the story, with what she comes to hold on the way."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tell = scene.narrator
        self.email = f"aigerim.{scene.run}@infini.example"
        self.shop: Frontend = scene.shop()
        self.number = ""
        self.sku = ""
        self.review_id = ""

    def looks_around(self) -> None:
        """Reads policy, catalogue and consent form."""
        self.tell.chapter("A frontend reads the policy, the catalogue and the consent form")
        policy = self.scene.cms().call("policy", slug="privacy", locale="en")
        self.tell.holds("the policy in force names its version", policy["version"] >= 1)
        catalog = self.shop.call("catalog", locale="en", limit=3)
        self.tell.holds("product, price and stock come in one call", len(catalog["data"]) == 3)
        form = self.shop.call("consent_form", locale="en")
        self.tell.holds("the form shows the wording of each flag", len(form["flags"]) >= 6)

    def signs_up(self) -> None:
        """Is refused without honest consent, then signs up and confirms by code."""
        self.tell.chapter("A visitor signs up; without honest consent nothing is stored")
        details: dict[str, Any] = {
            "email": self.email,
            "password": PASSWORD,
            "surname": "Sadykova",
            "first_name": "Aigerim",
            "language": "en",
            "age_band": "adult",
        }
        shop, scene = self.shop, self.scene
        self.tell.remark("Without the consent block:")
        scene.refused(shop.call("sign_up", **details), "consent.required", "no block")
        self.tell.remark('With the flag false, with "yes" for true, with a forged form:')
        false = scene.consent(shop, account=False)
        scene.refused(shop.call("sign_up", **details, consent=false), "consent.required", "a flag that is false")
        spelled = scene.consent(shop, account="yes")
        scene.refused(shop.call("sign_up", **details, consent=spelled), "input.invalid", 'a flag that is "yes"')
        forged = scene.consent(shop, account=True)
        body, _, signature = forged["form"].partition(".")
        forged["form"] = f"{body}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
        scene.refused(shop.call("sign_up", **details, consent=forged), "consent.form_invalid", "a forged form")
        minor = {**details, "age_band": "from_14_to_17"}
        agreed = scene.consent(shop, account=True, marketing_email=False)
        answer = shop.call("sign_up", **minor, consent=agreed)
        scene.refused(answer, "account.representative_needed", "a visitor of 15")
        self.tell.remark("With consent; then the code from the letter:")
        answer = shop.call("sign_up", **details, consent=agreed)
        self.tell.holds("the visitor is signed up", answer.error is None)
        verified = shop.call("verify_email", sign_up_id=answer["id"], code=scene.code(self.email))
        self.tell.holds("the code confirms the address", verified.error is None)
        again = shop.call("sign_up", **details, consent=agreed)
        alike = set(again.data) == set(answer.data) and again.status == answer.status
        self.tell.holds("a known address is answered like an unknown one: nobody learns who has an account", alike)
        session = shop.call("sign_in", email=self.email, password=PASSWORD)
        self.shop = shop.having(session_token=session["session_token"])

    def orders(self, sku: str) -> None:
        """Cart, quote, order; a repeated request changes nothing."""
        self.tell.chapter("Cart, quote, order: idempotent, priced, reserved")
        self.sku = sku
        number, _ = place(self.scene, self.shop, sku, self.email, self.tell)
        self.number = number
        mine = self.shop.call("own_orders", limit=5)
        self.tell.holds("the order is in her list", any(one["number"] == number for one in mine["data"]))
        stranger = self.scene.shop()
        answer = stranger.call("own_order", number=number)
        self.tell.holds("a stranger learns nothing of it", answer.error in {"auth.required", "not_found"})

    def reviews(self) -> None:
        """Reviews what was delivered."""
        self.tell.chapter("She reviews what was delivered; nobody else can")
        shop, scene = self.shop, self.scene
        agreed = scene.consent(shop, review_publication=True, publication=True)
        other = shop.call("submit_review", sku="INF-CER-006", stars=5, text="Never had it.", consent=agreed)
        scene.refused(other, "reviews.not_a_buyer", "a review of what she did not buy")
        review = shop.call("submit_review", sku=self.sku, stars=5, text="Arrived warm and whole.", consent=agreed)
        self.review_id = str(review["id"])
        public = shop.call("reviews_of", sku=self.sku, locale="en")
        self.tell.holds("nothing is public before a moderator agrees", self._mine(public) is None)

    def sees_her_name(self) -> None:
        """The public list shows the short name, and neither account nor address."""
        public = self.scene.shop().call("reviews_of", sku=self.sku, locale="en")
        shown = self._mine(public)
        self.tell.holds("the public list shows stars, text and `Aigerim S.`", shown["author"] == "Aigerim S.")
        self.tell.holds("it shows no e-mail address", self.email not in str(public.raw))

    def takes_her_name_back(self) -> None:
        """Lists consents, keeps a receipt that verifies offline, withdraws publication."""
        self.tell.chapter("She lists her consents, keeps a receipt, and takes her name back")
        shop, scene = self.shop, self.scene
        mine = shop.call("own_consents")
        record = next(one for one in mine["data"] if one["flag"] == "publication")
        receipt = shop.call("consent_receipt", id=record["id"])
        file = scene.stage.place.folder / f"receipt-{scene.run}.jws"
        file.write_text(receipt["receipt"])
        printed = scene.manage("shop_api", "verify_receipt", str(file))
        self.tell.holds("the receipt verifies offline", "180140023215" in printed)
        answer = shop.call("withdraw_consent", flags=["publication"])
        self.tell.holds("the withdrawal is done", answer.error is None)
        public = scene.shop().call("reviews_of", sku=self.sku, locale="en")
        shown = self._mine(public)
        self.tell.holds("the review has no author's name at once", "Aigerim" not in str(shown))

    def _mine(self, public: Any) -> Any:
        return next((one for one in public["data"] if one["text"] == "Arrived warm and whole."), None)


def opens_account(stage: services.Stage) -> None:
    """The demo's customer signs up and confirms by the code in her letter, as anybody would."""
    person = people.CUSTOMER
    scene = Scene(stage, "rest", Narrator(lambda line: None))
    shop = scene.shop()
    if shop.call("sign_in", email=person.email, password=person.password).error is None:
        return
    made = shop.call(
        "sign_up",
        email=person.email,
        password=person.password,
        surname=person.surname,
        first_name=person.first_name,
        language=person.locale,
        age_band="adult",
        consent=scene.consent(shop, account=True, marketing_email=False),
    )
    shop.call("verify_email", sign_up_id=made["id"], code=scene.code(person.email))


def place(scene: Scene, shop: Frontend, sku: str, email: str, tell: Any) -> tuple[str, Frontend]:
    """Fill a cart, take a quote, place the order twice with one key; returns its number and the cart's frontend."""
    cart = shop.call("create_cart", consent=scene.consent(shop, storefront=True))
    shop = shop.having(cart_token=cart["token"])
    shop.call("add_cart_line", sku=sku, quantity=2, consent=scene.consent(shop, storefront=True))
    quote = shop.call("make_quote", consent=scene.consent(shop, storefront=True))
    order = {
        "quote_id": quote["quote_id"],
        "expected_total": quote["total"],
        "accepted_terms_version": quote["terms_version"],
        "buyer": {"surname": "Sadykova", "first_name": "Aigerim", "email": email, "phone": "8 701 234 56 67"},
        "recipient": {
            "name": "Марат Садыков",
            "phone": "+7 702 345 67 89",
            "city": "Алматы",
            "street": "пр. Абая 10, кв. 5",
            "postal_code": "A01P3K4",
        },
    }
    consent = scene.consent(shop, order_fulfilment=True, marketing_email=False)
    wrong = {**order, "expected_total": {"amount": "1.00", "currency": "KZT"}}
    scene.refused(shop.call("place_order", **wrong, consent=consent), "checkout.totals_changed", "another total")
    key = f"story-{scene.run}-{scene.door}-{email}"[:60]
    placed = shop.call("place_order", idempotency_key=key, **order, consent=consent)
    again = shop.call("place_order", idempotency_key=key, **order, consent=consent)
    tell.holds("the same request again makes no second order", again["number"] == placed["number"] and again.is_replay)
    return str(placed["number"]), shop
