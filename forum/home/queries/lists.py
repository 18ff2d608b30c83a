"""The lists of topics: what stands in each, in which order, and where the next page begins."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, tuple_

from forum.accounts.models import User, Viewer
from forum.channels.models import Channel, Kind
from forum.home.queries.rows import Row, dress, topics_for
from forum.kernel import clock
from forum.kernel.db import UtcDateTime, db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.reading import policy as reading
from forum.topics.models import PinScope, Topic

MOST_PINS = 10


def latest(viewer: Viewer, after: Cursor | None = None) -> Page[Row]:
    """The topics that were answered last, without muted and without pinned ones."""
    query = topics_for(viewer).where(~is_pinned(PinScope.SITE), unmuted(viewer))
    return by_activity(query, after)


def in_channel(viewer: Viewer, channel: Channel, after: Cursor | None = None) -> Page[Row]:
    """The topics of one channel, muted ones too: who comes here wants to see it all."""
    query = topics_for(viewer).where(Topic.channel_id == channel.id, ~is_pinned(*PinScope))
    return by_activity(query, after)


def pins(viewer: Viewer) -> Sequence[Row]:
    """What staff put first on the whole site."""
    query = topics_for(viewer).where(is_pinned(PinScope.SITE), unmuted(viewer))
    return _pins(query)


def pins_in(viewer: Viewer, channel: Channel) -> Sequence[Row]:
    """What staff put first in the channel or on the whole site."""
    query = topics_for(viewer).where(Topic.channel_id == channel.id, is_pinned(*PinScope))
    return _pins(query)


def is_pinned(*scopes: PinScope) -> ColumnElement[bool]:
    """Whether a topic stands first in one of these scopes now."""
    lasting = or_(Topic.pinned_until.is_(None), Topic.pinned_until > clock.now())
    # The comparison with nothing must answer no, or its opposite would leave out unpinned topics.
    return and_(Topic.pin_scope.is_not(None), Topic.pin_scope.in_(scopes), lasting)


def unmuted(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer wants to see it in lists of everything."""
    return ~reading.is_muted() if isinstance(viewer, User) else literal(1) == 1


def by_activity(query: Select[Any], after: Cursor | None) -> Page[Row]:
    """A page of topics, the liveliest first, beginning after the cursor."""
    if after:
        moment = literal(after.moment, UtcDateTime)
        query = query.where(tuple_(Topic.bumped_at, Topic.id) < tuple_(moment, after.id))
    query = query.order_by(Topic.bumped_at.desc(), Topic.id.desc())
    found = db.session.execute(query.limit(PAGE_SIZE + 1)).all()
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return Page(
        dress(found[:PAGE_SIZE]), next=cursor_at(last.bumped_at, last.id).encode() if last else None
    )


def _pins(query: Select[Any]) -> Sequence[Row]:
    query = query.order_by(Topic.pinned_at.desc(), Topic.id.desc()).limit(MOST_PINS)
    rows = dress(db.session.execute(query).all())
    # Only where a topic stands first does it say so.
    return [replace(row, states=["pinned", *row.states]) for row in rows]


def waits_for_answer() -> ColumnElement[bool]:
    """Whether nobody has answered: no accepted answer to a question, no reply to anything else."""
    return or_(
        and_(Channel.kind == Kind.QUESTION, Topic.answer_id.is_(None)),
        and_(Channel.kind != Kind.QUESTION, Topic.reply_count == 0),
    )
