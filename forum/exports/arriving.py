"""Bringing an export into an empty site: every row, every picture, compared with what was said."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO, Any

from sqlalchemy import Column, Connection, Table, func, insert, select, text

from forum.exports import lines, references, snapshot, tables
from forum.exports.boxes import Box
from forum.exports.leaving import CONTENTS, FORMAT, MEDIA, VERSION, Contents, Counter, Tell
from forum.exports.snapshot import Read
from forum.kernel.db import Base, db
from forum.uploads import actions as uploads

AT_A_TIME = 500


class Unfit(Exception):
    """The export cannot be brought in; the message says why. Nothing was changed."""


def contents_of(box: Box) -> Contents:
    """What the export says of itself. Raises Unfit when it is none, or of a later kind."""
    try:
        with box.opened(CONTENTS) as file:
            said = json.load(file)
        if said["format"] != FORMAT:
            raise Unfit("This is an export of something else.")
        if said["version"] > VERSION:
            raise Unfit("A later version of the forum made this export: update this one first.")
        read = [Read(**each) for each in said["tables"]]
        found = Contents(said["made_at"], said["revision"], said["secrets"], read, said["media"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unfit("This is no export of a site, or it is damaged.") from error
    if found.content_sha256 != said["content_sha256"]:
        raise Unfit("The list of what is in this export was changed.")
    return found


def bring_in(box: Box, contents: Contents, tell: Tell) -> None:
    """Fill an empty site; must be called inside a transaction. Raises Unfit."""
    files = sum(each.rows for each in contents.tables) + contents.media["files"]
    counter = Counter(tell, files)
    _bring_pictures(box, contents, counter)
    connection = db.session.connection()
    _empty(connection)
    with references.at_rest(connection):
        for read in contents.tables:
            _fill(box, connection, _table(read.table), counter)
    _count_on(connection)
    _compare(connection, contents, box)


def is_empty() -> bool:
    """Whether nobody lives here yet, and nothing was noted that may not be taken out."""
    kept = (Base.metadata.tables[name] for name in ("users", "audit_entries"))
    return not any(snapshot.count(db.session.connection(), table) for table in kept)


def _table(name: str) -> Table:
    if name not in Base.metadata.tables or name in tables.LEFT_BEHIND:
        raise Unfit(f"The export holds {name}, which this version does not know.")
    return Base.metadata.tables[name]


def _empty(connection: Connection) -> None:
    """Take out the little that an empty site has: its set-up link, its first jobs."""
    for table in reversed(Base.metadata.sorted_tables):
        if snapshot.count(connection, table):
            connection.execute(table.delete())


def _fill(box: Box, connection: Connection, table: Table, counter: Counter) -> None:
    name = f"tables/{table.name}.jsonl"
    columns = {column.name: column for column in table.columns}
    with _opened(box, name) as file:
        while some := list(islice(file, AT_A_TIME)):
            try:
                rows = [_row(columns, line) for line in some]
            except (ValueError, TypeError, KeyError) as error:
                raise Unfit(f"{name} has a line that cannot be read: {error}.") from error
            connection.execute(insert(table), rows)
            for _ in some:
                counter.one()


def _row(columns: Mapping[str, Column[Any]], line: bytes) -> dict[str, Any]:
    """The values of one row; a column that came later has what a new row would have."""
    row = lines.values(columns, line)
    for name in columns.keys() - row.keys():
        row[name] = _at_first(columns[name])
    return row


def _at_first(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        if not column.nullable:
            raise ValueError(f"{column.name} is missing")
        return None
    return default.arg(None) if callable(default.arg) else default.arg


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL give the next rows numbers beyond those that came in; SQLite does so."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = text("SELECT pg_get_serial_sequence(:table, :column)")
        of = {"table": table.name, "column": column.name}
        if name := connection.scalar(sequence, of):
            most = connection.scalar(select(func.max(column)))
            setting = text("SELECT setval(CAST(:name AS regclass), :number, :used)")
            used = {"name": name, "number": most or 1, "used": most is not None}
            connection.execute(setting, used)


def _compare(connection: Connection, contents: Contents, box: Box) -> None:
    """Read everything again as an export would, and compare."""
    for read in contents.tables:
        table = _table(read.table)
        columns = _columns_in(box, table)
        found = snapshot.read(connection, table, columns, len)
        if found != read:
            raise Unfit(
                f"{read.table} came in with {found.rows} rows of {read.rows}, or with others."
            )


def _columns_in(box: Box, table: Table) -> list[Column[Any]]:
    """The columns that the export has: fewer than the table when it is older or keeps secrets."""
    with _opened(box, f"tables/{table.name}.jsonl") as file:
        names = json.loads(file.readline() or b"{}").keys()
    return [column for column in table.columns if column.name in names or not names]


def _bring_pictures(box: Box, contents: Contents, counter: Counter) -> None:
    for entry in _media(box, contents):
        with _opened(box, f"media/{entry['file']}") as file:
            if not uploads.put_back(entry["file"], file, sha256=entry["sha256"]):
                raise Unfit(f"The picture {entry['file']} is damaged.")
        counter.one()


def _media(box: Box, contents: Contents) -> Iterator[dict[str, Any]]:
    with _opened(box, MEDIA) as file:
        for line in file:
            yield json.loads(line)


def _opened(box: Box, name: str) -> IO[bytes]:
    try:
        return box.opened(name)
    except KeyError as error:
        raise Unfit(f"The export lacks {name}.") from error
