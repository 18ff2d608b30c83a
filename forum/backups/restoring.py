"""Bringing a backup back: unpacked beside, proven, and put in place in one step."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from forum.backups import archive, copying, places, postgres
from forum.backups.archive import Contents, Unusable
from forum.backups.making import NoRoom
from forum.config import SECRET_KEY_FILE
from forum.exports import actions as exports
from forum.kernel import clock
from forum.kernel.db import db
from forum.uploads import actions as uploads

PICTURES = "uploads/"
KEPT_ASIDE = 2
# What an SQLite database may have beside it; only whole together with the file.
BESIDE = ("-wal", "-shm", "-journal")


def bring_back(file: Path, alone: Callable[[], object]) -> Contents:
    """Put what the backup holds in the place of what is there.

    `alone` is called when everything is proven, and gets all others off the data folder.
    """
    data = places.config().data_dir
    _require_room(file, data)
    with places.workplace(data) as workplace:
        contents = _unpack(file, workplace)
        copying.check(contents.kind, workplace / contents.database, contents.counts)
        # Pictures are only added, so the forum that is there is whole until its database goes.
        _put_pictures(contents, workplace)
        alone()
        _put_database(contents, workplace)
        _put_key(workplace, data)
    return contents


def _require_room(file: Path, data: Path) -> None:
    """What is packed, and a database that is several times larger unpacked."""
    needed = 6 * file.stat().st_size + places.HEADROOM
    if places.room(data) < needed:
        raise NoRoom(f"{needed:,} bytes are needed, {places.room(data):,} are free")


def _unpack(file: Path, workplace: Path) -> Contents:
    with archive.opened(file) as (contents, reader):
        for part, source in reader.parts(contents):
            target = (workplace / part.name).resolve()
            if not target.is_relative_to(workplace.resolve()):
                raise Unusable(f"{part.name} would lie outside of the data folder.")
            archive.unpack(part, source, target)
    return contents


def _put_pictures(contents: Contents, workplace: Path) -> None:
    for part in contents.parts:
        if not part.name.startswith(PICTURES):
            continue
        with (workplace / part.name).open("rb") as file:
            name = part.name.removeprefix(PICTURES)
            if not uploads.put_back(name, file, sha256=part.sha256):
                raise Unusable(f"{part.name} is no picture of this forum.")


def _put_database(contents: Contents, workplace: Path) -> None:
    database = workplace / contents.database
    if contents.kind == copying.SQLITE:
        _put_sqlite(database, Path(str(db.engine.url.database)))
    elif contents.kind == copying.POSTGRES:
        postgres.replace_all(database, workplace)
    else:
        exports.read_site(database, lambda *_: None)


def _put_sqlite(new: Path, target: Path) -> None:
    """One renaming; what was there is kept aside under a second name."""
    db.engine.dispose()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = target.parent / "before-restore"
    if target.exists():
        aside.mkdir(mode=0o700, exist_ok=True)
        kept = aside / f"{clock.now():%Y%m%d-%H%M%S-%f}.db"
        _settle_old(target, kept)
        os.link(target, kept)
    new.replace(target)
    _settle_folder(target.parent)
    for old in sorted(aside.glob("*.db"))[:-KEPT_ASIDE]:
        old.unlink()


def _settle_old(target: Path, kept: Path) -> None:
    """Bring what waits beside the old database into it: the new one must not take it for its own.

    A damaged one cannot do that; then what is beside it is kept beside the copy.
    """
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(target)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for ending in BESIDE:
        left = target.with_name(target.name + ending)
        if left.exists():
            left.replace(kept.with_name(kept.name + ending))


def _put_key(workplace: Path, data: Path) -> None:
    """Links in letters of the old days go on to work, and members stay signed in."""
    key = workplace / SECRET_KEY_FILE
    if key.is_file():
        key.replace(data / SECRET_KEY_FILE)
        _settle_folder(data)


def _settle_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
