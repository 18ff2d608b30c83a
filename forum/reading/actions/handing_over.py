"""What happens to positions and levels when two accounts become one member."""

from typing import Any, TypeAlias

from sqlalchemy import case, delete, func, literal, select

from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import Insert, insert
from forum.reading.models import ChannelLevel, Position

Owned: TypeAlias = type[Position] | type[ChannelLevel]


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let the one member have read whatever either had; levels that they chose themselves stay."""
    position = _copies(Position, ["topic_id", "last_read", "level", "read_at"], from_id, into_id)
    there = position.excluded
    _put(
        position,
        Position,
        from_id,
        index_elements=["user_id", "topic_id"],
        set_={
            "last_read": _larger(Position.last_read, there.last_read),
            "level": func.coalesce(Position.level, there.level),
            "read_at": _larger(Position.read_at, there.read_at),
        },
    )
    level = _copies(ChannelLevel, ["channel_id", "level", "caught_up_at"], from_id, into_id)
    caught_up = level.excluded.caught_up_at
    _put(
        level,
        ChannelLevel,
        from_id,
        index_elements=["user_id", "channel_id"],
        set_={
            "caught_up_at": func.coalesce(
                _larger(ChannelLevel.caught_up_at, caught_up), ChannelLevel.caught_up_at, caught_up
            )
        },
    )


def _copies(table: Owned, names: list[str], from_id: int, into_id: int) -> Insert:
    columns = [getattr(table, name) for name in names]
    rows = select(literal(into_id), *columns).where(table.user_id == from_id)
    return insert(table).from_select(["user_id", *names], rows)


def _put(row: Insert, table: Owned, from_id: int, **conflict: Any) -> None:
    db.session.execute(row.on_conflict_do_update(**conflict))
    gone = delete(table).where(table.user_id == from_id)
    db.session.execute(gone.execution_options(synchronize_session=False))


def _larger(mine: Any, theirs: Any) -> Any:
    """The larger of two; nothing when one of them is."""
    return case((theirs > mine, theirs), (mine >= theirs, mine))
