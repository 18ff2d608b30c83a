"""Who may read and write in topics. Each rule has one home: here."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, false, or_

from forum.accounts.models import Viewer
from forum.channels import policy as channels
from forum.channels.policy import Seat
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.topics.models import Post, State, Topic

# The states of a text that only its author and moderators see.
OWN = (State.HELD, State.REJECTED, State.SCHEDULED)


def topics_visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Topics the viewer may open; the query must join Channel."""
    return and_(channels.readable_by(viewer), _visible(viewer, Topic))


def posts_visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Posts the viewer may read in a topic that the viewer may open."""
    return _visible(viewer, Post)


def _visible(viewer: Viewer, model: type[Topic] | type[Post]) -> ColumnElement[bool]:
    """Published ones for all; waiting and rejected ones for their author; for staff all."""
    if viewer.is_staff:
        return model.state.in_(list(State))
    own = and_(model.state.in_(OWN), model.author_id == viewer.id) if viewer.is_member else false()
    return or_(model.state == State.PUBLISHED, own)


def can_reply(viewer: Viewer, topic: Topic, seat: Seat) -> Verdict:
    """Whether the viewer may add a post."""
    verdict = channels.can_reply(viewer, topic.channel, seat)
    if not verdict:
        return verdict
    if topic.state != State.PUBLISHED:
        return deny("topic_not_open")
    if topic.is_closed and not channels.can_moderate(viewer, seat):
        return deny("topic_closed")
    return ALLOW


def can_edit(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may change the text: its author may, and those who look after it."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if channels.can_moderate(viewer, seat):
        return ALLOW
    if post.author_id != viewer.id:
        return deny("not_yours")
    if post.state == State.DELETED:
        return deny("post_deleted")
    if viewer.is_silenced:
        return deny("silenced")
    return deny("topic_closed") if post.topic.is_closed else ALLOW


def can_delete(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may take the post away."""
    if channels.can_moderate(viewer, seat):
        return ALLOW
    if viewer.is_guest or post.author_id != viewer.id:
        return deny("not_yours")
    if post.is_first and post.topic.reply_count > 0:
        return deny("has_replies")
    return ALLOW


def can_restore(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may bring a deleted post back: who deleted it, or a moderator."""
    if channels.can_moderate(viewer, seat):
        return ALLOW
    if post.deleted_by_id == viewer.id and viewer.is_member:
        return ALLOW
    return deny("not_yours")


def can_accept(viewer: Viewer, topic: Topic, seat: Seat) -> Verdict:
    """Whether the viewer may say which reply answers the question."""
    if not topic.channel.takes_answers:
        return deny("no_answers_here")
    if channels.can_moderate(viewer, seat) or topic.author_id == viewer.id:
        return ALLOW
    return deny("not_yours")


def can_moderate(viewer: Viewer, seat: Seat) -> Verdict:
    """Whether the viewer may close, pin, move, merge, split, schedule and slow topics here."""
    return channels.can_moderate(viewer, seat)


def can_post_again(viewer: Viewer, topic: Topic, last: Post | None) -> Verdict:
    """Whether enough time has passed since the viewer's last post in a slowed topic."""
    seconds = topic.slow_mode_seconds or topic.channel.slow_mode_seconds
    if not seconds or last is None or viewer.is_staff:
        return ALLOW
    waited = clock.now() - last.created_at
    return ALLOW if waited >= timedelta(seconds=seconds) else deny("slow_mode")
