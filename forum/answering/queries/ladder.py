"""Reading the ladder: who stands on it, what was called, and who was asked."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum.answering.models import Ask, Call, Rung
from forum.kernel.db import db
from forum.kernel.paging import Cursor, Page, decode
from forum.kernel.policy import NotFound

CALLS = 20


def rungs() -> Sequence[Rung]:
    """Everybody on the ladder, those first who are asked first."""
    query = select(Rung).order_by(Rung.level, Rung.position, Rung.id)
    return db.session.scalars(query.options(joinedload(Rung.user))).all()


def next_rung(call: Call) -> Rung | None:
    """Who is asked next: the first from the level of the call on who was not asked in it yet."""
    asked = {one.user_id for one in asks_of([call.id]).get(call.id, ())}
    return next(
        (
            rung
            for rung in rungs()
            if rung.level >= call.level and rung.user_id not in asked and not rung.user.is_suspended
        ),
        None,
    )


def team_from(level: int, *, but: int) -> Sequence[int]:
    """Those of the team at this level of the ladder, back-ups too, or at the next one that has any.

    Never `but`, nor who cannot come in. Nobody where the ladder names nobody from this level on.
    """
    able = [one for one in rungs() if one.user.is_staff and not one.user.is_suspended]
    higher = [one for one in able if one.level >= level and one.user_id != but]
    return [one.user_id for one in higher if one.level == higher[0].level]


def call_by_id(call_id: int) -> Call:
    """A call as its row is now, with all that a page shows of it. Raises NotFound."""
    query = _with_people().where(Call.id == call_id)
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def calls(after: str | None) -> Page[Call]:
    """Calls, the newest first."""
    query, cursor = _with_people().order_by(Call.id.desc()), decode(after)
    if cursor is not None:
        query = query.where(Call.id < cursor.id)
    found = db.session.scalars(query.limit(CALLS + 1)).all()
    shown = found[:CALLS]
    more = Cursor(0, shown[-1].id).encode() if len(found) > CALLS else None
    return Page(shown, more)


def ringing(topic_id: int) -> Call | None:
    """The call that rings for a topic, if there is one."""
    query = select(Call).where(Call.topic_id == topic_id, Call.next_at.is_not(None))
    return db.session.scalar(query)


def asks_of(call_ids: Collection[int]) -> Mapping[int, Sequence[Ask]]:
    """Who was asked in these calls, in the order in which they were; by call."""
    query = select(Ask).where(Ask.call_id.in_(call_ids)).order_by(Ask.call_id, Ask.number)
    found: dict[int, list[Ask]] = {call_id: [] for call_id in call_ids}
    for ask in db.session.scalars(query.options(joinedload(Ask.user))):
        found[ask.call_id].append(ask)
    return found


def ask_by_id(ask_id: int) -> Ask:
    """One of them. Raises NotFound."""
    query = select(Ask).where(Ask.id == ask_id).options(joinedload(Ask.user))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def _with_people() -> Select[Call]:
    return select(Call).options(
        joinedload(Call.topic), joinedload(Call.acknowledged_by), joinedload(Call.started_by)
    )
