"""Fixtures of support's tests."""

from collections.abc import Callable

import pytest

from shop_api.gate import mail
from shop_api.gate.permissions import Role
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.door import Answer, Door
from tests.shop_api.orders import shopping
from tests.shop_api.support import factories


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters stay in their table."""
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)


@pytest.fixture
def shop(db: None) -> None:
    """An open shop with a teapot."""
    shopping.open_shop(stock=100)


@pytest.fixture
def supporter(shop: None) -> factories.StaffCaller:
    """Somebody of the support desk."""
    return factories.caller(Role.SUPPORT)


@pytest.fixture
def customer(door: Door, shop: None) -> shopping.Shopper:
    """Somebody signed in."""
    return shopping.Shopper(door, accounts.customer())


@pytest.fixture
def placed(customer: shopping.Shopper) -> Answer:
    """The order of a signed-in customer."""
    return customer.order()


@pytest.fixture
def guest(door: Door, shop: None) -> tuple[shopping.Shopper, Answer]:
    """A guest with their order's token, and the order."""
    made = shopping.visitor(door)
    order = made.order()
    made.caller = made.with_receipt(order)
    return made, order


@pytest.fixture
def write(door: Door) -> Callable[..., Answer]:
    """Write to support as somebody, with consent."""

    def run(who: shopping.Shopper, order: Answer, text: str = "Когда привезут?", **changes: object) -> Answer:
        answer: Answer = door.write_to_support(
            as_=who.caller, number=order["number"], text=text, **{"consent": who.block("support"), **changes}
        )
        return answer

    return run
