"""`manage.py on_demo SERVICE COMMAND …`: a command of a service, on the data of the demo that runs.

Such as `manage.py on_demo shop_api verify_consent_log` or `manage.py on_demo cms check_policy privacy`.
"""

import contextlib
import subprocess
import sys
from collections.abc import Sequence

from tests.stage import demo, roles, state, story


def main(arguments: Sequence[str]) -> int:
    """Run the command to its end; returns its exit code."""
    if len(arguments) < 2 or arguments[0] not in roles.SERVICES:
        print(f"Name a service and a command: manage.py on_demo {'|'.join(roles.SERVICES)} COMMAND …", file=sys.stderr)
        return 2
    service, *command = arguments
    try:
        running = demo.running()
        if running is None:
            print("The demo does not run. Start it with `make demo`, then ask in a second terminal.", file=sys.stderr)
            return 1
        with contextlib.ExitStack() as resources:
            environment = story.attached(resources, running).environment(service)
            line = [sys.executable, str(state.CHECKOUT / "manage.py"), service, *command]
            return subprocess.run(line, env=environment, check=False).returncode
    except state.StageError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
