"""The file of a backup: a tar with a list of what is in it first, then the database, then files."""

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, cast

FORMAT = "guildhall-backup"
VERSION = 1
CONTENTS = "backup.json"
PIECE = 1024 * 1024
OUR_EYES_ONLY = 0o600


class Unusable(Exception):
    """The file is no whole backup; the message says what is wrong with it."""


@dataclass(frozen=True)
class Part:
    """A file in the backup; the hash is that of what it becomes when it is unpacked."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself."""

    made_at: str
    revision: str
    # `sqlite`, `postgresql` or `rows`, and the name of the part that holds it.
    kind: str
    database: str
    counts: Mapping[str, int] = field(default_factory=dict)
    parts: Sequence[Part] = field(default_factory=list)

    def part(self, name: str) -> Part | None:
        """The part of this name."""
        return next((each for each in self.parts if each.name == name), None)


def hashed(file: Path, name: str) -> Part:
    """A file as a part of a backup."""
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return Part(name, file.stat().st_size, sha256)


def write(target: Path, contents: Contents, files: Mapping[str, Path]) -> None:
    """Pack the files under their names; what is in `.gz` files is packed as it is."""
    said = {"format": FORMAT, "version": VERSION, **asdict(contents)}
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OUR_EYES_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            _add(tar, CONTENTS, json.dumps(said).encode())
            for name, path in files.items():
                tar.add(path, name, filter=_plain)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def opened(file: Path) -> Iterator[tuple[Contents, "Reader"]]:
    """What the backup says of itself, and a reader of its parts. Raises Unusable."""
    try:
        with tarfile.open(file, "r:") as tar:
            yield _contents(tar), Reader(tar)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise Unusable("The file is no backup, or a part of it is missing.") from error


class Reader:
    """Gives the parts of an opened backup, one after the other, in the order in which they lie."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def parts(self, contents: Contents) -> Iterator[tuple[Part, IO[bytes]]]:
        """Every part that the list names, ready to be read. Raises Unusable when one is missing."""
        wanted = {part.name: part for part in contents.parts}
        for member in self._tar:
            part = wanted.pop(member.name.removesuffix(".gz"), None)
            if part is not None:
                yield part, self._open(member)
        if wanted:
            raise Unusable(f"The backup lacks {next(iter(wanted))}.")

    def _open(self, member: tarfile.TarInfo) -> IO[bytes]:
        file = self._tar.extractfile(member)
        if file is None:
            raise Unusable(f"{member.name} is no file.")
        return cast("IO[bytes]", gzip.open(file)) if member.name.endswith(".gz") else file


def unpack(part: Part, source: IO[bytes], target: Path | None) -> None:
    """Write a part to its place, or only compare it. Raises Unusable when it is another."""
    seen, size = hashlib.sha256(), 0
    with _sink(target) as sink:
        while piece := source.read(PIECE):
            seen.update(piece)
            size += len(piece)
            sink.write(piece)
        if target is not None:
            sink.flush()
            os.fsync(sink.fileno())
    if (size, seen.hexdigest()) != (part.bytes, part.sha256):
        raise Unusable(f"{part.name} is not what was packed.")


def _sink(target: Path | None) -> IO[bytes]:
    if target is None:
        return Path(os.devnull).open("wb")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, OUR_EYES_ONLY), "wb")


def _contents(tar: tarfile.TarFile) -> Contents:
    first = tar.next()
    file = tar.extractfile(first) if first is not None and first.name == CONTENTS else None
    if file is None:
        raise Unusable("The file is no backup of this forum.")
    try:
        said: dict[str, Any] = json.load(file)
        if said.pop("format") != FORMAT:
            raise Unusable("The file is a backup of something else.")
        if said.pop("version") > VERSION:
            raise Unusable("A later version of the forum made this backup: update first.")
        return Contents(**said | {"parts": [Part(**part) for part in said["parts"]]})
    except (KeyError, TypeError, ValueError) as error:
        raise Unusable("What the backup says of itself cannot be read.") from error


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), OUR_EYES_ONLY
    tar.addfile(info, io.BytesIO(data))


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nothing of the machine's accounts is written down."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = OUR_EYES_ONLY
    return info
