"""Children start in order, are watched, and end whatever happens to their parent."""

import http.server
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil
import pytest

from tests.stage import guardian, processes, state
from tests.stage.tests.conftest import stand_in

SOON = 10  # seconds


def web(port: int, service: str = "cms") -> processes.Command:
    return processes.Command(name=f"{service} web", arguments=stand_in(service, "web", str(port)), port=port)


def pids(diary: Path) -> list[int]:
    return [json.loads(line)["pid"] for line in diary.read_text().splitlines()]


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_until(happened, seconds: float = SOON) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_service_is_waited_for_and_stopped(company, diary):
    port = processes.free_port()

    company.start(web(port))
    company.wait_for("/readyz", "cms web", seconds=SOON)
    assert processes.answers(port, "/readyz") is True
    company.stop()

    assert processes.answers(port, "/readyz") is False
    assert [gone(pid) for pid in pids(diary)] == [True]


def test_waiting_ends_with_the_log_of_who_was_late(company, diary):
    Path(f"{diary}.unready").touch()
    company.start(web(processes.free_port()))

    with pytest.raises(state.StageError, match="cms web does not answer /readyz after 1 s") as failure:
        company.wait_for("/readyz", "cms web", seconds=1)

    assert "cms web | 127.0.0.1" in str(failure.value)
    assert '"GET /readyz HTTP/1.1" 503' in str(failure.value)


def test_a_child_that_ends_is_reported_with_what_it_said(company, diary, monkeypatch):
    monkeypatch.setenv("STANDIN_FAILS", "cms web")
    company.start(web(processes.free_port()))

    with pytest.raises(state.StageError, match=r"cms web has ended \(1\)") as failure:
        company.watch()

    assert "cms web | cms cannot web: no milk" in str(failure.value)


def test_a_command_that_fails_is_reported(company, diary, monkeypatch):
    monkeypatch.setenv("STANDIN_FAILS", "cms migrate")

    with pytest.raises(state.StageError, match=r"cms migrate failed \(1\)") as failure:
        company.run(processes.Command(name="cms migrate", arguments=stand_in("cms", "migrate")))

    assert "no milk" in str(failure.value)


def test_a_long_command_shows_its_last_line(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "NEWS_SECONDS", 0.2)
    script, said = "print('one'); print('two', flush=True); import time; time.sleep(1)", []

    with processes.Company(tmp_path / "logs", say=said.append) as company:
        company.run(processes.Command(name="cms migrate", arguments=[sys.executable, "-c", script]))

    assert "    cms migrate | two" in said


def test_a_taken_port_names_who_has_it(company, diary):
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as taker:
        port = taker.server_address[1]

        with pytest.raises(state.StageError, match=f"Port {port} for cms web is taken by process {os.getpid()}"):
            company.start(web(port))

    assert diary.exists() is False


def test_a_child_that_does_not_listen_is_killed(company, diary, monkeypatch):
    monkeypatch.setenv("STANDIN_STUBBORN", "cms")
    monkeypatch.setattr(processes, "TERM_SECONDS", 0.3)
    company.start(processes.Command(name="cms worker", arguments=stand_in("cms", "worker")))
    wait_until(lambda: diary.exists() and pids(diary))

    company.stop()

    assert [gone(pid) for pid in pids(diary)] == [True]


def test_logs_are_private_and_the_one_before_is_kept(company, diary):
    for _ in range(2):
        company.run(processes.Command(name="cms migrate", arguments=stand_in("cms", "migrate")))

    logs = sorted(company.logs.iterdir())
    assert [log.name for log in logs] == ["cms-migrate.log", "cms-migrate.log.before"]
    assert [log.read_text() for log in logs] == ["cms migrate: fine\n"] * 2
    assert [stat.S_IMODE(log.stat().st_mode) for log in logs] == [0o600] * 2


def test_following_says_whole_lines_once(tmp_path):
    log, said = tmp_path / "log", []
    news = processes.follow(log, prefix="cms", say=said.append)

    for text in ("", "one\ntw", "o\nthree\n"):
        with log.open("a") as file:
            file.write(text)
        news()
    news()

    assert said == ["cms | one", "cms | two", "cms | three"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_children_and_grandchildren_end_with_their_parent(tmp_path, diary, number):
    parent = subprocess.Popen([sys.executable, "-c", parent_script(tmp_path)], cwd=state.CHECKOUT)
    wait_until(lambda: diary.exists() and len(pids(diary)) == 2)
    everybody = [*pids(diary), *(child.pid for child in psutil.Process(parent.pid).children(recursive=True))]
    assert len(set(everybody)) == 4  # a web, the shell around a worker, that worker, the guardian

    parent.send_signal(number)
    parent.wait(SOON)

    wait_until(lambda: all(gone(pid) for pid in everybody))


def parent_script(folder: Path) -> str:
    """A stage with a web and with a worker inside a shell, which waits for its end."""
    worker = ["sh", "-c", " ".join([*stand_in("cms", "worker"), "& wait"])]
    commands = [stand_in("cms", "web", str(processes.free_port())), worker]
    return textwrap.dedent(f"""
        from pathlib import Path
        from tests.stage import processes
        try:
            with processes.stoppable(), processes.Company(Path({str(folder)!r}) / "logs", say=print) as company:
                for number, arguments in enumerate({commands!r}):
                    company.start(processes.Command(name=str(number), arguments=arguments))
                company.watch()
        except KeyboardInterrupt:
            pass
    """)


def test_a_guardian_lets_go_of_what_was_dropped():
    kept, ended = (subprocess.Popen(["sleep", "600"], start_new_session=True) for _ in range(2))
    keeper = guardian.Guardian()
    for child in (kept, ended):
        keeper.add(child.pid)
    keeper.drop(kept.pid)

    reaper = threading.Thread(target=ended.wait)  # else it stays a zombie of ours, and the guardian waits for it
    reaper.start()
    keeper.dismiss()
    reaper.join(SOON)

    assert (kept.poll(), ended.returncode) == (None, -signal.SIGTERM)
    kept.kill()
    kept.wait()
