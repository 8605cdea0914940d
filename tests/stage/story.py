"""`make story`: plays the whole story against the running demo, once over REST and once over GraphQL.

Each request and each answer is printed as it went over the wire; every claim is checked, and one that does not hold
ends the story with exit status 1. `--door rest` tells it once; `--brief` prints the claims only.
"""

import argparse
import contextlib
import sys
from collections.abc import Sequence

from tests.stage import demo, environments, processes, servers, services, state
from tests.stage.narrator import Narrator
from tests.stage.play import customer, editor, guest, staff
from tests.stage.play.scene import Scene

DOORS = ("rest", "graphql")


def tell(scene: Scene) -> None:
    """The story from its first chapter to its last; raises AssertionError where a claim does not hold."""
    publishing = editor.Publishing(scene)
    publishing.imports()
    publishing.completes_and_publishes()
    sku = publishing.publishes_a_product()
    arrives(scene, sku)
    staff.counts_stock(scene, sku, 20)
    her = customer.Customer(scene)
    her.looks_around()
    her.signs_up()
    her.orders(sku)
    staff.delivers(scene, her.number)
    her.reviews()
    staff.publishes_review(scene, her.review_id)
    her.sees_her_name()
    her.takes_her_name_back()
    guest.orders_and_looks_up(scene, sku)


def arrives(scene: Scene, sku: str) -> None:
    """The signed event reaches the shop, whose worker fetches the body and checks its hash."""
    scene.narrator.chapter("A signed event brings the product to the shop")
    shop = scene.shop()
    quiet = type(shop)(shop.service, shop.base, shop.door, shop.headers)
    scene.soon(lambda: quiet.call("product", slug_or_sku=sku, locale="kk").error is None, f"{sku} in the shop")
    shown = shop.call("product", slug_or_sku=sku, locale="kk")
    scene.narrator.holds("the shop sells it at the price entered in Wagtail", "12990.00" in str(shown.raw))


def main(arguments: Sequence[str]) -> int:
    """Tell the story against the running demo; returns the exit code."""
    parser = argparse.ArgumentParser(prog="manage.py story", description=__doc__)
    parser.add_argument("--door", choices=DOORS, help="tell it over this door only")
    parser.add_argument("--brief", action="store_true", help="print the claims only")
    options = parser.parse_args(arguments)
    running = demo.running()
    if running is None:
        print("The demo does not run. Start it with `make demo`, then tell the story in a second terminal.")
        return 1
    with contextlib.ExitStack() as resources:
        stage = attached(resources, running)
        held = 0
        for door in DOORS if options.door is None else (options.door,):
            narrator = Narrator(_say, is_brief=options.brief)
            _say(f"\n════ The story over {door.upper()} ════")
            try:
                tell(Scene(stage, door, narrator))
            except AssertionError as error:
                print(f"\n✗ {error}", file=sys.stderr)
                return 1
            held += narrator.held
    _say(f"\nThe story has been told; {held} claims held.")
    return 0


def attached(resources: contextlib.ExitStack, running: demo.Running) -> services.Stage:
    """The stage of the demo that runs in another process."""
    ports = {"cms": int(running.cms.rsplit(":", 1)[1]), "shop_api": int(running.shop_api.rsplit(":", 1)[1])}
    place = environments.Place(folder=state.purpose_folder(demo.PURPOSE), ports=ports)
    addresses = resources.enter_context(servers.databases(demo.PURPOSE))
    company = resources.enter_context(processes.Company(place.folder / "story-logs", say=_say))
    return services.Stage(place=place, addresses=addresses, company=company, say=_say)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
