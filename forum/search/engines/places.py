"""Where an index of files lies: a folder with one copy in use, named in a file that is swapped."""

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from forum.search import analysis

CURRENT = "current"
DAMAGED = "damaged"
PREFIX = f"v{analysis.VERSION}-"
FileState = tuple[int, int] | None


class Shelf:
    """The copies of one engine's index: one in use, others being made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The copy in use; nothing when there is none, or one of another making."""
        try:
            name = (self.folder / CURRENT).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        found = self.folder / name
        return found if name.startswith(PREFIX) and "/" not in name and found.exists() else None

    def fresh(self) -> Path:
        """A place for a new copy."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.folder / f"{PREFIX}{secrets.token_hex(6)}"

    def use(self, copy: Path) -> None:
        """Let this copy be the one in use, and take away all others."""
        beside = self.folder / f".{CURRENT}"
        with beside.open("w", encoding="ascii") as file:
            file.write(copy.name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / CURRENT)
        self.clear(but=copy)

    def clear(self, *, but: Path | None = None) -> None:
        """Take away every copy but one; whoever reads one still may read on."""
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            if path.name == CURRENT or (but is not None and path.name.startswith(but.name)):
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def drop(self) -> None:
        """Take away everything."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def complain(self, about: Path) -> None:
        """Note for the worker that this copy cannot be read. No room for it is no news."""
        with contextlib.suppress(OSError):
            (self.folder / DAMAGED).write_text(about.name, encoding="utf-8")

    @property
    def is_damaged(self) -> bool:
        """Whether somebody could not read the copy in use.

        Who stumbles over one that was taken away in that very moment says nothing of the next.
        """
        try:
            about = (self.folder / DAMAGED).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        current = self.current()
        return current is not None and about == current.name

    def size(self) -> int:
        """The bytes of all files."""
        files = self.folder.rglob("*") if self.folder.is_dir() else ()
        return sum(file.stat().st_size for file in files if file.is_file())


def state_of(path: Path) -> FileState:
    """The size and the last change of a file; nothing when it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns
