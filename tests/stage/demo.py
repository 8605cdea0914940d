"""The demo: both services, both workers and a filled shop on this machine, until Ctrl-C. `manage.py demo --help`."""

import argparse
import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import manage
from tests.stage import environments, postgres, processes, roles, services, state

PURPOSE = "demo"
PORTS = manage.PORTS  # the addresses that the documentation names
INTERRUPTED = 130


@dataclass(frozen=True, kw_only=True)
class Running:
    """The demo that runs in another process of this checkout: what the story and the bench talk to."""

    cms: str
    shop_api: str
    mail: Path


def running() -> Running | None:
    """Return where the demo of this checkout runs; None if it does not."""
    folder = state.purpose_folder(PURPOSE)
    note = folder / "running.json"
    if state.nobody_holds(folder / "demo.lock") or not note.exists():
        return None
    known = json.loads(note.read_text())
    return Running(cms=known["cms"], shop_api=known["shop_api"], mail=Path(known["mail"]))


def main(arguments: Sequence[str], *, play: services.Play | None = None) -> int:
    """Run the demo; returns the exit code."""
    options = _parse(arguments)
    ports = {"cms": options.cms_port, "shop_api": options.shop_port}
    folder = state.purpose_folder(PURPOSE)
    place = environments.Place(
        folder=folder, ports={name: port or processes.free_port() for name, port in ports.items()}
    )
    try:
        with processes.stoppable(), _only_one(folder):
            if options.fresh:
                start_over(place)
            print("The demo of Infini starts. The first time takes a minute, later seconds.", flush=True)
            with services.set_up(PURPOSE, place=place, say=_say, play=play or _play()) as stage, _noted(place):
                print(welcome(place), flush=True)
                if options.check:
                    print("Checked: everything started. Stopping.", flush=True)
                    return 0
                stage.company.watch(with_logs=options.logs)
    except state.StageError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nThe demo has stopped. Its data stay for the next start (`--fresh` starts over).", flush=True)
        return 0 if not options.check else INTERRUPTED
    return 0


def start_over(place: environments.Place) -> None:
    """Delete the data of the demo.

    :raises StageError: the databases are on servers of yours, which this does not touch
    """
    named = [name for service in roles.SERVICES.values() if (name := service.owner_variable) in os.environ]
    if named:
        raise state.StageError(
            f"{' and '.join(named)} name servers of yours: --fresh deletes nothing there. "
            "Drop and create those databases yourself, then start without --fresh."
        )
    print("Deleting the data of the demo …", flush=True)
    server = postgres.EmbeddedServer(PURPOSE)
    with state.exclusive(server.lock):
        server.delete()
    for kept in (place.media, place.mail):
        shutil.rmtree(kept, ignore_errors=True)


def welcome(place: environments.Place) -> str:
    """Return every address and sign-in of the demo, for a person at a terminal."""
    from tests.stage.demo_content import people

    cms, shop = place.url("cms"), place.url("shop_api")
    addresses = {
        "Wagtail, for editors": f"{cms}/admin/",
        "Support desk": f"{shop}/support/",
        "Letters the shop sent": f"{shop}/dev/outbox/",
        "Shop: REST, try it out": f"{shop}/docs/",
        "Shop: GraphQL, try it out": f"{shop}/docs/graphql/",
        "Content: REST, try it out": f"{cms}/docs/",
        "Content: GraphQL, try it out": f"{cms}/docs/graphql/",
        "Catalogue as JSON": f"{shop}/api/v1/catalog",
        "Policy as JSON": f"{cms}/api/v1/policies/privacy",
    }
    lines = ["", "The demo runs.", ""]
    lines += [f"  {what:<28}{where}" for what, where in addresses.items()]
    lines += ["", "  Sign-ins (for the demo only)"]
    lines += [f"  {person.role.replace('_', ' '):<28}{person.email:<28}{person.password}" for person in people.PEOPLE]
    lines += ["", f"  Logs: {place.folder / 'logs'}", "  Ctrl-C stops everything; the data stay.", ""]
    return "\n".join(lines)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py demo", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="delete the demo's data first")
    parser.add_argument("--check", action="store_true", help="start, check, stop")
    parser.add_argument("--logs", action="store_true", help="show what the services and workers write")
    for name, port in PORTS.items():
        short = name.removesuffix("_api")
        help_text = f"port of {name}, {port} unless {short.upper()}_PORT says otherwise; 0 takes a free one"
        default = int(os.environ.get(f"{short.upper()}_PORT", port))
        parser.add_argument(f"--{short}-port", type=int, default=default, metavar="PORT", help=help_text)
    return parser.parse_args(arguments)


def _play() -> services.Play:
    from tests.stage.play.whole import whole_play  # the scenes stand above the stage they are played on

    return whole_play()


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    note = folder / "running.json"
    where = f" at {json.loads(note.read_text())['cms']}" if note.exists() else ""
    with state.alone(folder / "demo.lock", otherwise=f"The demo of this checkout runs already{where}."):
        yield


@contextlib.contextmanager
def _noted(place: environments.Place) -> Iterator[None]:
    """While the demo runs, its addresses stand in a file for the story and the bench."""
    note = place.folder / "running.json"
    known = {"cms": place.url("cms"), "shop_api": place.url("shop_api"), "mail": str(place.mail)}
    state.write_private(note, json.dumps(known))
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
