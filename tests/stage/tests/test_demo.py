"""The demo from start to Ctrl-C, with a stand-in for both services and a real PostgreSQL."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.stage import demo, postgres, processes, roles, services, state, steps
from tests.stage.tests.conftest import stand_in_play

pytestmark = pytest.mark.usefixtures("own_stage")
SOON = 20  # seconds
CHECK = ["--check", "--cms-port", "0", "--shop-port", "0"]


@pytest.fixture(autouse=True)
def first_start(own_stage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases that no demo has seen, and migrations that nobody edits meanwhile."""
    monkeypatch.setattr(steps.clones, "key_of", lambda files, more: f"same {more}")
    server = postgres.EmbeddedServer("demo")
    lease = server.lease()
    for service in roles.SERVICES.values():
        with server.connect(service.database) as connection:
            connection.execute("DROP SCHEMA IF EXISTS stage CASCADE")
    lease.give_back()


def acts(diary: Path) -> list[str]:
    """What the stand-in did before its services started to run beside each other, then those, sorted."""
    told = [json.loads(line) for line in diary.read_text().splitlines()]
    return [f"{line['service']} {line['act']}" for line in told]


def test_a_first_start_does_every_step_in_order(diary, capsys):
    assert demo.main(CHECK, play=stand_in_play()) == 0

    done = acts(diary)
    running = ["cms web", "cms worker", "shop_api web", "shop_api worker"]
    assert done[:3] == ["cms migrate", "shop_api migrate", "cms load_demo"]
    assert sorted(done[3:7]) == running
    assert done[7:] == ["shop_api load_demo"]
    said = capsys.readouterr().out
    assert "The demo runs." in said
    assert "editor@infini.example" in said
    assert postgres.EmbeddedServer("demo").process() is None


def test_a_second_start_repeats_nothing(diary):
    demo.main(CHECK, play=stand_in_play())
    diary.unlink()

    assert demo.main(CHECK, play=stand_in_play()) == 0

    assert sorted(acts(diary)) == ["cms web", "cms worker", "shop_api web", "shop_api worker"]


def test_new_migrations_are_run_at_the_next_start(diary, monkeypatch):
    demo.main(CHECK, play=stand_in_play())
    diary.unlink()
    monkeypatch.setattr(steps.clones, "key_of", lambda files, more: f"changed {more}")

    demo.main(CHECK, play=stand_in_play())

    assert acts(diary)[:2] == ["cms migrate", "shop_api migrate"]
    assert "cms load_demo" not in acts(diary)


def test_fresh_starts_over(diary, own_stage):
    demo.main(CHECK, play=stand_in_play())
    letter = own_stage / "demo" / "mail" / "letter"
    letter.write_text("Your code is 123456.")
    diary.unlink()

    assert demo.main(["--fresh", *CHECK], play=stand_in_play()) == 0

    assert acts(diary)[:3] == ["cms migrate", "shop_api migrate", "cms load_demo"]
    assert letter.exists() is False


def test_neither_service_knows_the_secrets_of_the_other(diary):
    demo.main(CHECK, play=stand_in_play())

    known = {line["service"]: line["knows"] for line in map(json.loads, diary.read_text().splitlines())}
    assert known == {
        "cms": ["CONTENT_DATABASE_URL", "CMS_SECRET_KEY", "EVENTS_SECRET"],
        "shop_api": ["PERSONAL_DATABASE_URL", "SHOP_KEYS", "EVENTS_SECRET"],
    }


@pytest.mark.parametrize("failing", ["cms migrate", "shop_api web", "shop_api load_demo"])
def test_what_fails_is_named_and_nothing_stays(diary, monkeypatch, capsys, failing):
    monkeypatch.setenv("STANDIN_FAILS", failing)

    assert demo.main(CHECK, play=stand_in_play()) == 1

    said = capsys.readouterr().err
    assert f"{failing} | {failing.replace(' ', ' cannot ')}: no milk" in said
    assert postgres.EmbeddedServer("demo").process() is None
    monkeypatch.delenv("STANDIN_FAILS")
    assert demo.main(CHECK, play=stand_in_play()) == 0


def test_publications_that_do_not_arrive_are_reported(diary, monkeypatch, capsys):
    monkeypatch.setattr(services, "PUBLICATIONS_SECONDS", 0.3)

    assert demo.main(CHECK, play=stand_in_play(is_published=lambda place: False)) == 1

    assert "have not reached the shop" in capsys.readouterr().err
    assert "shop_api load_demo" not in acts(diary)


def test_a_taken_port_stops_the_demo_before_anything_starts(diary, capsys):
    with contextlib.closing(listening()) as taker:
        taken = str(taker.getsockname()[1])

        assert demo.main(["--cms-port", taken, "--shop-port", "0"], play=stand_in_play()) == 1

    assert f"Port {taken} for cms is taken" in capsys.readouterr().err
    assert diary.exists() is False


def test_ctrl_c_stops_everything_and_says_so(diary):
    with running_demo() as child:
        assert demo.running() is not None
        assert state.purpose_folder("demo") / "mail" == demo.running().mail

        child.send_signal(signal.SIGINT)
        said, _ = child.communicate(timeout=SOON)

    assert child.returncode == 0
    assert "The demo has stopped." in said
    assert demo.running() is None
    assert postgres.EmbeddedServer("demo").process() is None


def test_a_killed_demo_leaves_nothing_running(diary):
    with running_demo() as child:
        server = postgres.EmbeddedServer("demo").process()

        child.kill()
        child.communicate()

    wait_until(lambda: not server.is_running())
    assert demo.running() is None


def test_a_second_demo_of_the_same_checkout_says_where_the_first_is(diary, capsys):
    with running_demo() as child:
        where = demo.running().cms

        assert demo.main(CHECK, play=stand_in_play()) == 1

        assert f"The demo of this checkout runs already at {where}." in capsys.readouterr().err
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=SOON)


def test_fresh_does_not_touch_servers_of_yours(diary, monkeypatch, capsys):
    monkeypatch.setenv("PERSONAL_OWNER_URL", "postgresql://owner@elsewhere/personal")

    assert demo.main(["--fresh", *CHECK], play=stand_in_play()) == 1

    assert "--fresh deletes nothing there" in capsys.readouterr().err


def test_the_stage_of_tests_runs_on_clones(diary, own_stage, tmp_path):
    place = services.environments.Place(
        folder=tmp_path, ports={"cms": processes.free_port(), "shop_api": processes.free_port()}
    )
    for _ in range(2):
        with services.set_up("test", place=place, say=lambda line: None, play=stand_in_play()) as stage:
            names = {service: addresses.database for service, addresses in stage.addresses.items()}
            with psycopg.connect(stage.addresses["cms"].application) as application:
                assert application.execute("SELECT current_user").fetchone() == ("content_app",)

    assert acts(diary).count("cms migrate") == 1
    assert acts(diary).count("cms load_demo") == 2
    assert all("_run_" in name for name in names.values())


def listening() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


@contextlib.contextmanager
def running_demo():
    """A demo in a process of its own, as in a terminal; it has said its addresses."""
    script = (
        "import sys; from tests.stage import demo; from tests.stage.tests.conftest import stand_in_play\n"
        "sys.exit(demo.main(['--cms-port', '0', '--shop-port', '0'], play=stand_in_play()))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script], cwd=state.CHECKOUT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    with child:
        try:
            for line in child.stdout:
                if "Ctrl-C stops everything" in line:
                    break
            yield child
        finally:
            child.kill()


def wait_until(happened) -> None:
    deadline = time.monotonic() + SOON
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)
