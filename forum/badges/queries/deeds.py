"""Whom new lines of the log touch, and in what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import select

from forum.activity.models import TURNS, Deed, DeedKind
from forum.activity.queries import METRICS, Side, turned_by
from forum.badges.criteria import TENURE, leaves
from forum.badges.queries.earning import Plan
from forum.kernel.db import db

Moments: TypeAlias = Mapping[int, datetime]
ByKind: TypeAlias = Mapping[tuple[DeedKind, Side], Moments]


@dataclass(frozen=True)
class Touched:
    """The members whom deeds touch, by kind and side, each with the moment of the newest one."""

    members: ByKind
    # The same of deeds that were taken out, and when the last of them were.
    losers: ByKind
    reversed_at: datetime | None

    def by(self, plan: Plan) -> Moments:
        """Who may come to another sum by what a badge asks."""
        return _of(plan, self.members)

    def losers_by(self, plan: Plan) -> Moments:
        """Who may come to less, because something is gone."""
        return _of(plan, self.losers)


def touched_by(deed_ids: Collection[int]) -> Touched:
    """Whom these lines touch, and those that they reversed or restored. Two queries."""
    lines = db.session.scalars(select(Deed).where(Deed.id.in_(deed_ids))).all()
    reversals = {line.id: line.at for line in lines if line.kind == DeedKind.REVERSED}
    turns = [line.id for line in lines if line.kind in TURNS]
    turned = turned_by(turns) if turns else []
    deeds = [line for line in lines if line.kind not in TURNS]
    gone = [deed for deed in turned if deed.turned_by_id in reversals]
    last = max(reversals.values(), default=None)
    return Touched(_members([*deeds, *turned]), _members(gone), last)


def _of(plan: Plan, members: ByKind) -> Moments:
    found: dict[int, datetime] = {}
    asked = list(leaves(plan.tree))
    for metric in (METRICS[leaf.metric] for leaf in asked if leaf.metric != TENURE):
        for kind in metric.kinds:
            _take_newest(found, members.get((kind, metric.side), {}))
    # Who comes from elsewhere may have joined there years ago.
    joined = members.get((DeedKind.JOINED, Side.WHO), {})
    for leaf in (one for one in asked if one.metric == TENURE):
        days = timedelta(days=leaf.value)
        _take_newest(found, {member: at + days for member, at in joined.items()})
    return found


def _members(deeds: Sequence[Deed]) -> Mapping[tuple[DeedKind, Side], Mapping[int, datetime]]:
    found: dict[tuple[DeedKind, Side], dict[int, datetime]] = {}
    for deed in deeds:
        for side, member in ((Side.WHO, deed.who_id), (Side.TO, deed.to_id)):
            if member is not None:
                of_kind = found.setdefault((deed.kind, side), {})
                _take_newest(of_kind, {member: deed.at})
    return found


def _take_newest(found: dict[int, datetime], more: Mapping[int, datetime]) -> None:
    for member, at in more.items():
        if member not in found or found[member] < at:
            found[member] = at
