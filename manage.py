#!/usr/bin/env python
"""One entry for both services: `manage.py <service> <command>`, and `manage.py demo|story|bench`.

Services: `cms` (Wagtail, database `content`) and `shop_api` (people, database `personal`). The environment variable
`INFINI_ENVIRONMENT` picks the settings: `dev` (default), `test` or `production`. Besides Django's own commands each
service has `serve` (the web server), `work` (the worker) and `probe` (a health check).
"""

import os
import runpy
import sys
import urllib.request
from argparse import ArgumentParser

SERVICES = ("cms", "shop_api")
PORTS = {"cms": 8000, "shop_api": 8001}
STAGE = ("demo", "story", "bench")
# These change the schema, so they connect as the role that owns it; everything else runs with the application's rights.
OWNER_COMMANDS = {"migrate", "sqlmigrate", "makemigrations", "showmigrations", "flush", "createcachetable"}
# These open no database: a receipt can be checked where there is none.
OFFLINE_COMMANDS = {"verify_receipt"}
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"


def serve(service: str, arguments: list[str]) -> None:
    """Become the web server of a service: the same for the demo, the container and the tests."""
    parser = ArgumentParser(prog=f"manage.py {service} serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORTS[service])
    parser.add_argument("--workers", type=int, default=int(os.environ.get("WEB_WORKERS", "2")))
    parser.add_argument("--threads", type=int, default=int(os.environ.get("WEB_THREADS", "8")))
    options = parser.parse_args(arguments)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", options.host]
    command += ["--port", str(options.port), "--workers", str(options.workers)]
    command += ["--blocking-threads", str(options.threads), f"{service}.wsgi:application"]
    os.execv(sys.executable, command)  # noqa: S606 - the arguments are ours; no shell reads them


def probe(service: str, arguments: list[str]) -> None:
    """Ask a running service on this machine whether it can serve; exit status 1 if not. For health checks."""
    parser = ArgumentParser(prog=f"manage.py {service} probe")
    parser.add_argument("--port", type=int, default=PORTS[service])
    port = parser.parse_args(arguments).port
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4).close()
    except OSError as error:
        sys.exit(f"{service} does not answer: {error}")


def main(arguments: list[str]) -> None:
    """Hand the command to the named service or to the stage; say what exists when nothing fits."""
    name = arguments[1] if len(arguments) > 1 else ""
    if name in STAGE:
        sys.argv = arguments[1:]
        runpy.run_module(f"tests.stage.{name}", run_name="__main__", alter_sys=True)
        return
    if name not in SERVICES:
        sys.exit(
            f"manage.py: name a service first ({', '.join(SERVICES)}), as in `manage.py shop_api migrate`, "
            f"or one of {', '.join(STAGE)}."
        )
    if arguments[2:3] == ["serve"]:
        serve(name, arguments[3:])
    if arguments[2:3] == ["probe"]:
        probe(name, arguments[3:])
        return
    if arguments[2:3] == ["work"]:
        arguments = [*arguments[:2], "procrastinate", "worker", *arguments[3:]]
    environment = os.environ.setdefault("INFINI_ENVIRONMENT", "dev")
    os.environ["DJANGO_SETTINGS_MODULE"] = f"{name}.settings.{environment}"
    if len(arguments) > 2 and arguments[2] in OWNER_COMMANDS:
        os.environ["INFINI_DATABASE_ROLE"] = "owner"
    if len(arguments) > 2 and arguments[2] in OFFLINE_COMMANDS:
        os.environ.setdefault("PERSONAL_DATABASE_URL", NO_DATABASE)

    from django.core.management import execute_from_command_line

    execute_from_command_line([f"manage.py {name}", *arguments[2:]])


if __name__ == "__main__":
    main(sys.argv)
