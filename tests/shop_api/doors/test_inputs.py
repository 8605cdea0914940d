"""Texts that break pages and letters, or show nothing, are refused at both doors and at their place."""

import pytest

from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import factories as consent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["\u200b", "\u3164", "Ai\u202egerim", "Ai\x08gerim", "\u2067Aigerim"])
def test_names_nobody_can_read_are_refused(door, name):
    consent.publish_policy()
    customer = accounts.customer()

    answer = door.update_profile(
        as_=customer,
        first_name=name,
        expected_version=1,
        consent=consent.consent_block(door, "account", as_=customer),
    )

    assert (answer.error, answer.fields) == ("input.invalid", ["/first_name"])
