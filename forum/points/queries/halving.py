"""Which reactions count for nothing, because two members mostly cheer each other."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy import select, tuple_

from forum.activity.models import Deed, DeedKind
from forum.kernel.db import db
from forum.points.giving import Line


def halved_among(lines: Sequence[Line]) -> Collection[int]:
    """The reactions that do not count, because two members mostly cheer each other."""
    if not any(line.kind == DeedKind.REACTED for line in lines):
        return ()
    turns = _pair_turns()
    wanted = {
        (line.who_id, line.owner_id)
        for line in lines
        if line.kind == DeedKind.REACTED and _pair(line.who_id, line.owner_id) in turns
    }
    return set(_every_other(wanted, turns)) if wanted else ()


def _pair(one: int | None, other: int | None) -> tuple[int, int]:
    low, high = sorted((one or 0, other or 0))
    return low, high


def _pair_turns() -> Mapping[tuple[int, int], Sequence[tuple[int, bool]]]:
    """For every two members: from which line of the log on they are paired, or no longer."""
    query = select(Deed.id, Deed.who_id, Deed.to_id, Deed.size).where(
        Deed.kind == DeedKind.PAIRED, Deed.stands.is_(True)
    )
    found: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    for row in db.session.execute(query.order_by(Deed.id)):
        found.setdefault(_pair(row.who_id, row.to_id), []).append((row.id, row.size > 0))
    return found


def _every_other(
    wanted: Collection[tuple[int | None, int]],
    turns: Mapping[tuple[int, int], Sequence[tuple[int, bool]]],
) -> Iterator[int]:
    """Every second reaction of each giver to the other, counted from their first, while paired."""
    query = (
        select(Deed.id, Deed.who_id, Deed.to_id)
        .where(Deed.kind == DeedKind.REACTED, tuple_(Deed.who_id, Deed.to_id).in_(list(wanted)))
        .order_by(Deed.who_id, Deed.to_id, Deed.id)
    )
    rows = db.session.execute(query).all()
    for (who_id, to_id), given in groupby(rows, key=lambda row: (row.who_id, row.to_id)):
        said = turns[_pair(who_id, to_id)]
        for place, row in enumerate(given):
            paired = [is_on for line_id, is_on in said if line_id < row.id]
            if place % 2 == 0 and paired and paired[-1]:
                yield row.id
