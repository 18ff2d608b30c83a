"""The data folder: all that an installation owns, readable by its owner alone."""

import contextlib
import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forum.config import SECRET_KEY_FILE

INSIDE = ("uploads", "mail")


class FolderInUse(Exception):
    """Another Guildhall is running on the same data folder."""


def prepare(data_dir: Path) -> None:
    """Make what is missing of the folder; what is there stays as it is. Raises OSError."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in INSIDE:
        (data_dir / name).mkdir(mode=0o700, exist_ok=True)
    _make_secret_key(data_dir / SECRET_KEY_FILE)


@contextmanager
def used(data_dir: Path) -> Iterator[None]:
    """Use the folder beside other processes; none of them can have it for itself meanwhile."""
    with _locked(data_dir / "running", fcntl.LOCK_SH):
        yield


@contextmanager
def emptied(data_dir: Path) -> Iterator[None]:
    """Have the folder alone: no forum, no server and no worker runs on it inside the block."""
    with _locked(data_dir / "in_use", fcntl.LOCK_EX), _locked(data_dir / "running", fcntl.LOCK_EX):
        yield


@contextmanager
def held(data_dir: Path) -> Iterator[None]:
    """Keep the folder for this process; the lock ends with the process, however it ends."""
    with _locked(data_dir / "in_use", fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(path: Path, how: int) -> Iterator[None]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderInUse from error
        yield


def _make_secret_key(file: Path) -> None:
    """Write the key beside its place and link it in: there is a whole key or none."""
    if file.exists():
        return
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".secret_key.")
    with os.fdopen(handle, "w") as new:
        new.write(secrets.token_urlsafe(48) + "\n")
    with contextlib.suppress(FileExistsError):
        os.link(beside, file)
    Path(beside).unlink()
