"""What the log says of how much members help."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from forum.activity import queries as activity
from forum.activity.models import TURNS, Deed, DeedKind
from forum.channels.models import Channel, Visibility
from forum.home.models import ANSWER_WEIGHT, RECENT_DAYS, HelpfulMember
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import Topic

# Figures of what only some may read would tell of closed doors.
OPEN = (Visibility.PUBLIC, Visibility.MEMBERS)
KINDS = (DeedKind.ACCEPTED, DeedKind.REACTED)


@dataclass(frozen=True)
class Help:
    """How often a member's posts were the answer or moved somebody, in all and lately."""

    answers: int = 0
    reactions: int = 0
    recent_answers: int = 0
    recent_reactions: int = 0

    @property
    def total(self) -> int:
        """Both in one number."""
        return self.answers * ANSWER_WEIGHT + self.reactions

    @property
    def recent(self) -> int:
        """The same of the last days."""
        return self.recent_answers * ANSWER_WEIGHT + self.recent_reactions


def today() -> int:
    """The day as the log counts it."""
    return activity.day_of(clock.now())


def helped(members: Collection[int] | None = None) -> Mapping[int, Help]:
    """What each of these members comes to today; those who come to nothing are missing."""
    query = _sums(literal(today()))
    if members is not None:
        query = query.where(Deed.to_id.in_(members))
    return {row[0]: Help(*row[1:]) for row in db.session.execute(query)}


def touched_by(deed_ids: Collection[int]) -> set[int]:
    """To whom these deeds, and those that they reversed or restored, were done."""
    lines = db.session.execute(select(Deed.id, Deed.kind, Deed.to_id).where(Deed.id.in_(deed_ids)))
    found: list[tuple[Any, Any]] = []
    turns: list[int] = []
    for deed_id, kind, to_id in lines:
        found.append((kind, to_id))
        if kind in TURNS:
            turns.append(deed_id)
    found += [(deed.kind, deed.to_id) for deed in activity.turned_by(turns)] if turns else []
    return {to_id for kind, to_id in found if kind in KINDS and to_id is not None}


def due(most: int) -> list[int]:
    """Members whose last days were counted on an earlier day and have something in them."""
    query = (
        select(HelpfulMember.user_id)
        .where(HelpfulMember.recent > 0, HelpfulMember.counted_day < today())
        .order_by(HelpfulMember.user_id)
        .limit(most)
    )
    return list(db.session.scalars(query))


def members_beyond(user_id: int, most: int) -> list[int]:
    """The next members to whom something was done that may count, by id."""
    query = (
        select(Deed.to_id)
        .where(Deed.kind.in_(KINDS), Deed.to_id > user_id)
        .distinct()
        .order_by(Deed.to_id)
        .limit(most)
    )
    return [to_id for to_id in db.session.scalars(query) if to_id is not None]


def differences() -> Iterator[str]:
    """Members whose figures are not as the log gives them, for the day of their counting."""
    waiting = activity.members_waiting()
    counted = {row.user_id: row for row in db.session.scalars(select(HelpfulMember))}
    query = _sums(HelpfulMember.counted_day).add_columns(HelpfulMember.counted_day)
    query = query.outerjoin(HelpfulMember, HelpfulMember.user_id == Deed.to_id)
    query = query.group_by(HelpfulMember.counted_day)
    right = {row[0]: Help(*row[1:5]) for row in db.session.execute(query)}
    for user_id in sorted((counted.keys() | right.keys()) - waiting):
        row, expected = counted.get(user_id), right.get(user_id, Help())
        if row is None or _kept(row) != (*_numbers(expected), expected.total, expected.recent):
            yield f"member {user_id} helped otherwise than the directory says"


def _kept(row: HelpfulMember) -> tuple[int, ...]:
    return (
        *(row.answers, row.reactions, row.recent_answers, row.recent_reactions),
        *(row.total, row.recent),
    )


def _numbers(found: Help) -> tuple[int, ...]:
    return found.answers, found.reactions, found.recent_answers, found.recent_reactions


def _sums(day: ColumnElement[int] | Any) -> Select[Any]:
    """Sums by member; `day` is the last of the days that count as recent."""
    is_recent = and_(Deed.day > day - RECENT_DAYS, Deed.day <= day)
    is_answer = Deed.kind == DeedKind.ACCEPTED
    return (
        select(
            Deed.to_id,
            *(
                func.coalesce(func.sum(case((and_(*which), 1), else_=0)), 0)
                for which in (
                    (is_answer,),
                    (~is_answer,),
                    (is_answer, is_recent),
                    (~is_answer, is_recent),
                )
            ),
        )
        .join(Topic, Topic.id == Deed.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(
            Deed.kind.in_(KINDS),
            Deed.stands.is_(True),
            Deed.to_id.is_not(None),
            # Nobody helps by answering their own question, or by cheering themselves.
            or_(~is_answer, Deed.words != "own"),
            or_(is_answer, Deed.who_id.is_(None), Deed.who_id != Deed.to_id),
            Channel.visibility.in_(OPEN),
        )
        .group_by(Deed.to_id)
    )
