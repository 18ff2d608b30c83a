"""What an export is put into: a folder, or one zip file. There is a whole one or none."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

PIECE = 1024 * 1024
UNFINISHED = ".unfinished"


class Box(Protocol):
    """Somewhere to put files by their names, and to take them out again."""

    def written(self, name: str) -> IO[bytes]:
        """A new file of this name, to be filled inside a with block."""

    def put(self, name: str, file: Path) -> str:
        """Take a copy of a file that need not be made smaller; returns its SHA-256."""

    def opened(self, name: str) -> IO[bytes]:
        """A file of the box to read. Raises KeyError when there is none of this name."""


class Folder:
    """A box that is a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def written(self, name: str) -> IO[bytes]:
        path = self._path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path.open("wb")

    def put(self, name: str, file: Path) -> str:
        with file.open("rb") as source, self.written(name) as target:
            return copy(source, target)

    def opened(self, name: str) -> IO[bytes]:
        try:
            return (self._path / name).open("rb")
        except FileNotFoundError as error:
            raise KeyError(name) from error


class Zip:
    """A box that is a zip file."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._zip = file

    def written(self, name: str) -> IO[bytes]:
        return self._zip.open(name, "w", force_zip64=True)

    def put(self, name: str, file: Path) -> str:
        # Pictures are as small as they get.
        info = zipfile.ZipInfo.from_file(file, name, strict_timestamps=False)
        info.compress_type = zipfile.ZIP_STORED
        with file.open("rb") as source, self._zip.open(info, "w", force_zip64=True) as target:
            return copy(source, target)

    def opened(self, name: str) -> IO[bytes]:
        return self._zip.open(name)


def copy(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy all bytes piece by piece; returns their SHA-256."""
    seen = hashlib.sha256()
    while piece := source.read(PIECE):
        seen.update(piece)
        target.write(piece)
    return seen.hexdigest()


@contextmanager
def making(place: Path) -> Iterator[Box]:
    """A new box: a zip file when the name ends so, else a folder that must be empty or not exist.

    It appears in its place when the block ends well. Raises FileExistsError when there is one.
    """
    if place.exists() and (place.is_file() or any(place.iterdir())):
        raise FileExistsError(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}{UNFINISHED}")
    _remove(beside)
    try:
        with (_new_zip if _is_zip(place) else _new_folder)(beside) as box:
            yield box
        if place.is_dir():
            place.rmdir()
        beside.replace(place)
    except BaseException:
        _remove(beside)
        raise


@contextmanager
def reading(place: Path) -> Iterator[Box]:
    """The box that lies there. Raises OSError or zipfile.BadZipFile."""
    if place.is_dir():
        yield Folder(place)
        return
    with zipfile.ZipFile(place) as file:
        yield Zip(file)


@contextmanager
def _new_folder(path: Path) -> Iterator[Box]:
    path.mkdir(mode=0o700)
    yield Folder(path)


@contextmanager
def _new_zip(path: Path) -> Iterator[Box]:
    # Who exports keeps the file to themselves, whatever the folder allows.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
            yield Zip(zipped)
        file.flush()
        os.fsync(file.fileno())


def _is_zip(place: Path) -> bool:
    return place.suffix.lower() == ".zip"


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
