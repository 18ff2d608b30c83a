"""What a rehearsal plays: the arrangement of a launch as plain data, and its fingerprint.

It names no member: of those there are only numbers in it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import inspect

from forum.badges.models import Badge
from forum.channels.models import Channel
from forum.kernel.db import Model, UtcDateTime
from forum.launches.models import Launch, LaunchWindow
from forum.tiers.models import Tier

# What is said about a launch, and by whom it was decided: it changes nothing in who gets one.
NO_MATTER = frozenset(
    {
        "id",
        "slug",
        "title",
        "kind",
        "summary",
        "body",
        "body_html",
        "rules",
        "rules_html",
        "rules_version",
        "stock_shown",
        "state",
        "stopped_at",
        "note",
        "channel_id",
        "created_at",
        "created_by_id",
        "submitted_by_id",
        "approved_at",
        "approved_by_id",
        "told_at",
    }
)


def script_of(
    launch: Launch, windows: Sequence[LaunchWindow], *, free_codes: int | None, early_percent: int
) -> dict[str, Any]:
    """The launch, its windows, their tiers and badges, and how many codes there are for it."""
    return {
        "launch": plain(launch),
        "windows": [plain(one) for one in windows],
        "tiers": _each(one.tier for one in windows),
        "badges": _each(one.badge for one in windows),
        "free_codes": free_codes,
        "early_percent": early_percent,
    }


def fingerprint_of(script: Mapping[str, Any]) -> str:
    """The same for two scripts exactly if they let the same people in at the same times."""
    matter = {
        "launch": _matter(script["launch"]),
        "windows": [_matter(one) for one in script["windows"]],
        "ranks": {str(one["id"]): one["rank"] for one in script["tiers"]},
        "free_codes": script["free_codes"],
        "early_percent": script["early_percent"],
    }
    said = json.dumps(matter, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def plain(row: Model) -> dict[str, Any]:
    """All columns of a row, fit for JSON."""
    return {name: _said(getattr(row, name)) for name, _one in inspect(type(row)).columns.items()}


def values_of(model: type[Model], said: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row from what `plain` made of them."""
    columns = inspect(model).columns
    return {
        name: datetime.fromisoformat(value)
        if value is not None and isinstance(columns[name].type, UtcDateTime)
        else value
        for name, value in said.items()
    }


def pointing_at(model: type[Model], table: type[Model]) -> list[str]:
    """The columns of the one that point to rows of the other."""
    found = inspect(model).columns
    aim = table.__table__
    return [
        name for name, one in found.items() if any(k.column.table is aim for k in one.foreign_keys)
    ]


def _each(rows: Any) -> list[dict[str, Any]]:
    found: dict[int, Tier | Badge | Channel] = {one.id: one for one in rows if one is not None}
    return [plain(one) for _id, one in sorted(found.items())]


def _matter(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in NO_MATTER}


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
