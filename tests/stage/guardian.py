"""Ends what a killed parent can no longer end.

A child of the stage lives in a process group of its own, so Ctrl-C reaches the stage alone, which then stops its
children in order. When the stage itself is killed (`kill -9`, a closed terminal, out of memory), this process sees
its standard input end and does it instead. Orders are JSON lines: `{"add": pid}`, `{"drop": pid}` and
`{"server": "demo"}`.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from typing import IO

from tests.stage import state

TERM_SECONDS = 10  # a worker may finish the job at hand
POLL_SECONDS = 0.05


class Guardian:
    """The parent's end: tells the guardian what to end should the parent die."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stage.guardian"],
            cwd=state.CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def add(self, pid: int) -> None:
        """Take over the process group led by `pid`, should this process die."""
        self._tell({"add": pid})

    def drop(self, pid: int) -> None:
        """Forget a process group that has ended; its number may soon belong to another."""
        self._tell({"drop": pid})

    def release_server(self, purpose: str) -> None:
        """Stop the embedded server of this purpose too, if nobody else uses it."""
        self._tell({"server": purpose})

    def dismiss(self) -> None:
        """End the guardian, after all children have ended."""
        with contextlib.suppress(BrokenPipeError):
            self._stdin.close()
        self._process.wait(TERM_SECONDS * 2)

    @property
    def _stdin(self) -> IO[str]:
        if self._process.stdin is None:
            raise RuntimeError("The guardian was started without a pipe.")
        return self._process.stdin

    def _tell(self, order: dict[str, object]) -> None:
        with contextlib.suppress(BrokenPipeError):  # somebody killed the guardian; the parent still stops its children
            self._stdin.write(json.dumps(order) + "\n")
            self._stdin.flush()


def end_groups(pids: Iterable[int], *, patience: float = TERM_SECONDS) -> None:
    """Ask these process groups to end; kill what is left after `patience` seconds."""
    left = set(pids)
    for pid in left:
        _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while left and time.monotonic() < deadline:
        left = {pid for pid in left if _signal(pid, 0)}
        time.sleep(POLL_SECONDS)
    for pid in left:
        _signal(pid, signal.SIGKILL)


def _signal(group: int, number: int) -> bool:
    """Send a signal to a process group; False if it is gone."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:  # macOS says so of a group whose members have all ended but were not waited for
        return False
    return True


def main() -> None:
    """Read orders until the parent closes the pipe or dies; then end what is left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the terminal closes for all of us; the pipe says when it is time
    groups: set[int] = set()
    servers: set[str] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if "add" in order:
            groups.add(order["add"])
        elif "drop" in order:
            groups.discard(order["drop"])
        else:
            servers.add(order["server"])
    end_groups(groups)
    if servers:
        from tests.stage import postgres

        for purpose in servers:
            postgres.EmbeddedServer(purpose).stop_if_unused()


if __name__ == "__main__":
    main()
