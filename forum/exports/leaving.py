"""Writing a whole site into a box: every table as JSON Lines, every picture, and what is in it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection

from forum.exports import lines, snapshot, tables
from forum.exports.boxes import Box
from forum.exports.snapshot import Read
from forum.exports.tables import Secrets
from forum.kernel import clock
from forum.uploads import queries as uploads

FORMAT = "guildhall-export"
VERSION = 1
CONTENTS = "export.json"
MEDIA = "media.jsonl"
# Told how many rows and files are done, and of how many.
Tell: TypeAlias = Callable[[int, int], object]


@dataclass
class Contents:
    """What an export says of itself in `export.json`."""

    made_at: str
    revision: str
    secrets: bool
    tables: list[Read] = field(default_factory=list)
    media: dict[str, Any] = field(default_factory=dict)

    @property
    def content_sha256(self) -> str:
        """One hash of all that is in it: two sites with the same hash hold the same."""
        return lines.digest([*map(asdict, self.tables), self.media])

    def said(self) -> dict[str, Any]:
        """As it stands in the file."""
        head = {"format": FORMAT, "version": VERSION, "content_sha256": self.content_sha256}
        return head | asdict(self)


class Counter:
    """Counts rows and files, and tells every hundred of them."""

    def __init__(self, tell: Tell, of: int) -> None:
        self._tell = tell
        self._of = of
        self._done = 0

    def one(self) -> None:
        """One more is done."""
        self._done += 1
        if self._done % 100 == 0 or self._done == self._of:
            self._tell(self._done, max(self._of, self._done))


def write_site(box: Box, tell: Tell, *, secrets: Secrets) -> Contents:
    """Put the whole site into the box, as it is at one moment."""
    return _write(box, tell, secrets=secrets, files=uploads.files())


def write_rows(box: Box) -> Contents:
    """Put all rows into the box, secrets too, and no pictures: what a backup is made of."""
    return _write(box, lambda *_: None, secrets=Secrets.LEAVE, files=())


def _write(box: Box, tell: Tell, *, secrets: Secrets, files: Sequence[Path]) -> Contents:
    with snapshot.taken() as connection:
        contents = Contents(clock.now().isoformat(), snapshot.revision(connection), secrets.value)
        counter = Counter(tell, _rows(connection, secrets) + len(files))
        _write_tables(box, connection, contents, counter)
    contents.media = _write_media(box, files, counter)
    with box.written(CONTENTS) as file:
        file.write(lines.pretty(contents.said()))
    return contents


def _rows(connection: Connection, secrets: Secrets) -> int:
    return sum(snapshot.count(connection, table) for table in tables.leaving(secrets))


def _write_tables(box: Box, connection: Connection, contents: Contents, counter: Counter) -> None:
    secrets = Secrets(contents.secrets)
    for table in tables.leaving(secrets):
        columns = tables.columns(table, secrets)
        with box.written(f"tables/{table.name}.jsonl") as file:
            reading = snapshot.read(connection, table, columns, file.write, counter.one)
            contents.tables.append(reading)


def _write_media(box: Box, files: Sequence[Path], counter: Counter) -> dict[str, Any]:
    """Copy every picture; those that are thrown away meanwhile are left out."""
    seen, count, size, written = hashlib.sha256(), 0, 0, []
    for path in files:
        name = f"{path.parent.name}/{path.name}"
        try:
            sha256 = box.put(f"media/{name}", path)
        except FileNotFoundError:
            continue
        written.append({"file": name, "bytes": path.stat().st_size, "sha256": sha256})
        counter.one()
    with box.written(MEDIA) as file:
        for entry in written:
            line = lines.compact(entry) + b"\n"
            seen.update(line)
            file.write(line)
            count, size = count + 1, size + int(str(entry["bytes"]))
    return {"files": count, "bytes": size, "sha256": seen.hexdigest()}
