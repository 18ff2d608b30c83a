"""Writing what one member gave into a box: their rows of every table, pages, and pictures."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from forum.accounts.models import User
from forum.exports import lines, pages, snapshot, tables
from forum.exports.boxes import Box
from forum.kernel import clock
from forum.kernel.db import Base
from forum.uploads import queries as uploads

FORMAT = "guildhall-member"
VERSION = 1
# The column that says whose a row is, in the order in which they are looked for.
OWNERS = ("user_id", "author_id", "editor_id", "written_by_id", "member_id", "who_id")
# What the team decided about a member is theirs; what it had before it for that is the team's.
ABOUT_THEM = {"rulings": "about_id"}
# Whom staff picked for a circle or a list, and what the team notes, is known to staff alone.
FOR_THE_TEAM = {"circle_members", "circle_outs", "launch_guests", "member_notes"}
NOT_THEIRS = tables.LEFT_BEHIND.keys() | {"one_time_links", "letters"} | FOR_THE_TEAM
HIDDEN_WORDS = ("hash", "token", "secret")
# Lists of the numbers of others, which no reference tells.
OTHERS = frozenset({"face_ids"})
# What opened a door may name a circle, of which only staff know.
FOR_STAFF = frozenset({("channel_members", "source")})
# What the forum needs to carry a decision out or take it back, and the case, which may hold flags.
FOR_STAFF |= {("rulings", name) for name in ("wishes", "taken_back", "case_id", "goes_out_at")}


def write_member(box: Box, member: User) -> None:
    """Put everything that belongs to the member into the box, as it is at one moment."""
    counts: dict[str, int] = {}
    files = uploads.files_of(member)
    every = (owner_of(table) for table in Base.metadata.sorted_tables)
    owners = [owner for owner in every if owner is not None]
    with snapshot.taken() as connection:
        for owner in owners:
            counts[owner.table.name] = _write(box, connection, member, owner)
        shown_columns = {owner.table.name: [owner, *_but(owner)] for owner in owners}
        names = [file.name for file in files]
        pages.write(box, connection, member, shown_columns, pictures=names)
    for file in files:
        box.put(f"pictures/{file.name}", file)
    said = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": clock.now().isoformat(),
        "username": member.username,
        "rows": counts,
        "pictures": len(files),
    }
    with box.written("about.json") as about:
        about.write(lines.pretty(said))


def owner_of(table: Table) -> Column[Any] | None:
    """The column that says which member a row belongs to; nothing when it is not a member's."""
    if table.name == "users":
        return table.c.id
    if table.name in NOT_THEIRS:
        return None
    if table.name in ABOUT_THEM:
        return table.c[ABOUT_THEM[table.name]]
    named = (table.c[name] for name in OWNERS if name in table.c)
    return next((column for column in named if _names_a_member(column)), None)


def shown(owner: Column[Any]) -> Sequence[Column[Any]]:
    """The columns that a member is given: no secrets, and nobody else's number."""
    return [
        column
        for column in owner.table.columns
        if column is owner or not (_names_a_member(column) or _is_hidden(column))
    ]


def _but(owner: Column[Any]) -> Sequence[Column[Any]]:
    return [column for column in shown(owner) if column is not owner]


def _is_hidden(column: Column[Any]) -> bool:
    name = column.name
    is_others = name in OTHERS or (column.table.name, name) in FOR_STAFF
    return is_others or any(word in name for word in HIDDEN_WORDS)


def _write(box: Box, connection: Connection, member: User, owner: Column[Any]) -> int:
    columns = shown(owner)
    query = select(*columns).where(*tables.of_member(owner, member.id))
    query = query.order_by(*tables.order(_table(owner), connection.dialect.name))
    rows = 0
    with box.written(f"{owner.table.name}.jsonl") as file:
        for row in connection.execute(query, execution_options={"yield_per": snapshot.AT_A_TIME}):
            file.write(lines.line(columns, row))
            rows += 1
    return rows


def _table(column: Column[Any]) -> Table:
    return Base.metadata.tables[column.table.name]


def _names_a_member(column: Column[Any]) -> bool:
    return any(key.target_fullname == "users.id" for key in column.foreign_keys)
