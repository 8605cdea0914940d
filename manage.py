#!/usr/bin/env python
"""One entry for both services: `manage.py <service> <command>`, and `manage.py demo|story|bench|on_demo`.

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
OWN_ADDRESS = {"cms": "CMS_URL", "shop_api": "SHOP_URL"}
STAGE = ("demo", "story", "bench", "on_demo")
# These change the schema, so they connect as the role that owns it; everything else runs with the application's rights.
OWNER_COMMANDS = {"migrate", "sqlmigrate", "makemigrations", "showmigrations", "flush", "createcachetable"}
# These can do without a database: a receipt or a policy in a file is checked where there is none.
OFFLINE_COMMANDS = {"verify_receipt", "check_policy"}
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"


def server_command(application: str, *, host: str, port: int, workers: int, threads: int) -> list[str]:
    """The command line of the web server for a WSGI application, such as `cms.wsgi:application`."""
    options = ["--interface", "wsgi", "--no-ws", "--host", host, "--port", str(port), "--workers", str(workers)]
    # A worker that is killed, by the kernel for want of memory say, is replaced and takes nobody with it.
    options += ["--blocking-threads", str(threads), "--respawn-failed-workers"]
    return [sys.executable, "-m", "frontend_contracts.wire.web_server", *options, application]


def serve(service: str, arguments: list[str]) -> None:
    """Become the web server of a service: the same for the demo, the tests and the container."""
    parser = ArgumentParser(prog=f"manage.py {service} serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORTS[service])
    parser.add_argument("--workers", type=int, default=int(os.environ.get("WEB_WORKERS", "2")))
    parser.add_argument("--threads", type=int, default=int(os.environ.get("WEB_THREADS", "4")))
    options = parser.parse_args(arguments)
    command = server_command(f"{service}.wsgi:application", **vars(options))
    # Each thread would get a heap of its own from glibc, and keep what it once needed.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    os.execv(sys.executable, command)  # noqa: S606 - the arguments are ours; no shell reads them


def probe(service: str, arguments: list[str]) -> None:
    """Ask a running service on this machine whether it answers; exit status 1 if not. For health checks."""
    from frontend_contracts.wire import environment

    parser = ArgumentParser(prog=f"manage.py {service} probe")
    parser.add_argument("--port", type=int, default=PORTS[service])
    port = parser.parse_args(arguments).port
    # In production a service answers only to its own name.
    host = environment.host_of(environment.text(OWN_ADDRESS[service])) or "127.0.0.1"
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
    try:
        urllib.request.urlopen(request, timeout=4).close()  # noqa: S310 - the address stands above
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
    environment = os.environ.setdefault("INFINI_ENVIRONMENT", "dev")
    os.environ["DJANGO_SETTINGS_MODULE"] = f"{name}.settings.{environment}"
    command = arguments[2] if len(arguments) > 2 else ""
    if command in ("serve", "work"):
        os.environ.pop("INFINI_DATABASE_ROLE", None)  # what runs for days never owns the tables
    if command == "serve":
        serve(name, arguments[3:])
    if command == "probe":
        probe(name, arguments[3:])
        return
    if command == "work":
        arguments = [*arguments[:2], "procrastinate", "worker", *arguments[3:]]
    if command in OWNER_COMMANDS:
        os.environ["INFINI_DATABASE_ROLE"] = "owner"
    if command in OFFLINE_COMMANDS and not os.environ.get("PERSONAL_DATABASE_URL_FILE"):
        os.environ.setdefault("PERSONAL_DATABASE_URL", NO_DATABASE)

    from django.core.management import execute_from_command_line

    execute_from_command_line([f"manage.py {name}", *arguments[2:]])


if __name__ == "__main__":
    main(sys.argv)
