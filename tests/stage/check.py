"""`make test`: everything that must hold, step by step, with what ran, what did not and why.

`python -m tests.stage.check` runs all; `--quick` leaves out what needs a browser or two processes; names run only
those steps (`python -m tests.stage.check types shop`). Ends with one line, `N passed, N failed`, and exit status 1 if
anything failed.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.stage import typescript

CHECKOUT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
#: Django's commands below look at code only; they need an address in the environment and never use it.
NOWHERE = "postgresql://nobody@127.0.0.1:9/nowhere"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to run. `needs` answers why it cannot run here, or an empty text."""

    name: str
    says: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    is_quick: bool = True
    needs: Callable[[], str] = lambda: ""


@dataclass
class Tally:
    """What came of the steps; a step without a test runner counts as one."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    not_run: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def _manage(service: str, *arguments: str) -> list[str]:
    return [sys.executable, "manage.py", service, *arguments]


def _code_only(service: str) -> dict[str, str]:
    prefix = {"cms": "CONTENT", "shop_api": "PERSONAL"}[service]
    return {"INFINI_ENVIRONMENT": "test", f"{prefix}_DATABASE_URL": NOWHERE, f"{prefix}_OWNER_URL": NOWHERE}


def _workers() -> list[str]:
    return ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]


def _types(service: str) -> Step:
    return Step(
        name=f"types-{service}",
        says=f"Types of {service}",
        command=[str(BIN / "mypy"), "--config-file", f"{service}/mypy.ini"],
        environment=_code_only(service),
    )


def steps() -> list[Step]:
    """Everything, cheapest first, so that a mistake shows early."""
    ruff = str(BIN / "ruff")
    return [
        Step(name="lint", says="Style", command=[ruff, "check", "."]),
        Step(name="format", says="Formatting", command=[ruff, "format", "--check", "."]),
        Step(name="imports", says="What never imports what", command=[str(BIN / "lint-imports"), "--no-logo"]),
        *(_types(service) for service in ("cms", "shop_api")),
        *(
            Step(
                name=f"migrations-{service}",
                says=f"No migration is missing in {service}",
                command=_manage(service, "makemigrations", "--check", "--dry-run"),
                environment=_code_only(service),
            )
            for service in ("cms", "shop_api")
        ),
        Step(
            name="contracts", says="Generated contracts are fresh", command=_module("tests.stage.contracts", "--check")
        ),
        Step(
            name="policy",
            says="The demo's policy and terms say what the code does",
            command=_manage(
                "shop_api",
                "check_policy",
                "tests/stage/demo_content/privacy.json",
                "tests/stage/demo_content/terms.json",
            ),
            environment=_code_only("shop_api"),
        ),
        Step(
            name="typescript",
            says="TypeScript: strict types, and tests of the client",
            command=_module("tests.stage.typescript", "types", "test"),
            needs=typescript.why_not,
        ),
        Step(name="wire", says="Tests of the wire", command=[*PYTEST, "tests/frontend_contracts"]),
        Step(name="cms", says="Tests of cms", command=[*PYTEST, "tests/cms", *_workers()]),
        Step(name="shop", says="Tests of shop_api", command=[*PYTEST, "tests/shop_api", *_workers()]),
        Step(
            name="stage",
            says="Tests of the stage and of the two processes together",
            command=[*PYTEST, "tests/stage"],
            is_quick=False,
        ),
    ]


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", name, *arguments]


def run(chosen: Sequence[Step]) -> Tally:
    """Run steps one after another, showing what each prints."""
    tally = Tally()
    for number, step in enumerate(chosen, 1):
        print(f"\n» [{number}/{len(chosen)}] {step.says}", flush=True)
        reason = step.needs()
        if reason:
            print(f"  not run: {reason}", flush=True)
            tally.not_run.append(f"{step.name}: {reason}")
            continue
        _run_one(step, tally)
    return tally


def _run_one(step: Step, tally: Tally) -> None:
    started = time.monotonic()
    process = subprocess.Popen(
        list(step.command),
        cwd=CHECKOUT,
        env=os.environ | step.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        print(f"  {line}", end="", flush=True)
    status = process.wait()
    _count(step, status, lines, tally)
    print(f"  {'ok' if status == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)


def _count(step: Step, status: int, lines: Sequence[str], tally: Tally) -> None:
    """Add a step's own numbers, where its last line is a test runner's; else the step itself is the test."""
    last = next((line for line in reversed(lines) if re.search(r"\d+ (passed|failed|error)", line)), "")
    numbers = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|skipped|error)", last)}
    if "pytest" in step.command and numbers:
        tally.passed += numbers.get("passed", 0)
        tally.failed += numbers.get("failed", 0) + numbers.get("error", 0)
        tally.skipped += numbers.get("skipped", 0)
        if status != 0 and not numbers.get("failed", 0) + numbers.get("error", 0):
            tally.failed += 1
    elif status == 0:
        tally.passed += 1
    else:
        tally.failed += 1
    if status != 0:
        tally.broken.append(step.name)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked and say what came of it."""
    parser = argparse.ArgumentParser(prog="tests.stage.check", description=__doc__)
    parser.add_argument("names", nargs="*", help="steps to run; a prefix such as `types` names several")
    parser.add_argument("--quick", action="store_true", help="without browsers and the two-process story")
    options = parser.parse_args(arguments)
    chosen = [
        step
        for step in steps()
        if (not options.names or any(step.name.startswith(name) for name in options.names))
        and (step.is_quick or not options.quick)
    ]
    if not chosen:
        parser.error(f"no such step; there are {', '.join(step.name for step in steps())}")
    started = time.monotonic()
    tally = run(chosen)
    print(f"\n» {time.monotonic() - started:.0f} s in all")
    for line in tally.not_run:
        print(f"  not run — {line}")
    for name in tally.broken:
        print(f"  failed — {name}: python -m tests.stage.check {name}")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
