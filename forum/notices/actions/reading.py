"""Marking notices as read: by the member, by what is on their screen, by what they may not see."""

from collections import Counter
from collections.abc import Collection, Hashable
from datetime import datetime, timedelta
from typing import TypeAlias, cast

from sqlalchemy import ColumnElement, case, delete, select, update

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.notices import policy, queries
from forum.notices.actions.making import uncount_unread
from forum.notices.kinds import GATHERED, NoticeKind
from forum.notices.models import Notice, NoticePerson
from forum.notices.signals import NoticesRead
from forum.topics.models import Topic
from forum.topics.queries import numbers_on

KEPT = timedelta(days=180)
# A page of a topic on somebody's screen, or a notice whose link somebody pressed.
Seen: TypeAlias = tuple[str, int, int, int]


@action
def read(member: User, notice: Notice) -> None:
    """Mark one notice as read."""
    require(policy.can_change(member, notice))
    _close(Notice.id == notice.id)


@action
def read_all(member: User, until: datetime) -> None:
    """Mark everything up to a moment as read: what came later has not been on the page."""
    require(policy.can_have_inbox(member))
    _close(Notice.user_id == member.id, Notice.latest_at <= until)


def keep_seen(notes: dict[Hashable, int]) -> None:
    """Read what was on people's screens, given as `("page", member, topic, page)` with the last
    number of the page, or as `("notice", member, notice, 0)`; asks first, and mostly that is all.
    """
    seen = cast("dict[Seen, int]", notes)
    pages = {key: up_to for key, up_to in seen.items() if key[0] == "page"}
    pairs = {(member, topic) for _, member, topic, _ in pages}
    unread = queries.unread_in_topics(pairs) if pairs else []
    ids = {row.id for row in unread if _is_shown(row, pages)}
    pressed = {(member, notice) for kind, member, notice, _ in seen if kind == "notice"}
    if ids or pressed:
        _read_seen(ids, pressed)


def _is_shown(row: queries.Unread, pages: dict[Seen, int]) -> bool:
    for (_, member, topic, page), up_to in pages.items():
        first, _ = numbers_on(page)
        if (member, topic) == (row.user_id, row.topic_id) and first <= (row.number or 1) <= up_to:
            return True
    return False


@action
def _read_seen(ids: Collection[int], pressed: Collection[tuple[int, int]]) -> None:
    if ids:
        _close(Notice.id.in_(ids))
    for member_id, notice_id in pressed:
        _close(Notice.id == notice_id, Notice.user_id == member_id)


@action
def close_of_post(post_id: int) -> None:
    """A post is gone: nobody need read of it; a gathered line counts one less."""
    followed = Notice.kind == NoticeKind.FOLLOWED
    here = (Notice.post_id == post_id) & Notice.read_at.is_(None)
    db.session.execute(
        update(Notice).where(here, followed, Notice.count > 1).values(count=Notice.count - 1)
    )
    _close(here, ~followed | (Notice.count <= 1))


@action
def close_of_topic(topic_id: int) -> None:
    """A topic is gone with all its posts."""
    _close(Notice.topic_id == topic_id)


@action
def close_of_request(request_id: int) -> None:
    """A request for entry is decided: nobody else need look at it."""
    _close(Notice.request_id == request_id, Notice.kind == NoticeKind.REQUEST)


@action
def close_of_badge(award_id: int) -> None:
    """A badge is gone: nobody need read that it came."""
    _close(Notice.award_id == award_id)


@action
def close_of_conversation(user_id: int, conversation_id: int) -> None:
    """A member has read on in a conversation, or left it."""
    key = f"conversation:{conversation_id}"
    _close(Notice.user_id == user_id, Notice.key == key)


@action
def close_of_member(user_id: int, *, doer_id: int) -> None:
    """Somebody was blocked: what they alone did need not be read."""
    _close(Notice.user_id == user_id, Notice.actor_id == doer_id, Notice.count <= 1)


@action
def close_unseen(
    *, topic_id: int | None = None, channel_id: int | None = None, user_id: int | None = None
) -> None:
    """Doors have closed: mark as read what people may not see any more, of a topic, of a channel
    or of one person."""
    query = select(Notice.id, Notice.user_id).where(Notice.read_at.is_(None))
    if topic_id is not None:
        query = query.where(Notice.topic_id == topic_id)
    if channel_id is not None:
        inside = select(Topic.id).where(Topic.channel_id == channel_id)
        query = query.where((Notice.channel_id == channel_id) | Notice.topic_id.in_(inside))
    if user_id is not None:
        query = query.where(Notice.user_id == user_id)
    unread: dict[int, set[int]] = {}
    for notice_id, owner_id in db.session.execute(query):
        unread.setdefault(owner_id, set()).add(notice_id)
    for owner_id, ids in unread.items():
        owner = db.session.get_one(User, owner_id)
        _close(Notice.id.in_(ids - set(queries.visible_ids(owner, ids))))


@action
def move_posts(post_ids: Collection[int], to_topic_id: int) -> None:
    """Posts stand in another topic now, and so do the notices of them."""
    moved = update(Notice).where(Notice.post_id.in_(post_ids), Notice.kind != NoticeKind.FOLLOWED)
    db.session.execute(moved.values(topic_id=to_topic_id))
    _close(Notice.post_id.in_(post_ids), Notice.kind == NoticeKind.FOLLOWED)


@action
def merge_channels(from_id: int, into_id: int) -> None:
    """What was said of one channel's door is said of the other's."""
    moved = update(Notice).where(Notice.channel_id == from_id).values(channel_id=into_id)
    db.session.execute(moved)


@action
def purge() -> None:
    """Forget what was read long ago."""
    old = select(Notice.id).where(Notice.read_at < clock.now() - KEPT)
    db.session.execute(delete(NoticePerson).where(NoticePerson.notice_id.in_(old)))
    db.session.execute(delete(Notice).where(Notice.read_at < clock.now() - KEPT))


def _close(*which: ColumnElement[bool]) -> None:
    """Mark as read, and count once for each person. No letter goes out for what is read."""
    closed = (
        update(Notice)
        .where(Notice.read_at.is_(None), *which)
        .values(
            read_at=clock.now(),
            mail_due_at=None,
            key=case((Notice.kind.in_(GATHERED), None), else_=Notice.key),
        )
        .returning(Notice.user_id)
        .execution_options(synchronize_session=False)
    )
    for user_id, count in sorted(Counter(db.session.scalars(closed)).items()):
        uncount_unread(user_id, count)
        announce(NoticesRead(user_id))
