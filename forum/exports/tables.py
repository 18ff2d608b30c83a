"""Which tables leave with an export, in which order, and what of them is a secret."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import Column, ColumnElement, String, Table, or_

from forum.kernel.db import Base

# What belongs to this machine or to the last hours, and is made anew elsewhere.
LEFT_BEHIND: Mapping[str, str] = {
    "automod_likeness": "is learned anew from decisions",
    "backups": "names files of this machine",
    "data_copies": "names files of this machine",
    "practice_cases": "is invented, to practise with",
    "live_events": "tells pages that are open now",
    "order_import_lines": "says what became of files brought lately, and goes after some weeks",
    "order_imports": "names files brought lately; their orders leave as orders",
    "outside_contacts": "says what this machine did",
    "search_entries": "is the search index, which is made anew",
    "search_queue": "is what waits to be indexed",
    "visits": "keeps a view from being counted twice within some hours",
    "wave_keys": "finds texts of the last day that are alike",
    "wave_prints": "keeps for a day what texts are like",
    "webhook_deliveries": "is what shops sent in the last days, and done with",
    "webhook_refusals": "says what this machine refused",
    "worker_pulses": "says when the worker of this machine was last seen",
}
# The same of single columns: they are empty where they arrive.
LEFT_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "jobs": {"leased_by": "names a process of this machine"},
}
# With these somebody could come in as a member, or act as one; they leave on request only.
SECRET_TABLES: Mapping[str, str] = {
    "email_changes": "waits for links that are in `one_time_links`",
    "letters": "may hold links that open an account",
    "one_time_links": "opens accounts",
    "sessions": "keeps members signed in",
}
SECRET_COLUMNS: Mapping[str, frozenset[str]] = {
    "draws": frozenset({"sealed_seed"}),
    "launch_lobbies": frozenset({"sealed_seed"}),
    "stores": frozenset({"secret_sealed", "old_secret_sealed"}),
    "users": frozenset({"password_hash"}),
}


class Secrets(Enum):
    """Whether an export holds what lets somebody in."""

    STAY = False
    LEAVE = True


def leaving(secrets: Secrets) -> Sequence[Table]:
    """The tables of an export; those that others point at come first."""
    left = LEFT_BEHIND.keys() | (SECRET_TABLES.keys() if secrets is Secrets.STAY else frozenset())
    return [table for table in Base.metadata.sorted_tables if table.name not in left]


def columns(table: Table, secrets: Secrets) -> Sequence[Column[Any]]:
    """The columns of a table that leave with an export."""
    secret = SECRET_COLUMNS.get(table.name, frozenset())
    hidden = secret if secrets is Secrets.STAY else frozenset()
    left = hidden | LEFT_COLUMNS.get(table.name, {}).keys()
    return [column for column in table.columns if column.name not in left]


def of_member(owner: Column[Any], user_id: int) -> Sequence[ColumnElement[bool]]:
    """The rows of a member that the member may know: of what was only proposed, or undone before
    it was carried out, they are not told."""
    rows = owner.table.columns
    if owner.table.name == "rulings":
        return [owner == user_id, rows.carried_out_at.is_not(None)]
    if owner.table.name != "sanctions":
        return [owner == user_id]
    return [owner == user_id, or_(rows.proposed_at.is_(None), rows.seconded_by_id.is_not(None))]


def order(table: Table, dialect: str) -> Sequence[ColumnElement[Any]]:
    """The primary key as every database sorts it alike: text by its bytes."""
    return [
        column.collate("C") if dialect == "postgresql" and _is_text(column) else column
        for column in table.primary_key.columns
    ]


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String)
