"""Where the stage keeps what outlives a process: one folder for each checkout and purpose."""

import contextlib
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import platformdirs

CHECKOUT = Path(__file__).resolve().parents[2]
NAME_VARIABLE = "INFINI_STAGE"
PRIVATE_FOLDER = 0o700
OPEN_FOLDER = 0o755  # others may pass through it; what is secret inside has a mode of its own


class StageError(Exception):
    """The person at the keyboard has to act; the text says what happened and what to do next."""


def state_root() -> Path:
    """Return the folder of this checkout, made on first use; the variable `INFINI_STAGE` names a second one beside it.

    Root keeps it under `/var/tmp`: PostgreSQL refuses to run as root, its own user has to reach the data, and no mode
    of root's home may change for that. Everybody else keeps it in the platform's state folder, closed to others.

    :raises StageError: the folder belongs to somebody else, or others may write to it
    """
    name = "\0".join(filter(None, [str(CHECKOUT), os.environ.get(NAME_VARIABLE)]))
    digest = hashlib.sha256(name.encode()).hexdigest()[:10]
    if os.geteuid() == 0:
        folder = make_folder(Path("/var/tmp") / f"infini-{digest}", mode=OPEN_FOLDER)  # its owner is checked below
    else:
        folder = make_folder(platformdirs.user_state_path("infini") / digest, mode=PRIVATE_FOLDER)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.geteuid() or facts.st_mode & 0o022:
        raise StageError(f"{folder} is not a folder that only you can write to. Remove it and start again.")
    note = folder / "checkout"
    if not note.exists():
        note.write_text(f"{CHECKOUT}\n")
    return folder


def purpose_folder(purpose: str) -> Path:
    """Return the state folder of one purpose ("demo", "test") of this checkout, made on first use."""
    return make_folder(state_root() / purpose, mode=OPEN_FOLDER if os.geteuid() == 0 else PRIVATE_FOLDER)


def make_folder(path: Path, *, mode: int) -> Path:
    """Make a folder, and the parents that are missing, with this very mode; leave one that exists as it is."""
    if path.exists() or path.is_symlink():
        return path
    if not path.parent.exists():
        make_folder(path.parent, mode=mode)
    try:
        path.mkdir(mode=mode)
    except FileExistsError:  # a twin process was faster
        return path
    path.chmod(mode)  # mkdir takes the umask away; the folder is ours and a moment old
    return path


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 600 in one step: a reader sees the old text or the new one, never half of it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a file lock against every other process of this machine; the kernel frees it when the holder dies."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def alone(path: Path, *, otherwise: str) -> Iterator[None]:
    """Hold a file lock, or fail at once.

    :raises StageError: another process holds it; the text is `otherwise`
    """
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StageError(otherwise) from None
        yield


class SharedLock:
    """A file lock that many processes hold at once. The kernel gives it up for a holder that dies."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Give the lock up."""
        self._file.close()


def nobody_holds(path: Path) -> bool:
    """Whether no process holds a `SharedLock` on this file."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
