"""Noticing what the community and its members come to: steps for the worker. Once is once."""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from forum.activity import queries as activity
from forum.activity.models import Deed
from forum.activity.queries import WRITING
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.recognition import marks, queries
from forum.recognition.models import Counted, GroupGoal, MemberMilestone, Milestone, Reached, Total
from forum.recognition.signals import GroupGoalReached, PersonalMilestone

# What happened longer ago is history when it is found out, and no news.
NEWS = timedelta(days=2)
AT_ONCE = 500
MARKED = (Counted.MEMBERS, Counted.TOPICS, Counted.POSTS, Counted.ANSWERS)


@action
def count_community() -> None:
    """Count everything, and note what was reached since the last time."""
    before, now = queries.totals(), queries.totals_now()
    known = queries.marks_reached()
    for what, count in now.items():
        _keep_total(what, count)
        reached = [mark for mark in _marks(what, count) if (what, mark) not in known]
        for mark in reached:
            is_news = what in before and mark == reached[-1] and mark > before[what]
            _note(what, mark, is_news=is_news)
    for goal in queries.goals():
        _move(goal, now[goal.what])


@action
def settle(deed_ids: Sequence[int]) -> None:
    """Note what those came to who wrote these."""
    written = select(Deed.who_id, Deed.at).where(
        Deed.id.in_(deed_ids), Deed.kind.in_(WRITING), Deed.stands.is_(True)
    )
    recent = clock.now() - NEWS
    news = {who: at >= recent for who, at in db.session.execute(written.order_by(Deed.id))}
    members = [one for one in news if one is not None]
    if members:
        missing = _missing_posts(members)
        highest = dict(sorted(missing))
        told = {(one, count) for one, count in highest.items() if news[one]}
        _keep_marks(Reached.POSTS, missing, told)


def look_again(members: Collection[int]) -> None:
    """Note what these members came to meanwhile, without news: a step of other actions."""
    _keep_marks(Reached.POSTS, _missing_posts(members), set())


@action
def look_at_everybody() -> None:
    """Note what the log gives and nobody noted, without news; and whose year is full today."""
    _keep_marks(Reached.POSTS, _missing_posts(None), set())
    now, known = clock.now(), queries.member_marks(Reached.YEARS)
    missing, told = [], set()
    for one, since in queries.joined():
        full = marks.years_between(since, now)
        missing += [(one, year) for year in range(1, full + 1) if (one, year) not in known]
        if full > marks.years_between(since, now - NEWS):
            told.add((one, full))
    _keep_marks(Reached.YEARS, missing, told)


def differences() -> Iterator[str]:
    """Posts that the log gives and that nobody noted; what was noted once stays."""
    waiting = activity.members_waiting() | queries.gone_members()
    for one, count in sorted(_missing_posts(None)):
        if one not in waiting:
            yield f"member {one} has written {count} posts, and it was not noted"


def _missing_posts(members: Collection[int] | None) -> list[tuple[int, int]]:
    counts = queries.post_counts(members)
    known = queries.member_marks(Reached.POSTS, members)
    return [
        (one, mark)
        for one, count in counts.items()
        for mark in marks.POSTS
        if mark <= count and (one, mark) not in known
    ]


def _keep_marks(
    kind: Reached, missing: Sequence[tuple[int, int]], told: set[tuple[int, int]]
) -> None:
    """Write each once, whoever else does, and announce those that are news."""
    now = clock.now()
    for start in range(0, len(missing), AT_ONCE):
        rows: list[dict[str, Any]] = [
            {"user_id": one, "kind": kind, "count": count, "at": now}
            for one, count in missing[start : start + AT_ONCE]
        ]
        once = insert(MemberMilestone).values(rows)
        once = once.on_conflict_do_nothing(index_elements=["user_id", "kind", "count"])
        made = once.returning(MemberMilestone.user_id, MemberMilestone.count)
        for one, count in db.session.execute(made).all():
            if (one, count) in told:
                announce(PersonalMilestone(one, kind.value, count))


def _marks(what: Counted, count: int) -> list[int]:
    if what == Counted.YEARS:
        return list(range(1, count + 1))
    return list(marks.community(count)) if what in MARKED else []


def _keep_total(what: Counted, count: int) -> None:
    row = insert(Total).values(what=what, count=count, at=clock.now())
    again = {"count": row.excluded.count, "at": row.excluded.at}
    db.session.execute(row.on_conflict_do_update(index_elements=["what"], set_=again))


def _note(what: Counted, mark: int, *, is_news: bool) -> None:
    row = insert(Milestone).values(what=what, count=mark, at=clock.now(), is_news=is_news)
    db.session.execute(row.on_conflict_do_nothing(index_elements=["what", "count"]))


def _move(goal: GroupGoal, total: int) -> None:
    """How far a goal is now; reaching it happens once."""
    goal.count = max(0, total - goal.base)
    if goal.count >= goal.target and goal.reached_at is None:
        first = update(GroupGoal).where(GroupGoal.id == goal.id, GroupGoal.reached_at.is_(None))
        made = first.values(reached_at=clock.now()).returning(GroupGoal.id)
        if db.session.scalar(made) is not None:
            announce(GroupGoalReached(goal.id))
