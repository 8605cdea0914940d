"""The web server of a service: granian, forked from a parent that has loaded the whole application already.

`python -m frontend_contracts.wire.web_server <granian's own arguments> module.wsgi:application`

Workers share the pages of what was loaded before the fork. Freezing the garbage collector keeps them shared, for a
collection writes into every object that it looks at, and spares each collection the hundred thousand objects of the
code. Where processes are spawned instead of forked (macOS), each worker loads the application as usual.
"""

import gc
import importlib
import sys
from collections.abc import Sequence


def preload(target: str) -> None:
    """Import a WSGI application with every address it serves, and take all of it out of the collector's sight."""
    sys.path.insert(0, "")  # as `python -m granian` has it: the folder the server was started in
    importlib.import_module(target.partition(":")[0])

    from django.urls import get_resolver  # after the application, which sets Django up

    _ = get_resolver().url_patterns  # Django would load them, and the schema with them, with the first request
    gc.collect()
    gc.freeze()


def main(arguments: Sequence[str]) -> None:
    """Load the application that stands last among granian's arguments, and become its server."""
    from granian.cli import entrypoint

    preload(arguments[-1])
    sys.argv = ["granian", *arguments]
    entrypoint()  # type: ignore[no-untyped-call]  # granian types its API, not its command line


if __name__ == "__main__":
    main(sys.argv[1:])
