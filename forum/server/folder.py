"""The data folder: all that an installation owns, readable by its owner alone."""

import fcntl
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import click

from forum.config import SECRET_KEY_FILE

INSIDE = ("uploads", "mail")
LOOK_SECONDS = 0.1
# A forum that is just going away holds the folder for a moment.
WAIT_SECONDS = 10.0


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
def emptied(data_dir: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Have the folder alone: no server and no worker uses it inside the block.

    Those that use it are asked to let go, and have so many seconds for what they have begun. The
    lock that asks them ends with this process, however it ends.
    """
    with ExitStack() as locks:
        locks.enter_context(_locked(data_dir / "closed", fcntl.LOCK_EX, patience=1.0))
        # Who runs a forum holds this; its processes wait for the end, and none is started.
        with suppress(FolderInUse):
            locks.enter_context(_locked(data_dir / "in_use", fcntl.LOCK_EX))
        locks.enter_context(_locked(data_dir / "running", fcntl.LOCK_EX, patience=patience))
        yield


def is_closed(data_dir: Path) -> bool:
    """Whether somebody wants the folder alone, or has it."""
    if not (data_dir / "closed").exists():
        return False
    try:
        with _locked(data_dir / "closed", fcntl.LOCK_SH):
            return False
    except FolderInUse:
        return True


def is_used(data_dir: Path) -> bool:
    """Whether a server or a worker runs on the folder now."""
    try:
        with _locked(data_dir / "running", fcntl.LOCK_EX):
            return False
    except FolderInUse:
        return True


@contextmanager
def held(data_dir: Path, *, patience: float = WAIT_SECONDS) -> Iterator[None]:
    """Keep the folder for this process; the lock ends with the process, however it ends.

    A forum that was just told to stop is waited for, so many seconds at most, and that is said.
    """
    with ExitStack() as lock:
        try:
            lock.enter_context(_locked(data_dir / "in_use", fcntl.LOCK_EX))
        except FolderInUse:
            if not patience:
                raise
            click.echo(f"{data_dir} is still in use: waiting up to {patience:.0f} s.", err=True)
            lock.enter_context(_locked(data_dir / "in_use", fcntl.LOCK_EX, patience=patience))
        yield


@contextmanager
def _locked(path: Path, how: int, *, patience: float = 0.0) -> Iterator[None]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w") as file:
        _lock(file.fileno(), how, until=time.monotonic() + patience)
        yield


def _lock(handle: int, how: int, *, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise FolderInUse from error
            time.sleep(LOOK_SECONDS)
        else:
            return


def _make_secret_key(file: Path) -> None:
    """Write the key beside its place and link it in: there is a whole key or none."""
    if file.exists():
        return
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".secret_key.")
    with os.fdopen(handle, "w") as new:
        new.write(secrets.token_urlsafe(48) + "\n")
    with suppress(FileExistsError):
        os.link(beside, file)
    Path(beside).unlink()
