"""A cms that answers what a test gives it, over real HTTP on the loopback."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from frontend_contracts.wire.webhooks import Event, canonical_json, sha256_hex


@dataclass
class Cms:
    """Bodies by address, the list of events, and what was asked. `answers` overrides an address: (status, bytes)."""

    url: str = ""
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    authorisations: list[str | None] = field(default_factory=list)

    def publish(self, document: dict[str, Any]) -> str:
        """Serve a document of a policy or product; returns its hash."""
        resource = "policies" if document.get("kind") in {"policy", "terms"} else "products"
        sha256 = sha256_hex(canonical_json(document))
        address = f"/api/v1/{resource}/{document['slug']}?version={document['version']}"
        self.bodies[address] = {"document": document, "sha256": sha256}
        return sha256

    def answer_to(self, target: str) -> tuple[int, bytes]:
        """Status and body of one request."""
        if target in self.answers:
            return self.answers[target]
        if target in self.bodies:
            return 200, json.dumps(self.bodies[target]).encode()
        parts = urlsplit(target)
        if parts.path == "/api/v1/events":
            asked = parse_qs(parts.query)
            after, limit = int(asked["after"][0]), int(asked["limit"][0])
            rows = [event.to_dict() for event in self.events if event.sequence > after]
            more = rows[limit - 1]["sequence"] if len(rows) > limit else None
            return 200, json.dumps({"data": rows[:limit], "next": more}).encode()
        return 404, b"{}"


@contextmanager
def running() -> Iterator[Cms]:
    """Start a cms for a test."""
    cms = Cms()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cms.asked.append(self.path)
            cms.authorisations.append(self.headers.get("Authorization"))
            status, body = cms.answer_to(self.path)
            self.send_response(status)
            if status in {301, 302, 307, 308}:
                self.send_header("Location", f"{cms.url}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    cms.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield cms
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
