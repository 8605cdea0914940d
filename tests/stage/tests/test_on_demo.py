"""A command on the demo: what it answers where no demo runs, and where nothing sensible was asked."""

import os
import subprocess
import sys

from tests.stage import state


def asked(*arguments: str, name: str) -> subprocess.CompletedProcess[str]:
    """Ask as a person does, in a checkout whose demo has a name of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", "on_demo", *arguments],
        cwd=state.CHECKOUT,
        env={**os.environ, state.NAME_VARIABLE: name},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_demo_it_says_how_to_start_one():
    done = asked("shop_api", "verify_consent_log", name="no-demo-of-this-name")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The demo does not run. Start it with `make demo`, then ask in a second terminal.\n"


def test_a_service_and_a_command_are_needed():
    done = asked("nothing", name="no-demo-of-this-name")

    assert done.returncode == 2
    assert done.stderr == "Name a service and a command: manage.py on_demo cms|shop_api COMMAND …\n"
