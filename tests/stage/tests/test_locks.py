"""The locked packages: complete, free of addresses, with hashes, and none older than a known hole."""

import importlib.metadata
import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.stage import state

RUNTIME, DEV = "requirements.lock", "requirements-dev.lock"
#: Each for a known advisory. An offline audit reports nothing and exits 0, so the versions are asserted.
FLOORS = {
    "django": ">=5.2.19",
    "djangorestframework": ">=3.18.2",
    "django-allauth": ">=65.19.4",
    "graphql-core": ">=3.2.12,<3.3",
    "pillow": ">=13.0.0",
    "wagtail": ">=8.0.1",
}
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^ ;\\]+)")


def pins(lock: str) -> dict[str, set[Version]]:
    """Name → the locked versions, which may differ between Pythons or machines."""
    found: dict[str, set[Version]] = {}
    for line in (state.CHECKOUT / lock).read_text().splitlines():
        match = _PIN.match(line)
        if match:
            found.setdefault(canonicalize_name(match["name"]), set()).add(Version(match["version"]))
    return found


def wanted() -> tuple[list[Requirement], list[Requirement]]:
    """What pyproject.toml asks for: by the services, and by those who work on them."""
    project = tomllib.loads((state.CHECKOUT / "pyproject.toml").read_text())["project"]
    return (
        [Requirement(text) for text in project["dependencies"]],
        [Requirement(text) for text in project["optional-dependencies"]["dev"]],
    )


@pytest.mark.parametrize("name", FLOORS)
def test_no_package_with_a_known_hole_is_installed_or_locked(name):
    allowed = SpecifierSet(FLOORS[name])

    assert Version(importlib.metadata.version(name)) in allowed
    for lock in (RUNTIME, DEV):
        assert [version for version in pins(lock)[name] if version not in allowed] == []


@pytest.mark.parametrize("name", FLOORS)
def test_a_new_lock_cannot_fall_below_a_floor(name):
    asked = {canonicalize_name(one.name): one.specifier for one in wanted()[0]}[name]
    floor = next(one for one in SpecifierSet(FLOORS[name]) if one.operator == ">=")

    lowest = next(one for one in asked if one.operator == ">=")
    assert Version(lowest.version) >= Version(floor.version)


def test_locks_hold_what_the_project_asks_for():
    runtime, dev = wanted()

    for lock, asked in ((RUNTIME, runtime), (DEV, runtime + dev)):
        known = pins(lock)
        for requirement in asked:
            versions = known.get(canonicalize_name(requirement.name), set())
            assert versions != set(), f"{requirement.name} is not in {lock}: run `make lock`"
            assert [version for version in versions if version not in requirement.specifier] == []


def test_both_locks_agree():
    runtime, dev = pins(RUNTIME), pins(DEV)

    assert {name: versions for name, versions in runtime.items() if dev.get(name) != versions} == {}


def test_tools_of_work_stay_out_of_the_services():
    runtime, dev = wanted()
    only_dev = {canonicalize_name(one.name) for one in dev} - {canonicalize_name(one.name) for one in runtime}

    assert only_dev & set(pins(RUNTIME)) == set()


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_locks_hold_hashes_and_no_addresses(lock):
    text = (state.CHECKOUT / lock).read_text()

    assert re.findall(r"(?m)^\s*(?:--(?!hash)\S+|-[a-z]\b|.*(?:://|@ |git\+|file:)).*$", text) == []
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert [block.partition("\n")[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("script", ["run", "install"])
def test_scripts_of_ci_are_sound(script):
    path = state.CHECKOUT / ".ci" / script
    shell = {"run": ["bash", "-n"], "install": ["sh", "-n"]}[script]

    done = subprocess.run([*shell, str(path)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert path.stat().st_mode & 0o111 == 0o111
    assert "\nset -e" in path.read_text()


def test_ci_installs_and_runs_the_test_command_and_nothing_else():
    lines = (state.CHECKOUT / ".ci" / "run").read_text().splitlines()

    assert [line for line in lines if line and not line.startswith("#")] == [
        "set -euo pipefail",
        'cd "$(dirname "${BASH_SOURCE[0]}")/.."',
        "sh .ci/install tests",
        "exec make test",
    ]
