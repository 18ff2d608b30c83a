"""How much room the disk has, and how much of it the forum takes."""

import shutil
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select, text

from forum.config import Config
from forum.kernel.db import db
from forum.uploads.models import Upload

# From here on somebody should look, and from there on writing may fail soon.
TIGHT, FULL = 90, 97


@dataclass(frozen=True)
class Room:
    """Bytes: of the disk that holds the data folder, of the database, of the pictures."""

    total: int
    free: int
    database: int
    pictures: int

    @property
    def used_percent(self) -> int:
        """How full the disk is."""
        return round(100 * (self.total - self.free) / self.total) if self.total else 0

    @property
    def mood(self) -> str:
        """Whether that is good, or calls for somebody."""
        if self.used_percent >= FULL:
            return "bad"
        return "warn" if self.used_percent >= TIGHT else "good"


def measured() -> Room:
    """The room as it is now. Pictures count without the smaller sizes that are made of them."""
    config: Config = current_app.extensions["config"]
    disk = shutil.disk_usage(config.data_dir)
    pictures = db.session.scalar(select(func.coalesce(func.sum(Upload.bytes), 0))) or 0
    return Room(disk.total, disk.free, _database_bytes(config), int(pictures))


def _database_bytes(config: Config) -> int:
    if db.engine.dialect.name == "postgresql":
        size = text("SELECT pg_database_size(current_database())")
        return int(db.session.scalar(size) or 0)
    file = db.engine.url.database or ""
    files = [config.data_dir / f"{file}{end}" for end in ("", "-wal")]
    return sum(each.stat().st_size for each in files if each.is_file())
