"""What was done for somebody, or by them, while they were suspended: it gives them nothing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from forum.activity.models import Deed, DeedKind
from forum.kernel.direct import Direct
from forum.points.giving import Line

_FOR_EVER = datetime.max.replace(tzinfo=UTC)
_PAUSES = Direct(
    select(Deed.to_id, Deed.at, Deed.words).where(
        Deed.kind == DeedKind.PAUSED, Deed.stands.is_(True)
    )
)


def paused_among(lines: Sequence[Line]) -> Collection[int]:
    """The deeds that came while their owner was suspended. One query."""
    spans = _spans() if lines else {}
    if not spans:
        return ()
    return {
        line.id
        for line in lines
        if any(since <= line.at < until for since, until in spans.get(line.owner_id, ()))
    }


def _spans() -> Mapping[int, Sequence[tuple[datetime, datetime]]]:
    """From when until when members were suspended, as the log has it."""
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for user_id, since, until in _PAUSES.rows():
        ends = datetime.fromisoformat(until) if until else _FOR_EVER
        found.setdefault(user_id, []).append((since, ends))
    return found
