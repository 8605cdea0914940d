"""A shop that can be down, that refuses, and that remembers what it got."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from frontend_contracts.wire import webhooks


class FakeShop:
    """A real HTTP server on loopback. `status` is what it answers; `events` what it accepted, in order."""

    def __init__(self, secret: str) -> None:
        self.status = 204
        self.location: str | None = None
        self.events: list[webhooks.Event] = []
        self.paths: list[str] = []
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                shop.paths.append(self.path)
                if shop.status == 204:
                    webhooks.verify(body, dict(self.headers.items()), secrets=[secret])
                    shop.events.append(webhooks.Event.from_bytes(body))
                self.send_response(shop.status)
                if shop.location:
                    self.send_header("Location", shop.location)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def sequences(self) -> list[int]:
        return [event.sequence for event in self.events]


@pytest.fixture
def shop(settings: Any) -> Iterator[FakeShop]:
    fake = FakeShop(settings.EVENTS_SECRET)
    settings.EVENTS_TARGET = f"{fake.address}/api/v1/events/cms"
    yield fake
    fake.close()
