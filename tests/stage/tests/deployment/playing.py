"""Playing docker-compose.yml: each container's command in a copy of the image's files, with what compose gives it.

Host names of containers become ports of this machine, and nothing else changes; there is no Redis here, so the shop
counts requests in PostgreSQL, as it does wherever none is named.
"""

import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.stage import binaries, postgres, processes, roles, state
from tests.stage.tests.deployment import files
from tests.stage.tests.deployment.store import Store

READY_SECONDS = 90
ENTRYPOINT = ["python", "manage.py"]
IN_FOLDER = ["/bin/sh", "-c", 'cd "$0" && exec "$@"']  # the process stays the one that was started


@dataclass(frozen=True, kw_only=True)
class Image:
    """The files of the image on disk, and the empty home of its user."""

    root: Path
    home: Path

    def listing(self) -> dict[str, tuple[int, int]]:
        """Size and time of every file, by path: what a process that writes would change."""
        found = {}
        for folder in (self.root, self.home):
            for path in folder.rglob("*"):
                facts = path.lstat()
                found[str(path)] = (facts.st_size, facts.st_mtime_ns)
        return found


def built_image(folder: Path) -> Image:
    """Do what the Dockerfile does, but for the packages: those of this Python are the locked ones."""
    image = Image(root=folder / "srv", home=folder / "home")
    image.home.mkdir()
    image.root.mkdir()
    unseen = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")  # as .dockerignore says
    for source, target in files.copied():
        origin, place = state.CHECKOUT / source, image.root / target
        place = place / Path(source).name if target == "./" else place
        place.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, place, ignore=unseen)
        else:
            shutil.copy(origin, place)
    for line in files.final_stage():
        if line.startswith("RUN ") and "manage.py" in line:
            run(image, ["/bin/sh", "-ec", line.removeprefix("RUN ")], files.image_environment())
    return image


def run(image: Image, command: list[str], environment: Mapping[str, str]) -> str:
    """Run a command in the image to its end and return its output."""
    done = subprocess.run(
        command, cwd=image.root, env=surrounded(image, environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def surrounded(image: Image, environment: Mapping[str, str]) -> dict[str, str]:
    """A process's whole environment: nothing of ours gets in."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return {"PATH": path, "HOME": str(image.home), "LANG": "C.UTF-8", **environment}


@contextlib.contextmanager
def bare_cluster(name: str, patch: pytest.MonkeyPatch) -> Iterator[postgres.EmbeddedServer]:
    """A PostgreSQL as the official image starts it, before its init scripts: a superuser and no role of ours."""
    patch.setenv(state.NAME_VARIABLE, name)
    root = state.state_root()
    server = postgres.EmbeddedServer("test")
    patch.undo()
    lease = server.lease()
    try:
        with server.connect() as cluster:
            for service in roles.SERVICES.values():
                cluster.execute(f"DROP DATABASE {service.database}")
                cluster.execute(f"REVOKE SET ON PARAMETER session_replication_role FROM {service.database}_owner")
                cluster.execute(f"DROP ROLE {service.database}_owner, {service.database}_app")
            for database in ("postgres", "template1"):
                cluster.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO PUBLIC")
        yield server
    finally:
        lease.give_back()
        shutil.rmtree(root)


@dataclass(kw_only=True)
class Deployment:
    """What runs, and where."""

    image: Image
    cluster: postgres.EmbeddedServer
    store: Store
    company: processes.Company
    ports: dict[str, int] = field(default_factory=dict)
    before: dict[str, tuple[int, int]] = field(default_factory=dict)

    def start(self) -> None:
        """Start everything in the order compose does."""
        self.ports = {"cms": processes.free_port(), "shop": processes.free_port()}
        self.before = self.image.listing()
        for container in ("content-db", "personal-db"):
            self.init(container)
        for container in ("cms-migrate", "shop-migrate", "cms-bucket"):
            self.run(container, *files.SERVICES[container]["command"])
        for container in ("cms", "cms-worker", "shop", "shop-worker"):
            self.company.start(self._command(container))
        self.company.wait_for("/healthz", "cms", "shop", seconds=READY_SECONDS)

    def init(self, container: str) -> None:
        """Run the init script of a database's container, with this wheel's psql instead of the image's."""
        script = files.filled(files.COMPOSE["configs"]["roles"]["content"], {})
        given = files.filled(files.SERVICES[container]["environment"], files.environment())
        with self.cluster.connect() as connection:
            access = {
                "PGHOST": "127.0.0.1",
                "PGPORT": str(connection.info.port),
                "PGPASSWORD": connection.info.password,
            }
        programs = binaries.find_programs(self.cluster.folder.parent).folder
        path = {"PATH": f"{programs}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", "-c", script], env={**given, **access, **path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def run(self, container: str, *command: str) -> str:
        """Run `manage.py …` as this container would, to its end."""
        return run(self.image, [sys.executable, "manage.py", *command], self.environment(container))

    def environment(self, container: str) -> dict[str, str]:
        """What compose gives a container, with addresses of this machine."""
        given = files.container_environment(container)
        given.pop("SHOP_REDIS_URL", None)
        return {name: self._here(name, value) for name, value in given.items()}

    def database_url(self, variable: str) -> str:
        """The address of a database under a role, such as `CONTENT_OWNER_URL`."""
        container = "cms-migrate" if variable.startswith("CONTENT") else "shop-migrate"
        return self.environment(container)[variable]

    def ask(self, container: str, path: str, *, method: str = "GET", body: Any = None, **headers: str) -> "Answer":
        """Send a request as the proxy in front sends it: for the public name, over TLS it has ended.

        Underscores in header names stand for dashes; an empty value leaves a header out.
        """
        own = {"cms": "CMS_URL", "shop": "SHOP_URL"}[container]
        sent = {
            "Host": files.environment()[own].removeprefix("https://"),
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Content-Type": "application/json",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[container], timeout=30)
        try:
            content = json.dumps(body) if body is not None else None
            connection.request(method, path, content, {name: value for name, value in sent.items() if value})
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def _here(self, name: str, value: str) -> str:
        if name in ("CMS_HOSTS", "SHOP_HOSTS"):
            return "127.0.0.1"
        with self.cluster.connect() as connection:
            database = f"@127.0.0.1:{connection.info.port}/"
        value = value.replace("@content-db:5432/", database).replace("@personal-db:5432/", database)
        value = value.replace("http://cms:8000", f"http://127.0.0.1:{self.ports['cms']}")
        value = value.replace("http://shop:8001", f"http://127.0.0.1:{self.ports['shop']}")
        return value.replace("http://files:8333", self.store.address)

    def _command(self, container: str) -> processes.Command:
        """A container's command on its port of this machine."""
        words = [str(word) for word in files.SERVICES[container]["command"]]
        port = self.ports.get(container)
        if port is not None:
            words[words.index("--port") + 1] = str(port)
            words[words.index("--host") + 1] = "127.0.0.1"
        return processes.Command(
            name=container,
            arguments=[*IN_FOLDER, str(self.image.root), sys.executable, "manage.py", *words],
            environment=surrounded(self.image, self.environment(container)),
            port=port,
        )


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """A header's value, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def cookies(self) -> list[str]:
        """The Set-Cookie lines."""
        return [value for key, value in self.headers if key.lower() == "set-cookie"]

    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)
