"""Files of pictures: named by us, written whole or not at all."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import current_app

PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_NAME = re.compile(r"([A-Za-z0-9_-]{22})-(?:\d{1,5}|square-\d{1,5})\.webp")


def root() -> Path:
    """The folder of all pictures."""
    found: Path = current_app.extensions["config"].uploads_dir
    return found


def path_of(public_id: str, width: int) -> Path:
    """The file of a picture in one width (pixels)."""
    return root() / public_id[:2] / f"{public_id}-{width}.webp"


def path_of_square(public_id: str, edge: int) -> Path:
    """The file of a picture cut square."""
    return root() / public_id[:2] / f"{public_id}-square-{edge}.webp"


def write(path: Path, data: bytes) -> None:
    """Put a file in its place, safe from a loss of power; after an OSError there is nothing."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _settle(path.parent)


def remove(public_id: str) -> None:
    """Take all files of a picture away."""
    for path in (root() / public_id[:2]).glob(f"{public_id}-*.webp"):
        path.unlink(missing_ok=True)


def strays(*, older_than: float) -> Iterator[tuple[str, Path]]:
    """Files last written before this moment (seconds since 1970), each with its public id.

    The id is empty for what was left half written.
    """
    for path in root().glob("*/*"):
        with contextlib.suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < older_than:
                named = _NAME.fullmatch(path.name)
                yield (named[1] if named else ""), path


def _settle(folder: Path) -> None:
    """Let the folder's own entry reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
