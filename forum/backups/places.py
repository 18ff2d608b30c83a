"""Where backups lie, and the room that there is."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app

from forum.config import Config

AT_WORK = ".making-"
HEADROOM = 64 * 1024 * 1024


def config() -> Config:
    """The operator's decisions."""
    found: Config = current_app.extensions["config"]
    return found


def folder() -> Path:
    """The folder in which backups are kept."""
    return config().backups_dir


def file_of(name: str) -> Path:
    """The file of a backup: a name in the folder, or a whole path when it was made elsewhere."""
    return folder() / name


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """A folder of our own on the same disk, gone when the block ends; those of the dead go too."""
    beside.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=AT_WORK, dir=beside) as name:
        yield Path(name)


def backups() -> Iterator[Path]:
    """Every whole backup that lies in the folder."""
    return folder().glob("guildhall-*.tar")


def clear_leftovers(older_than: float) -> None:
    """Take away what killed processes left half made before this moment (seconds since 1970)."""
    for left in folder().glob(f"{AT_WORK}*"):
        if left.stat().st_mtime < older_than:
            shutil.rmtree(left, ignore_errors=True)


def room(where: Path) -> int:
    """How many bytes are free on the disk of a folder that may not exist yet."""
    while not where.exists():
        where = where.parent
    return shutil.disk_usage(where).free
