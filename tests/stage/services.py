"""Both services and both workers on one machine, ready to be used: what the demo, the story and the bench share."""

import contextlib
import http.client
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.stage import clones, environments, postgres, processes, roles, secrets, servers, state, steps

READY_SECONDS = 60
PUBLICATIONS_SECONDS = 60
POLL_SECONDS = 0.2
WEB_WORKERS = 2
WEB_THREADS = 4  # of each worker; they share one interpreter, so more would only wait for each other
DEMO_PRODUCTS = 22  # of the 24 two are not public: one lacks Kazakh, one is a draft


def web_command(service: str, port: int) -> list[str]:
    """Return the command line of a service's web server: the start script that the containers use too."""
    size = ["--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)]
    return processes.manage(service, "serve", "--port", str(port), *size)


def is_published(place: environments.Place) -> bool:
    """Whether the shop has a policy in force and sells something: the events of the cms have arrived."""
    form = get_json(f"{place.url('shop_api')}/api/v1/consent/form?locale=ru")
    catalog = get_json(f"{place.url('shop_api')}/api/v1/catalog?limit=100")
    return form is not None and isinstance(catalog, dict) and len(catalog.get("data", [])) >= DEMO_PRODUCTS


@dataclass(frozen=True, kw_only=True)
class Play:
    """What is played: the two services. Tests of the stage itself play something smaller."""

    manage: Callable[..., list[str]] = processes.manage
    web: Callable[[str, int], list[str]] = web_command
    worker: tuple[str, ...] = ("work",)
    before_start: Sequence[steps.Step] = steps.BEFORE_START
    after_publications: Sequence[steps.Step] = steps.AFTER_PUBLICATIONS
    is_published: Callable[[environments.Place], bool] = is_published
    # What people do over HTTP once everything runs, each once for a database.
    acts: Sequence[tuple[steps.Step, Callable[["Stage"], None]]] = ()


@dataclass(kw_only=True)
class Stage:
    """A stage that is being set up, or that runs."""

    place: environments.Place
    addresses: dict[str, roles.Addresses]
    company: processes.Company
    say: processes.Say
    play: Play = field(default_factory=Play)

    def environment(self, service: str) -> dict[str, str]:
        """Return the whole environment of a process of this service."""
        return environments.environment_of(
            service, place=self.place, addresses=self.addresses[service], vault=secrets.Vault(self.place.folder)
        )

    def manage(self, service: str, *arguments: str) -> None:
        """Run one `manage.py` command of a service to its end.

        :raises StageError: it failed; the text holds the end of its output
        """
        command = self.play.manage(service, *arguments)
        name = f"{service} {arguments[0]}"
        self.company.run(processes.Command(name=name, arguments=command, environment=self.environment(service)))

    def use_clones(self) -> Callable[[], None]:
        """Work on clones of migrated templates, as tests do. Returns what drops them again."""
        drops = contextlib.ExitStack()
        for name, base in list(self.addresses.items()):

            def migrate(addresses: roles.Addresses, name: str = name) -> None:
                self.addresses[name] = addresses
                self._do([steps.tables(name)])

            workshop = clones.Workshop(base)
            clone = clones.clone_name(base.database, "stage")
            self.addresses[name] = workshop.make_clone(clone, key=f"st{steps.tables(name).version}", migrate=migrate)
            drops.callback(workshop.drop, clone)
        return drops.close

    def prepare(self) -> None:
        """Create the tables and load what has to be there before the services start."""
        self._do([steps.tables(name) for name in self.addresses])
        self._do(self.play.before_start)

    def start(self) -> None:
        """Start both services and both workers, and wait until they answer."""
        with timed("start both services and both workers", self.say):
            for service in self.place.ports:
                self.start_service(service)
            self.company.wait_for("/healthz", *self._webs(), seconds=READY_SECONDS)

    def start_service(self, service: str) -> None:
        """Start the web server and the worker of a service."""
        port = self.place.ports[service]
        environment = self.environment(service)
        web = self.play.web(service, port)
        worker = self.play.manage(service, *self.play.worker)
        self.company.start(processes.Command(name=f"{service} web", arguments=web, environment=environment, port=port))
        self.company.start(processes.Command(name=f"{service} worker", arguments=worker, environment=environment))

    def stop_service(self, service: str) -> None:
        """Stop the web server and the worker of a service, as when a machine goes away."""
        for name in (f"{service} worker", f"{service} web"):
            self.company.dismiss(name)

    def restart_service(self, service: str) -> None:
        """Start a stopped service again and wait until it answers."""
        self.start_service(service)
        self.company.wait_for("/healthz", f"{service} web", seconds=READY_SECONDS)

    def finish(self) -> None:
        """Wait for the first publications, and load what builds on them."""
        ledgers = self._ledgers()
        if steps.open_steps(self.play.after_publications, ledgers):
            with timed("wait until the shop has the policy and the products", self.say):
                self._wait_for_publications()
        self._do(self.play.after_publications)
        for step, act in self.play.acts:
            if steps.open_steps([step], ledgers):
                with timed(step.title, self.say):
                    act(self)
                    ledgers[step.service].write(step)
        self.company.wait_for("/readyz", *self._webs(), seconds=READY_SECONDS)

    def _webs(self) -> list[str]:
        return [f"{name} web" for name in self.place.ports]

    def _wait_for_publications(self) -> None:
        deadline = time.monotonic() + PUBLICATIONS_SECONDS
        while not self.play.is_published(self.place):
            self.company.require_alive()
            if time.monotonic() > deadline:
                raise state.StageError(
                    f"The policy and the products have not reached the shop after {PUBLICATIONS_SECONDS} s.\n"
                    f"{self.company.tail('cms worker')}\n{self.company.tail('shop_api worker')}"
                )
            time.sleep(POLL_SECONDS)

    def _do(self, wanted: Sequence[steps.Step]) -> None:
        ledgers = self._ledgers()
        for step in steps.open_steps(wanted, ledgers):
            with timed(step.title, self.say):
                self.manage(step.service, *step.arguments)
                ledgers[step.service].write(step)

    def _ledgers(self) -> dict[str, steps.Ledger]:
        return {name: steps.Ledger(addresses) for name, addresses in self.addresses.items()}


@contextlib.contextmanager
def set_up(purpose: str, *, place: environments.Place, say: processes.Say, play: Play | None = None) -> Iterator[Stage]:
    """Have both services running and filled; leaving stops everything, the databases too.

    :raises StageError: something does not start; the text says what and shows the end of its log
    """
    for name, port in place.ports.items():
        processes.require_free_port(port, name)
    for kept in (place.media, place.mail):
        state.make_folder(kept, mode=state.PRIVATE_FOLDER)
    with contextlib.ExitStack() as resources:
        with timed("start PostgreSQL", say):
            addresses = resources.enter_context(servers.databases(purpose))
        company = resources.enter_context(processes.Company(place.folder / "logs", say=say))
        company.guardian.release_server(purpose)
        stage = Stage(place=place, addresses=addresses, company=company, say=say, play=play or Play())
        if postgres.PROFILES[purpose].disposable:
            resources.callback(stage.use_clones())
        stage.prepare()
        stage.start()
        stage.finish()
        yield stage


@contextlib.contextmanager
def timed(title: str, say: processes.Say) -> Iterator[None]:
    """Say what begins, and how long it took."""
    say(f"  {title} …")
    begun = time.monotonic()
    yield
    say(f"  {title}: done in {time.monotonic() - begun:.1f} s")


def get_json(url: str) -> object | None:
    """Return the JSON of a public address on this machine; None unless it answers 200."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=processes.REQUEST_SECONDS)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"Accept": "application/json"})
        response = connection.getresponse()
        body = response.read()
        return json.loads(body) if response.status == 200 else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
