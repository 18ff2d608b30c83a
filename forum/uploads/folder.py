"""Files of pictures in a folder of this machine: written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from forum.uploads.kept import Kept


class Folder:
    """Two letters a folder, so that none grows too long to be read."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, name: str) -> Path:
        """Where the file of this name lies, or would lie."""
        return self.root / name

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place, safe from a loss of power; after an OSError there is nothing."""
        path = self.path_of(name)
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

    def read(self, name: str) -> bytes:
        """The whole file. Raises FileNotFoundError."""
        return self.path_of(name).read_bytes()

    def size(self, name: str) -> int | None:
        """Bytes of the file, or nothing when it is not there."""
        try:
            return self.path_of(name).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Take the file away, if it is there."""
        self.path_of(name).unlink(missing_ok=True)

    def names(self, prefix: str = "") -> Iterator[Kept]:
        """Every file whose name begins so, those too that were left half written."""
        top, _, rest = prefix.partition("/")
        found = self.root.glob(f"{top}/*" if rest else f"{top}*/*")
        for path in found:
            with contextlib.suppress(FileNotFoundError):
                if path.is_file() and path.name.startswith(rest):
                    facts = path.stat()
                    name = f"{path.parent.name}/{path.name}"
                    yield Kept(name, facts.st_size, facts.st_mtime)


def _settle(folder: Path) -> None:
    """Let the folder's own entry reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
