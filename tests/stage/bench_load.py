"""The client of the bench: sends requests over kept connections and checks each answer, at little cost of its own.

Client and server share the same processors, so what the client spends is missing in the rate: bytes are prepared
beforehand, and an answer is only searched for what it must hold.
"""

import itertools
import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.stage import state

SECONDS = 30  # how long one answer may take
CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Request:
    """One request, ready to send; its answer has this status and holds these bytes."""

    raw: bytes
    status: int
    holds: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


def request(
    method: str,
    path: str,
    *,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    status: int = 200,
    holds: Sequence[str] = (),
) -> Request:
    """Prepare a request; a body is sent as JSON."""
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    raw = "\r\n".join([*lines, "", ""]).encode() + content
    return Request(raw, status, tuple(one.encode() for one in holds))


class Connection:
    """One kept HTTP/1.1 connection."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self._socket = socket.create_connection((parts.hostname, parts.port), timeout=SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, asked: Request) -> Answer:
        """Send a request and read its answer.

        :raises StageError: the server went away
        """
        self._socket.sendall(asked.raw)
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head, rest = got[:end].lower(), got[end + 4 :]
        place = head.find(b"\r\ncontent-length:")
        body = self._rest(rest, int(head[place + 17 :].split(b"\r\n", 1)[0])) if place >= 0 else self._chunks(rest)
        return Answer(int(head[9:12]), body)

    def checked(self, asked: Request) -> Answer:
        """Send a request whose answer must be what it says.

        :raises StageError: it is not
        """
        answer = self.send(asked)
        if answer.status != asked.status or any(one not in answer.body for one in asked.holds):
            raise state.StageError(
                f"The bench was refused: {asked.raw.split(b' HTTP', 1)[0].decode()} must be {asked.status} and hold "
                f"{asked.holds}, but is {answer.status} {answer.body[:600].decode(errors='replace')}"
            )
        return answer

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _rest(self, got: bytes, length: int) -> bytes:
        parts, missing = [got], length - len(got)
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        return b"".join(parts)

    def _chunks(self, got: bytes) -> bytes:
        """A body in chunks: each has its length in front, the last has none."""
        body = []
        while True:
            while (end := got.find(b"\r\n")) < 0:
                got += self._more()
            length = int(got[:end], 16)
            got = self._rest(got[end + 2 :], length + 2)
            if length == 0:
                return b"".join(body)
            body.append(got[:length])
            got = got[length + 2 :]

    def _more(self) -> bytes:
        got = self._socket.recv(CHUNK)
        if not got:
            raise state.StageError("The server hung up on the bench.")
        return got


def endless(make: Callable[[int], Request], start: int) -> Iterable[Request]:
    """Requests one after the other, each for another number."""
    return map(make, itertools.count(start))


def run(base: str, requests: Iterable[Request], *, clients: int, seconds: float | None) -> tuple[int, float]:
    """Send requests over several connections, for a while or until there are no more.

    Returns how many were answered well, and in how many seconds.

    :raises StageError: an answer was not what it should be
    """
    waiting, lock = iter(requests), threading.Lock()
    counts, failures = [0] * clients, []
    ends = time.monotonic() + (seconds if seconds is not None else 3600)

    def work(index: int) -> None:
        connection = Connection(base)
        try:
            while time.monotonic() < ends and not failures:
                with lock:
                    asked = next(waiting, None)
                if asked is None:
                    return
                connection.checked(asked)
                counts[index] += 1
        except (state.StageError, OSError) as error:
            failures.append(error)
        finally:
            connection.close()

    begun = time.monotonic()
    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise state.StageError(str(failures[0]))
    return sum(counts), time.monotonic() - begun
