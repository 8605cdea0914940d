"""A shop that states its inventory over HTTP on loopback, signed, and can do it wrong in every way."""

import gzip
import json
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, BinaryIO

from joserfc import jws
from joserfc.jwk import OKPKey

from cms.policies import inventory, shop_inventory

ALGORITHM = "Ed25519"


def stated() -> dict[str, Any]:
    """The committed inventory, with a time and counts of people as a running shop adds them."""
    made = dict(inventory.inventory())
    return {**made, "issued_at": "2026-11-23T00:00:00Z", "subjects": {"account": 1200, "support": 300}}


class ShopDouble:
    """Set `inventory`, `status`, `signature`, `issued_at`, `body` or `drips` to make it answer in another way."""

    def __init__(self) -> None:
        self.key = OKPKey.generate_key("Ed25519")
        self.inventory = stated()
        self.status = 200
        self.digest: str | None = None
        self.signature: str | None = None
        self.issued_at = datetime.now(UTC) - timedelta(minutes=5)
        self.kind = shop_inventory.TYPE
        self.body: bytes | None = None
        self.location: str | None = None
        self.drips = False
        self.breaks_off = False
        self.encoding = ""  # gzip or chunked
        self.asked: list[str] = []
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"  # whose answers may come in chunks

            def do_GET(self) -> None:
                double.asked.append(self.path)
                body = double.answer(self.path)
                self.send_response(double.status)
                if double.location:
                    self.send_header("Location", double.location)
                body = gzip.compress(body) if double.encoding == "gzip" else body
                if double.encoding == "gzip":
                    self.send_header("Content-Encoding", "gzip")
                if double.encoding == "chunked":
                    self.send_header("Transfer-Encoding", "chunked")
                    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
                else:
                    self.send_header("Content-Length", str(len(body) + double.breaks_off))
                self.end_headers()
                self.close_connection = True
                with suppress(OSError):
                    double.send(self.wfile, body)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def send(self, receiver: BinaryIO, body: bytes) -> None:
        for at in range(len(body)) if self.drips else ():
            receiver.write(body[at : at + 1])
            receiver.flush()
            time.sleep(0.1)
        if not self.drips:
            receiver.write(body)

    def answer(self, path: str) -> bytes:
        if path == shop_inventory.KEY_ADDRESS:
            return json.dumps(self.public_key()).encode()
        if self.body is not None:
            return self.body
        digest = self.digest or shop_inventory.digest_of(self.inventory)
        signature = self.signature or self.signed(digest, self.key)
        return json.dumps({"inventory": self.inventory, "digest": digest, "signature": signature}).encode()

    def signed(self, digest: str, key: OKPKey) -> str:
        statement = {"build": self.inventory["build"], "digest": digest, "issued_at": self.issued_at.isoformat()}
        header = {"alg": ALGORITHM, "typ": self.kind}
        return jws.serialize_compact(header, json.dumps(statement).encode(), key, algorithms=[ALGORITHM])

    def public_key(self) -> dict[str, Any]:
        return dict(self.key.as_dict(private=False))

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
