"""Keeping where members stand: everybody once a day, and at once whose past has changed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from forum.activity import queries as activity
from forum.activity.models import TURNS, Deed
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.recognition import queries
from forum.recognition.models import JourneyStage, Stage

AT_ONCE = 500


@action
def take_stock() -> None:
    """Keep where everybody stands at the beginning of this day."""
    _keep(activity.day_of(clock.now()), None)


@action
def settle(deed_ids: Sequence[int]) -> None:
    """Look again at those of whose deeds some count no longer, or count again."""
    day = queries.stored_day()
    lines = select(Deed.id).where(Deed.id.in_(deed_ids), Deed.kind.in_(TURNS))
    turned = activity.turned_by(db.session.scalars(lines).all())
    members = {one for deed in turned for one in (deed.who_id, deed.to_id) if one is not None}
    if day is not None and members:
        _keep(day, members)


def differences() -> Iterator[str]:
    """Stages that are not as the log gives them for the day at which they were kept."""
    day = queries.stored_day()
    if day is None:
        return
    ignored = activity.members_waiting() | queries.gone_members()
    kept = {row.user_id: (row.day, row.stage, row.before) for row in queries.stored()}
    given = dict(_given(day, None))
    for one in sorted((kept.keys() | given.keys()) - ignored):
        wanted = (day, *given[one]) if one in given else None
        if kept.get(one) != wanted:
            yield f"member {one} is kept as {kept.get(one)}, and the log gives {wanted}"


@action
def rebuild() -> None:
    """Keep everybody anew, for the day that was kept last."""
    _keep(queries.stored_day() or activity.day_of(clock.now()), None)


def look_again(members: Collection[int]) -> None:
    """Keep these members anew: a step of other actions."""
    day = queries.stored_day()
    if day is not None:
        _keep(day, members)


def _given(
    day: int, members: Collection[int] | None
) -> Iterator[tuple[int, tuple[Stage, Stage | None]]]:
    moment = queries.midnight(day)
    before: Mapping[int, Stage] = queries.stages_at(queries.midnight(day - 7), members)
    for one, stage in queries.stages_at(moment, members).items():
        yield one, (stage, before.get(one))


def _keep(day: int, members: Collection[int] | None) -> None:
    """Write what is not there already, and forget who is not here any more."""
    given = dict(_given(day, members))
    kept = {row.user_id: row for row in queries.stored(members)}
    rows: list[dict[str, Any]] = [
        {"user_id": one, "day": day, "stage": stage, "before": before}
        for one, (stage, before) in given.items()
        if one not in kept or (kept[one].stage, kept[one].before) != (stage, before)
    ]
    gone = kept.keys() - given.keys()
    db.session.expire_all()
    for start in range(0, len(rows), AT_ONCE):
        row = insert(JourneyStage).values(rows[start : start + AT_ONCE])
        again = {name: getattr(row.excluded, name) for name in ("day", "stage", "before")}
        db.session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=again))
    for start in range(0, len(gone), AT_ONCE):
        some = sorted(gone)[start : start + AT_ONCE]
        db.session.execute(delete(JourneyStage).where(JourneyStage.user_id.in_(some)))
    db.session.execute(update(JourneyStage).where(JourneyStage.day != day).values(day=day))
