"""Stands in for `manage.py` and the web servers: `standin.py <service> migrate|load_demo|worker|web PORT`.

It writes a line into `$STANDIN_DIARY` for everything it does.
"""

import http.server
import json
import os
import signal
import sys
import time
from pathlib import Path


class Door(http.server.BaseHTTPRequestHandler):
    """Answers every GET with 200; `/readyz` with 503 while the file `$STANDIN_DIARY.unready` exists."""

    def do_GET(self) -> None:
        unready = Path(os.environ["STANDIN_DIARY"] + ".unready").exists()
        self.send_response(503 if self.path == "/readyz" and unready else 200)
        self.end_headers()
        self.wfile.write(b"{}")


def main(service: str, act: str, *rest: str) -> None:
    names = ("CONTENT_DATABASE_URL", "CMS_SECRET_KEY", "PERSONAL_DATABASE_URL", "SHOP_KEYS", "EVENTS_SECRET")
    diary = Path(os.environ["STANDIN_DIARY"])
    with diary.open("a") as file:
        known = [name for name in names if name in os.environ]
        file.write(json.dumps({"service": service, "act": act, "pid": os.getpid(), "knows": known}) + "\n")
    if os.environ.get("STANDIN_FAILS") == f"{service} {act}":
        sys.exit(f"{service} cannot {act}: no milk")
    if os.environ.get("STANDIN_STUBBORN") == service:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if act == "web":
        http.server.ThreadingHTTPServer(("127.0.0.1", int(rest[0])), Door).serve_forever()
    if act == "worker":
        time.sleep(600)
    print(f"{service} {act}: fine")


if __name__ == "__main__":
    main(*sys.argv[1:])
