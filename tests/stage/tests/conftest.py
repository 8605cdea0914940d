"""A state folder for each test, with servers of its own, gone afterwards."""

import os
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stage import environments, postgres, processes, roles, services, state

STANDIN = Path(__file__).with_name("standin.py")


@pytest.fixture(scope="module")
def own_stage() -> Iterator[Path]:
    """The state folder of this test file, beside that of the checkout; no database is named by the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(state.NAME_VARIABLE, f"test-{uuid.uuid4()}")
        for service in roles.SERVICES.values():
            patch.delenv(service.application_variable, raising=False)
            patch.delenv(service.owner_variable, raising=False)
        yield state.state_root()
        postgres.clean()


@pytest.fixture(scope="module")
def test_server(own_stage: Path) -> Iterator[postgres.EmbeddedServer]:
    """A running server for tests."""
    server = postgres.EmbeddedServer("test")
    lease = server.lease()
    yield server
    lease.give_back()


@pytest.fixture
def personal(test_server: postgres.EmbeddedServer) -> roles.Addresses:
    """Where the database `personal` of the running server is."""
    return test_server.addresses(roles.SERVICES["shop_api"])


@pytest.fixture
def diary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the stand-in notes what it does."""
    path = tmp_path / "diary"
    monkeypatch.setenv("STANDIN_DIARY", str(path))
    return path


def stand_in(*arguments: str) -> list[str]:
    """Return the command line of the stand-in for `manage.py`."""
    return [sys.executable, str(STANDIN), *arguments]


def stand_in_play(is_published: Callable[[environments.Place], bool] = lambda place: True) -> services.Play:
    """Return a play in which the stand-in takes both parts."""
    return services.Play(
        manage=stand_in,
        web=lambda service, port: stand_in(service, "web", str(port)),
        worker=("worker",),
        is_published=is_published,
    )


@pytest.fixture
def company(tmp_path: Path) -> Iterator[processes.Company]:
    """Children of this test; those left over are ended with it."""
    with processes.Company(tmp_path / "logs", say=lambda line: None) as company:
        yield company


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[services.Stage]:
    """Both services with everything the demo holds, on clones; the story and the bench share it."""
    from tests.stage.play.whole import whole_play

    ports = {"cms": processes.free_port(), "shop_api": processes.free_port()}
    place = environments.Place(folder=tmp_path_factory.mktemp("stage"), ports=ports)
    with services.set_up("test", place=place, say=lambda line: None, play=whole_play()) as made:
        yield made


IS_ROOT = os.geteuid() == 0
