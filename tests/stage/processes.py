"""Child processes of the stage: started in order, watched, logged to files, and stopped whatever happens."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psutil

from tests.stage import guardian, state

TERM_SECONDS = guardian.TERM_SECONDS
POLL_SECONDS = 0.1
NEWS_SECONDS = 5  # between two lines that say that we still wait
REQUEST_SECONDS = 5
TAIL_LINES = 20

Say = Callable[[str], None]
Handler = Callable[[int, FrameType | None], object] | int | None


@dataclass(frozen=True, kw_only=True)
class Command:
    """A process to start, with its whole environment (None: ours). `port` is where it answers HTTP; None: nowhere."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] | None = None
    port: int | None = None


class Stopped(KeyboardInterrupt):
    """A signal asks the whole stage to stop."""


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into `Stopped`, so that they clean up as Ctrl-C does. Main thread only."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Company:
    """The children of one stage.

    `say` is called with lines for a person. A context manager: leaving it stops every child, the last started first.
    """

    def __init__(self, logs: Path, *, say: Say) -> None:
        self.logs = state.make_folder(logs, mode=state.PRIVATE_FOLDER)
        self.guardian = guardian.Guardian()
        self._say = say
        self._children: dict[str, tuple[Command, subprocess.Popen[bytes]]] = {}

    def __enter__(self) -> "Company":
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop()

    def start(self, command: Command) -> None:
        """Start a child whose output goes to `<logs>/<name>.log`; the log of the run before is kept beside it.

        :raises StageError: its port is taken
        """
        if command.port is not None:
            require_free_port(command.port, command.name)
        with self.fresh_log(command.name).open("wb") as log:
            child = self._spawn(command, log.fileno())
        self._children[command.name] = (command, child)

    def run(self, command: Command) -> None:
        """Run a command to its end; one that takes long shows the last line it wrote, now and then.

        :raises StageError: it failed; the text holds the end of its output
        """
        self.start(command)
        _, child = self._children[command.name]
        code = None
        while code is None:
            try:
                code = child.wait(NEWS_SECONDS)
            except subprocess.TimeoutExpired:
                self._say(f"  {self._last_line(command.name)}")
        self._forget(command.name)
        if code != 0:
            raise state.StageError(f"{command.name} failed ({code}).\n{self.tail(command.name)}")

    def wait_for(self, path: str, *names: str, seconds: float) -> None:
        """Wait until each of these children answers a path (`/healthz`, `/readyz`) with 200.

        :raises StageError: one ended, or is not ready in time; the text holds the end of its log
        """
        begun, told = time.monotonic(), 0
        for name in names:
            command, _ = self._children[name]
            while command.port is not None and not answers(command.port, path):
                self.require_alive()
                waited = time.monotonic() - begun
                if waited > seconds:
                    raise state.StageError(f"{name} does not answer {path} after {seconds:.0f} s.\n{self.tail(name)}")
                if waited // NEWS_SECONDS > told:
                    told = int(waited // NEWS_SECONDS)
                    self._say(f"  still waiting for {name} ({waited:.0f} s)")
                time.sleep(POLL_SECONDS)

    def pid_of(self, name: str) -> int:
        """Return the process id of a running child."""
        return self._children[name][1].pid

    def require_alive(self) -> None:
        """Check that every child still runs.

        :raises StageError: one has ended; the text holds the end of its log
        """
        for name, (_, child) in self._children.items():
            code = child.poll()
            if code is not None:
                raise state.StageError(f"{name} has ended ({code}).\n{self.tail(name)}")

    def watch(self, *, with_logs: bool = False) -> None:
        """Stay until a child ends, which is an error, or a signal stops us; say what the children write, if asked to.

        :raises StageError: a child has ended; the text holds the end of its log
        """
        logs = [follow(self._log(name), prefix=name, say=self._say) for name in self._children if with_logs]
        while True:
            for news in logs:
                news()
            self.require_alive()
            time.sleep(POLL_SECONDS * 5)

    def stop(self) -> None:
        """Stop every child, the last started first, and the guardian; a second call does nothing."""
        before = _ignore_interrupts()
        try:
            for name in reversed(list(self._children)):
                _, child = self._children[name]
                end(child)
                self._forget(name)
            self.guardian.dismiss()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def dismiss(self, name: str) -> None:
        """Stop one child."""
        _, child = self._children[name]
        end(child)
        self._forget(name)

    def fresh_log(self, name: str) -> Path:
        """Return a fresh log file of a child, the one before moved aside."""
        path = self._log(name)
        if path.exists():
            path.replace(path.with_suffix(".log.before"))
        path.touch(mode=0o600)
        return path

    def tail(self, name: str, lines: int = TAIL_LINES) -> str:
        """Return the last lines of a child's log, each with its name in front, and where to read the rest."""
        path = self._log(name)
        with path.open(errors="replace") as log:
            last = [f"  {name} | {line.rstrip()}" for line in deque(log, maxlen=lines)]
        return "\n".join([*last, f"  (all of it: {path})"])

    def _last_line(self, name: str) -> str:
        with self._log(name).open(errors="replace") as log:
            last = deque((line.rstrip() for line in log if line.strip()), maxlen=1)
        return f"  {name} | {last[0]}" if last else f"  still waiting for {name}"

    def _log(self, name: str) -> Path:
        return self.logs / f"{name.replace(' ', '-')}.log"

    def _spawn(self, command: Command, output: int) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            command.arguments,
            cwd=state.CHECKOUT,
            env={**(os.environ if command.environment is None else command.environment), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.guardian.add(child.pid)
        return child

    def _forget(self, name: str) -> None:
        _, child = self._children.pop(name)
        self.guardian.drop(child.pid)


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child and its whole process group: asked first, killed after `TERM_SECONDS`."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(TERM_SECONDS)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)  # what the leader left behind
    child.wait()


def follow(path: Path, *, prefix: str, say: Say) -> Callable[[], None]:
    """Return a function that says each line a log has got since the last call, with a prefix; half lines wait."""
    position = 0

    def news() -> None:
        nonlocal position
        if path.exists():
            with path.open("rb") as log:
                log.seek(position)
                fresh = log.read()
            whole = fresh[: fresh.rfind(b"\n") + 1]
            position += len(whole)
            for line in whole.decode(errors="replace").splitlines():
                say(f"{prefix} | {line}")

    return news


def answers(port: int, path: str) -> bool:
    """Whether a port of this machine answers this path with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=REQUEST_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """Return a port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def require_free_port(port: int, name: str) -> None:
    """Check that nobody listens on a port.

    :raises StageError: it is taken; the text says by whom, as far as this user may know
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise state.StageError(f"Port {port} for {name} may not be used by you. Choose one above 1023.") from error
        except OSError as error:
            raise state.StageError(
                f"Port {port} for {name} is taken{_taker(port)}. Stop that process, or choose another port."
            ) from error


def _taker(port: int) -> str:
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            if connection.laddr and connection.laddr.port == port and connection.status == psutil.CONN_LISTEN:
                if connection.pid is None:
                    return ""
                return f" by process {connection.pid} ({psutil.Process(connection.pid).name()})"
    return ""


def _ignore_interrupts() -> dict[signal.Signals, Handler]:
    """While children stop, a second Ctrl-C must not leave half of them running. Works in the main thread only."""
    before: dict[signal.Signals, Handler] = {}
    with contextlib.suppress(ValueError):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            before[number] = signal.signal(number, signal.SIG_IGN)
    return before


def manage(*arguments: str) -> list[str]:
    """Return the command line of `manage.py` with these arguments, in this interpreter."""
    return [sys.executable, str(state.CHECKOUT / "manage.py"), *arguments]
