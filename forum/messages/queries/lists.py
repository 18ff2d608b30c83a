"""The list of one's conversations, and in how many of them something is unread."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, false, func, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload

from forum.accounts.models import User, Viewer
from forum.kernel.db import UtcDateTime, db
from forum.kernel.direct import Direct
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.tallies import Tally
from forum.markup.render import excerpt
from forum.messages.models import (
    Message,
    Participant,
)
from forum.messages.queries.reading import places

EXCERPT = 160


def _unread(who: Any) -> Select[int]:
    unread = (
        Participant.user_id == who,
        Participant.unread_count > 0,
        Participant.muted_at.is_(None),
        Participant.left_at.is_(None),
    )
    return select(func.count()).select_from(Participant).where(*unread)


_UNREAD = Direct(_unread(bindparam("user")))
UNREAD = Tally(lambda who: _unread(who).correlate_except(Participant).scalar_subquery())


@dataclass(frozen=True)
class Line:
    """A conversation in the list of somebody who is in it."""

    place: Participant
    people: Sequence[User]
    # The newest message, when it is one that they may read.
    last: Message | None

    @property
    def excerpt(self) -> str:
        """The start of the newest message."""
        return excerpt(self.last.text[: EXCERPT * 2], EXCERPT) if self.last else ""


def conversations_of(
    member: Viewer, after: Cursor | None = None, *, only_unread: bool = False
) -> Page[Line]:
    """Where the member is in, the latest first; in three queries."""
    query = places(member)
    if only_unread:
        query = query.where(Participant.unread_count > 0)
    if after:
        here = tuple_(literal(after.moment, UtcDateTime), after.id)
        query = query.where(tuple_(Participant.latest_at, Participant.conversation_id) < here)
    latest_first = (Participant.latest_at.desc(), Participant.conversation_id.desc())
    found = db.session.scalars(query.order_by(*latest_first).limit(PAGE_SIZE + 1)).all()
    shown = found[:PAGE_SIZE]
    last = shown[-1] if len(found) > PAGE_SIZE else None
    more = cursor_at(last.latest_at, last.conversation_id).encode() if last else None
    return Page(_lines(member, shown), more)


def unread_count(member: Viewer) -> int:
    """In how many conversations something is unread, muted ones left out."""
    if not member.is_member:
        return 0
    known = UNREAD.known(member.id)
    return int(_UNREAD.scalars(user=member.id)[0]) if known is None else known


def unread_counts(user_ids: Collection[int]) -> Mapping[int, int]:
    """The same for several members, by id; those with none are missing."""
    query = (
        select(Participant.user_id, func.count())
        .where(
            Participant.user_id.in_(user_ids),
            Participant.unread_count > 0,
            Participant.muted_at.is_(None),
            Participant.left_at.is_(None),
        )
        .group_by(Participant.user_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def those_here(conversation_id: int) -> Mapping[int, bool]:
    """Who is in a conversation now, and whether they muted it."""
    query = select(Participant.user_id, Participant.muted_at).where(
        Participant.conversation_id == conversation_id, Participant.left_at.is_(None)
    )
    return {row.user_id: row.muted_at is not None for row in db.session.execute(query)}


def _lines(member: Viewer, places: Sequence[Participant]) -> list[Line]:
    people, last = _people([place.conversation_id for place in places]), _last(places)
    return [
        Line(
            place,
            [one for one in people.get(place.conversation_id, []) if one.id != member.id],
            last.get(place.conversation_id),
        )
        for place in places
    ]


def _people(conversation_ids: Collection[int]) -> Mapping[int, list[User]]:
    """Those in each conversation; of one that all others left, those who were."""
    query = (
        select(Participant.conversation_id, User)
        .join(User, User.id == Participant.user_id)
        .where(Participant.conversation_id.in_(conversation_ids))
        .order_by(Participant.left_at.is_not(None), Participant.joined_at, User.id)
    )
    found: dict[int, list[User]] = {}
    for conversation_id, user in db.session.execute(query) if conversation_ids else ():
        found.setdefault(conversation_id, []).append(user)
    return found


def _last(places: Sequence[Participant]) -> Mapping[int, Message]:
    newest = [
        and_(
            Message.conversation_id == place.conversation_id,
            Message.number == place.conversation.last_number,
        )
        for place in places
        if place.conversation.last_number > place.after_number
    ]
    query = select(Message).where(or_(false(), *newest)).options(joinedload(Message.author))
    found: Sequence[Any] = db.session.scalars(query).all() if newest else ()
    return {message.conversation_id: message for message in found}
