"""Who may read and write in topics. Each rule has one home: here."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_

from forum.accounts import policy as accounts
from forum.accounts.models import Viewer
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.channels.policy import Seat
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.kernel.prepared import one_of
from forum.standing import policy as standing
from forum.standing.settings import Ability
from forum.topics import settings
from forum.topics.models import AWAY, OWN, Post, State, Topic


def topics_visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Topics the viewer may open; the query must join Channel."""
    return and_(channels.readable_by(viewer), _visible(viewer, Topic) | _in_care(viewer, Topic))


def posts_visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Posts the viewer may read in a topic they may open; the query must join Channel."""
    return _visible(viewer, Post) | _in_care(viewer, Post)


def posts_placed_for(viewer: Viewer) -> ColumnElement[bool]:
    """Posts with a place on the page: those the viewer may read, and traces of those taken away."""
    return or_(one_of(Post.state, AWAY), _visible(viewer, Post))


def _visible(viewer: Viewer, model: type[Topic] | type[Post]) -> ColumnElement[bool]:
    """Published ones for all; waiting and rejected ones for their author; for staff all.

    Who took something away sees it still, to be able to bring it back.
    """
    if viewer.is_staff:
        return one_of(model.state, list(State))
    if not viewer.is_member:
        return model.state == State.PUBLISHED
    own = and_(one_of(model.state, OWN), model.author_id == viewer.id)
    taken_away = and_(model.state == State.DELETED, model.deleted_by_id == viewer.id)
    return or_(model.state == State.PUBLISHED, own, taken_away)


def _in_care(viewer: Viewer, model: type[Topic] | type[Post]) -> ColumnElement[bool]:
    """Those that are away for those who look after the channel: they may bring them back."""
    return and_(one_of(model.state, AWAY), channels.looked_after_by(viewer))


def reason_to_hold(author: Viewer, channel: Channel, seat: Seat) -> str:
    """Why a text must wait for a moderator; empty when it need not."""
    if channel.is_reviewed and not channels.can_moderate(author, seat):
        return "channel"
    return ""


def can_start(viewer: Viewer, channel: Channel, seat: Seat) -> Verdict:
    """Whether the viewer may start a topic."""
    return channels.can_start(viewer, channel, seat)


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


def can_send(viewer: Viewer) -> Verdict:
    """Whether a text of the viewer is taken now: not before they agreed to guidelines that changed.

    Asked when the text arrives and not when the page is shown, so that nobody finds no composer.
    """
    return accounts.has_agreed(viewer)


def can_edit(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may change the text: its author may, and those who look after it.

    A wiki post may be changed by others, too.
    """
    verdict = _can_touch(viewer, post, seat)
    if verdict.reason == "not_yours" and post.is_wiki and post.state == State.PUBLISHED:
        verdict = _can_improve(viewer, post, seat)
    if not verdict:
        return verdict
    if post.state == State.DELETED:
        return deny("post_deleted")
    if channels.can_moderate(viewer, seat):
        return ALLOW
    return _can_change_words(viewer, post)


def _can_change_words(viewer: Viewer, post: Post) -> Verdict:
    if viewer.is_silenced:
        return deny("silenced")
    if post.topic.is_closed:
        return deny("topic_closed")
    if post.mended_at is not None:
        return deny("mended_already")
    if post.state != State.PUBLISHED or post.is_wiki:
        return ALLOW
    return standing.can_change_still(viewer, post.created_at)


def can_make_wiki(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may let others improve the post: its author, and who looks after it."""
    verdict = _can_touch(viewer, post, seat)
    if not verdict:
        return verdict
    if post.topic.is_standing:
        return deny("standing")
    if post.state != State.PUBLISHED:
        return deny("post_not_open")
    if channels.can_moderate(viewer, seat):
        return ALLOW
    if viewer.is_silenced:
        return deny("silenced")
    return standing.can(viewer, Ability.MAKE_WIKI)


def can_end_wiki(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may keep the post to its author again, whatever their standing is now."""
    return _can_touch(viewer, post, seat)


def can_delete(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may take the post away."""
    verdict = _can_touch(viewer, post, seat)
    if verdict and post.is_first and post.topic.is_standing:
        return deny("standing")
    if not verdict or channels.can_moderate(viewer, seat):
        return verdict
    if post.is_first and post.topic.reply_count > 0:
        return deny("has_replies")
    return ALLOW


def can_restore(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may bring a deleted post back: who deleted it, or a moderator."""
    verdict = _can_touch(viewer, post, seat)
    if not verdict or channels.can_moderate(viewer, seat):
        return verdict
    if post.deleted_by_id != viewer.id:
        return deny("removed_by_staff")
    return deny("silenced") if viewer.is_silenced else ALLOW


def can_hide(post: Post) -> Verdict:
    """Whether the post can be put out of sight: it must be there to be read."""
    if post.is_first and post.topic.is_standing:
        return deny("standing")
    return ALLOW if post.state == State.PUBLISHED else deny("post_not_open")


def sees_hidden(viewer: Viewer, post: Post, seat: Seat) -> bool:
    """Whether the viewer reads a post that was put out of sight: its author, and moderators."""
    return viewer.id == post.author_id or bool(channels.can_moderate(viewer, seat))


def can_come_back(topic: Topic) -> Verdict:
    """Whether the topic still exists by itself; what was merged into another one does not."""
    return deny("topic_merged") if topic.merged_into_id else ALLOW


def can_accept(viewer: Viewer, topic: Topic, seat: Seat) -> Verdict:
    """Whether the viewer may say which reply answers the question."""
    if not topic.channel.takes_answers:
        return deny("no_answers_here")
    return can_withdraw_answer(viewer, topic, seat)


def can_withdraw_answer(viewer: Viewer, topic: Topic, seat: Seat) -> Verdict:
    """Whether the viewer may take the answer back, also where no more are accepted by now."""
    if topic.state != State.PUBLISHED:
        return deny("topic_not_open")
    if channels.can_moderate(viewer, seat):
        return ALLOW
    if viewer.is_guest or topic.author_id != viewer.id:
        return deny("not_yours")
    return deny("channel_archived") if topic.channel.is_archived else ALLOW


def can_be_answer(post: Post) -> Verdict:
    """Whether the post can be an answer at all: a published reply can."""
    return deny("not_an_answer") if post.is_first or post.state != State.PUBLISHED else ALLOW


def can_quote(post: Post) -> Verdict:
    """Whether replies may refer to the post: it must be there for all to read."""
    return ALLOW if post.state == State.PUBLISHED else deny("post_deleted")


def can_moderate(viewer: Viewer, seat: Seat) -> Verdict:
    """Whether the viewer may close, pin, move, merge, split, schedule and slow topics here."""
    return channels.can_moderate(viewer, seat)


def can_rehouse(topic: Topic) -> Verdict:
    """Whether the topic can be moved, merged and split; that of a live channel stays with it."""
    return deny("standing") if topic.is_standing else ALLOW


def can_split(topic: Topic) -> Verdict:
    """Whether posts can leave for a topic of their own: what is hidden would come out with it."""
    return can_rehouse(topic) if topic.is_published else deny("topic_not_open")


def can_lift(viewer: Viewer, topic: Topic, seat: Seat, *, authors: Collection[int]) -> Verdict:
    """Whether the viewer may make a topic of messages by these authors."""
    if not topic.is_standing or not topic.is_published:
        return deny("topic_not_open")
    if channels.can_moderate(viewer, seat):
        return ALLOW
    if viewer.is_guest:
        return deny("sign_in_needed")
    if settings.LIFTING.get() != "authors":
        return deny("staff_only")
    return ALLOW if set(authors) <= {viewer.id} else deny("not_yours")


def opens_up(viewer: Viewer, source: Channel, into: Channel) -> bool:
    """Whether words of one channel would be read by people in the other who cannot read them now.

    Who is in two closed rooms is not compared: only staff carry words from one to the other.
    """
    if source.visibility in channels.CLOSED_DOORS and not viewer.is_staff:
        return source.id != into.id
    return not channels.READERS[into.visibility] <= channels.READERS[source.visibility]


def can_pin_on_site(viewer: Viewer) -> Verdict:
    """Whether the viewer may put a topic first for everybody: staff of the whole site may."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_make_tags(viewer: Viewer, seat: Seat) -> Verdict:
    """Whether the viewer may write a tag that nobody has used before."""
    if channels.can_moderate(viewer, seat):
        return ALLOW
    if settings.NEW_TAGS.get() == "staff":
        return deny("staff_only")
    return standing.can(viewer, Ability.MAKE_TAGS)


def can_care_for_tags(viewer: Viewer) -> Verdict:
    """Whether the viewer may rename, merge and delete tags: they belong to the whole site."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_choose_tags(viewer: Viewer) -> Verdict:
    """Whether the viewer may say which tags a channel takes, as a part of arranging it."""
    return channels.can_arrange(viewer)


def can_post_again(viewer: Viewer, topic: Topic, seat: Seat, *, last: Post | None) -> Verdict:
    """Whether enough time has passed since the viewer's last post in a slowed topic."""
    if last is None or channels.can_moderate(viewer, seat):
        return ALLOW
    return deny("slow_mode") if next_post_at(topic, last) > clock.now() else ALLOW


def next_post_at(topic: Topic, last: Post) -> datetime:
    """When the author of this post may write again in the topic."""
    return last.created_at + timedelta(seconds=slow_mode_seconds(topic))


def slow_mode_seconds(topic: Topic) -> int:
    """How long a member waits between two posts: the topic's own pause, or the channel's."""
    return topic.slow_mode_seconds or topic.channel.slow_mode_seconds


def _can_improve(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """Whether the viewer may change a wiki post of somebody else: who may reply may."""
    verdict = can_reply(viewer, post.topic, seat)
    return standing.can(viewer, Ability.EDIT_WIKI) if verdict else verdict


def _can_touch(viewer: Viewer, post: Post, seat: Seat) -> Verdict:
    """What changing, deleting and restoring have in common: it is yours or yours to look after."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    verdict = channels.can_read(viewer, post.topic.channel, seat)
    if not verdict or channels.can_moderate(viewer, seat):
        return verdict
    if post.author_id != viewer.id:
        return deny("not_yours")
    return deny("channel_archived") if post.topic.channel.is_archived else ALLOW
