#!/usr/bin/env python
"""One entry for both services: `manage.py <service> <command>`, and `manage.py demo|story|bench`.

Services: `cms` (Wagtail, database `content`) and `shop_api` (people, database `personal`). The environment variable
`INFINI_ENVIRONMENT` picks the settings: `dev` (default), `test` or `production`.
"""

import os
import runpy
import sys

SERVICES = ("cms", "shop_api")
STAGE = ("demo", "story", "bench")
# These change the schema, so they connect as the role that owns it; everything else runs with the application's rights.
OWNER_COMMANDS = {"migrate", "sqlmigrate", "makemigrations", "showmigrations", "flush", "createcachetable"}


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
    if len(arguments) > 2 and arguments[2] in OWNER_COMMANDS:
        os.environ["INFINI_DATABASE_ROLE"] = "owner"

    from django.core.management import execute_from_command_line

    execute_from_command_line([f"manage.py {name}", *arguments[2:]])


if __name__ == "__main__":
    main(sys.argv)
