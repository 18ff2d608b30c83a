"""Reading thanks: the values of the house, who thanked whom, what a member has left today."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import User, Viewer
from forum.channels import policy as channels
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.recognition import policy
from forum.recognition.models import Thanks
from forum.recognition.settings import VALUES
from forum.topics.models import Post, State, Topic

ON_PROFILE = 3


def values() -> Sequence[str]:
    """The values of the house, as the brand wrote them."""
    names = (name.strip() for name in VALUES.get().split(","))
    return list(dict.fromkeys(name for name in names if name))


def last_given(member: Viewer) -> Sequence[datetime]:
    """When the member thanked last, latest first; what was taken back counts too."""
    query = (
        select(Thanks.at)
        .where(
            Thanks.author_id == member.id,
            Thanks.from_team.is_(False),
            Thanks.at > clock.now() - policy.A_DAY,
        )
        .order_by(Thanks.at.desc())
        .limit(policy.THANKS_A_DAY)
    )
    return db.session.scalars(query).all()


def has_thanked_for(member: User, post_id: int) -> bool:
    """Whether the member's thanks for the post stand already."""
    query = select(Thanks.id).where(
        Thanks.author_id == member.id, Thanks.post_id == post_id, Thanks.withdrawn_at.is_(None)
    )
    return db.session.scalar(query) is not None


def own_thanks(member: User, thanks_id: int) -> Thanks:
    """Thanks that the member gave. Raises NotFound."""
    found = db.session.get(Thanks, thanks_id)
    if found is None or found.author_id != member.id:
        raise NotFound
    return found


def thanked_for(viewer: Viewer, post_ids: Collection[int]) -> Mapping[int, tuple[int, bool]]:
    """Posts that were thanked for: how often, and whether by the viewer. One query."""
    mine = func.sum(case((Thanks.author_id == viewer.id, 1), else_=0))
    query = (
        select(Thanks.post_id, func.count(), mine)
        .where(Thanks.post_id.in_(post_ids), Thanks.withdrawn_at.is_(None))
        .group_by(Thanks.post_id)
    )
    return {row[0]: (row[1], bool(row[2])) for row in db.session.execute(query)}


def newest(viewer: Viewer, after: Cursor | None) -> Page[Thanks]:
    """Who thanked whom lately, as far as the viewer may read what it was for."""
    query = _shown(viewer)
    if after is not None:
        query = query.where(
            or_(Thanks.at < after.moment, and_(Thanks.at == after.moment, Thanks.id < after.id))
        )
    query = query.order_by(Thanks.at.desc(), Thanks.id.desc()).limit(PAGE_SIZE + 1)
    found = db.session.scalars(query).all()
    rows = found[:PAGE_SIZE]
    more = cursor_at(rows[-1].at, rows[-1].id).encode() if len(found) > PAGE_SIZE else None
    return Page(rows, more)


def received(viewer: Viewer, member: User) -> Sequence[Thanks]:
    """The last few thanks to a member that the viewer may read."""
    query = _shown(viewer).where(Thanks.to_id == member.id)
    return db.session.scalars(query.order_by(Thanks.at.desc()).limit(ON_PROFILE)).all()


def received_by_value(viewer: Viewer, member: User) -> Mapping[str, int]:
    """How often a member was thanked, by value, the most frequent first, as far as one may read."""
    count = func.count()
    query = (
        select(Thanks.value, count)
        .outerjoin(Thanks.post)
        .outerjoin(Post.topic)
        .outerjoin(Topic.channel)
        .where(Thanks.to_id == member.id, *_which(viewer))
        .group_by(Thanks.value)
        .order_by(count.desc(), Thanks.value)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _shown(viewer: Viewer) -> Select[Thanks]:
    """What `_which` says, with the people and the topics."""
    return (
        select(Thanks)
        .outerjoin(Thanks.post)
        .outerjoin(Post.topic)
        .outerjoin(Topic.channel)
        .where(*_which(viewer))
        .options(
            joinedload(Thanks.author),
            joinedload(Thanks.to),
            contains_eager(Thanks.post).contains_eager(Post.topic).contains_eager(Topic.channel),
        )
    )


def _which(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Thanks that stand; those for a post only while the viewer may read it."""
    open_post = and_(
        Post.state == State.PUBLISHED, Topic.state == State.PUBLISHED, channels.readable_by(viewer)
    )
    return [Thanks.withdrawn_at.is_(None), or_(Thanks.post_id.is_(None), open_post)]
