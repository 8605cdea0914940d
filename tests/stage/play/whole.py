"""The whole product as it is played: both services with everything the demo holds, its customer included."""

from tests.stage import services, steps
from tests.stage.play import customer


def whole_play() -> services.Play:
    """What the demo, the story and the bench set up."""
    sign_up = steps.Step(name="a customer signs up", service="shop_api", arguments=(), version="1")
    return services.Play(acts=((sign_up, customer.opens_account),))
