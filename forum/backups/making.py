"""Making a backup: copy, pack, prove, and only then give it its name."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from forum.backups import archive, copying, places
from forum.backups.archive import Contents
from forum.backups.models import Stage
from forum.config import SECRET_KEY_FILE
from forum.kernel import clock
from forum.kernel.db import db
from forum.uploads import queries as uploads

Tell: TypeAlias = Callable[[Stage], object]


class NoRoom(Exception):
    """The disk has too little room for a backup."""


@dataclass(frozen=True)
class Made:
    """A backup that lies in its place, proven."""

    file: Path
    bytes: int
    sha256: str
    contents: Contents


def make(target: Path, tell: Tell) -> Made:
    """Make the backup file. Raises NoRoom, archive.Unusable or OSError; then there is no file."""
    _require_room(target.parent)
    with places.workplace(target.parent) as workplace:
        tell(Stage.COPYING)
        # Files come before their rows and go after them: linked before and after the copy of the
        # database, none that it names is missing.
        pictures = _link_pictures(workplace)
        copy = copying.make(workplace)
        pictures |= _link_pictures(workplace)
        tell(Stage.PACKING)
        unfinished = workplace / "backup.tar"
        _pack(unfinished, copy, pictures)
        tell(Stage.CHECKING)
        contents = prove(unfinished, workplace)
        whole = archive.hashed(unfinished, target.name)
        unfinished.replace(target)
    _settle(target.parent)
    return Made(target, whole.bytes, whole.sha256, contents)


def prove(file: Path, workplace: Path) -> Contents:
    """Read all of a backup, and open the database in it. Raises archive.Unusable."""
    with archive.opened(file) as (contents, reader):
        database = workplace / f"proof-{contents.database}"
        for part, source in reader.parts(contents):
            is_database = part.name == contents.database
            archive.unpack(part, source, database if is_database else None)
    try:
        copying.check(contents.kind, database, contents.counts)
    finally:
        database.unlink(missing_ok=True)
    return contents


def _pack(target: Path, copy: copying.Copy, pictures: dict[str, Path]) -> None:
    parts = [archive.hashed(copy.file, copy.file.name)]
    files = pictures | _key()
    parts += [archive.hashed(path, name) for name, path in sorted(files.items())]
    contents = Contents(
        made_at=clock.now().isoformat(),
        revision=copy.revision,
        kind=copy.kind,
        database=copy.file.name,
        counts=copy.counts,
        parts=parts,
    )
    packed = copying.compressed(copy.file)
    archive.write(target, contents, {packed.name: packed, **dict(sorted(files.items()))})


def _link_pictures(workplace: Path) -> dict[str, Path]:
    """The pictures of this moment under names of ours, so that none is thrown away meanwhile."""
    found: dict[str, Path] = {}
    for path in uploads.files():
        name = f"uploads/{path.parent.name}/{path.name}"
        held = workplace / name
        held.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            found[name] = _held(path, held)
    return found


def _held(path: Path, held: Path) -> Path:
    """A second name for the file; where the disk is another one, the file itself must do."""
    if held.exists():
        return held
    try:
        os.link(path, held)
    except FileNotFoundError:
        raise
    except OSError:
        return path
    return held


def _key() -> dict[str, Path]:
    """The key that signs links and cookies, when it lies in the data folder."""
    key = places.config().data_dir / SECRET_KEY_FILE
    return {SECRET_KEY_FILE: key} if key.is_file() else {}


def _require_room(folder: Path) -> None:
    """The copy, its smaller form, the tar with the pictures, and the proof of it."""
    pictures = sum(size for size in _sizes())
    needed = 3 * _database_bytes() + pictures + places.HEADROOM
    if places.room(folder) < needed:
        raise NoRoom(f"{needed:,} bytes are needed, {places.room(folder):,} are free")


def _sizes() -> Iterator[int]:
    for path in uploads.files():
        with suppress(FileNotFoundError):
            yield path.stat().st_size


def _database_bytes() -> int:
    if db.engine.dialect.name == "sqlite":
        return Path(str(db.engine.url.database)).stat().st_size
    with db.engine.connect() as connection:
        size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar()
    return int(str(size))


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
