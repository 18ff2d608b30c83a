"""Doing with a post what the team decided in a case, and undoing it wholly."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.channels import actions as channel_actions
from forum.channels import queries as channels
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused, deny
from forum.moderation.kinds import Ruled
from forum.moderation.models import Outcome
from forum.topics import queries
from forum.topics.actions import hiding, moving, publishing, removing
from forum.topics.actions.editing import Change, Conflict, edit, write_back
from forum.topics.actions.locking import lock
from forum.topics.models import Post, State

ASKED_BEFORE = (Outcome.APPROVE, Outcome.DECLINE)
SEEN = (Outcome.KEEP, Outcome.HIDE, Outcome.REMOVE, Outcome.EDIT)


def outcomes(post: Post) -> Sequence[Outcome]:
    """What may be decided: about a text that waits, and about one that can be read or was."""
    if post.state not in {State.PUBLISHED, State.HIDDEN}:
        return ASKED_BEFORE
    if post.is_first and post.topic.is_standing:
        return (Outcome.KEEP, Outcome.NOTHING)
    may = (*SEEN, Outcome.MOVE) if post.is_first else SEEN
    # What is hidden and has no case would stay so for ever.
    return may if post.is_hidden else (*may, Outcome.NOTHING)


def carry_out(moderator: User, post: Post, ruling: Ruled) -> dict[str, Any]:
    """Do it; gives back what `take_back` needs to know."""
    outcome, was_hidden = ruling.outcome, post.is_hidden
    done: dict[str, Any] = {"state": str(post.state)}
    if outcome == Outcome.APPROVE:
        publishing.publish(post)
    elif outcome == Outcome.DECLINE:
        publishing.reject(post)
    elif outcome == Outcome.HIDE:
        hiding.hide(post, moderator)
    elif outcome == Outcome.REMOVE:
        removing.delete(moderator, post)
    elif outcome == Outcome.EDIT:
        done |= _write(moderator, post, str(ruling.wishes["text"]))
    elif outcome == Outcome.MOVE:
        done["channel"] = post.topic.channel_id
        _move(moderator, post, int(ruling.wishes["channel"]))
    if was_hidden and outcome in {Outcome.KEEP, Outcome.EDIT, Outcome.MOVE}:
        hiding.show(post)
    return done


def take_back(post: Post, ruling: Ruled) -> None:
    """Let the post be as it was before the decision. Raises Refused where that cannot be."""
    outcome, before = ruling.outcome, ruling.taken_back
    if outcome == Outcome.HIDE:
        hiding.show(post)
    elif outcome == Outcome.REMOVE:
        removing.bring_back(post)
    elif outcome == Outcome.DECLINE and post.state == State.REJECTED:
        publishing.publish(post)
    elif outcome == Outcome.EDIT:
        write_back(post, str(before["body"]), by_id=ruling.decided_by_id)
    elif outcome == Outcome.MOVE:
        _move_back(post, int(before["channel"]))
    elif outcome == Outcome.APPROVE:
        raise Refused(deny("cannot_take_back"))


def stands(post: Post, ruling: Ruled) -> bool:
    """Whether the post can be what the newest ruling on it left; its author may have gone on."""
    if ruling.outcome in {Outcome.HIDE, Outcome.REMOVE, Outcome.DECLINE}:
        return post.state != State.PUBLISHED or _came_back(post)
    return True


def is_done(post: Post, ruling: Ruled) -> bool:
    """Whether the post is still as an overturned ruling had left it."""
    if ruling.outcome == Outcome.DECLINE:
        return post.state == State.REJECTED
    if ruling.outcome == Outcome.EDIT:
        return _reads_so(post, ruling)
    if ruling.outcome == Outcome.MOVE:
        was, there = ruling.taken_back.get("channel"), post.topic.channel_id
        is_there = was != there == ruling.wishes.get("channel")
        return is_there and not _noted(post, "move", since=ruling.overturned_at)
    left = {Outcome.HIDE: State.HIDDEN, Outcome.REMOVE: State.DELETED}
    by_ruling = {post.hidden_by_id, post.deleted_by_id} - {None}
    return left.get(ruling.outcome) == post.state and ruling.decided_by_id in by_ruling


def _reads_so(post: Post, ruling: Ruled) -> bool:
    """Whether the words are those of the ruling, by who wrote them for it."""
    before = ruling.taken_back
    is_theirs = post.edited_by_id == before.get("editor")
    return is_theirs and post.body == queries.cleaned(str(ruling.wishes.get("text"))) != before.get(
        "body"
    )


def _came_back(post: Post) -> bool:
    """Whether somebody of the team brought it back by hand, which stands in the audit log."""
    return _noted(post, "restore")


def _noted(post: Post, act: str, *, since: datetime | None = None) -> bool:
    """Whether the audit log knows of this act on the post, or on the topic that it begins."""
    kind, target_id = ("topic", post.topic_id) if post.is_first else ("post", post.id)
    noted = select(AuditEntry.id).where(
        AuditEntry.verb == f"{kind}s.{act}",
        AuditEntry.target_kind == kind,
        AuditEntry.target_id == target_id,
    )
    if since is not None:
        noted = noted.where(AuditEntry.at > since)
    return db.session.scalar(noted.limit(1)) is not None


def _write(moderator: User, post: Post, body: str) -> dict[str, Any]:
    """The new words; what stood there is kept in the history."""
    before = queries.wording_of(post)
    tags = tuple(before.tags)
    try:
        edit(moderator, post, Change(body, before.mark, before.title or "", tags))
    except Conflict:
        raise Refused(deny("changed_meanwhile")) from None
    return {"body": before.body, "editor": moderator.id}


def _move(moderator: User, post: Post, channel_id: int) -> None:
    channel = channels.channels_by_ids([channel_id]).get(channel_id)
    if channel is None:
        raise NotFound
    if channel_id != post.topic.channel_id:
        moving.move(moderator, post.topic, channel)


def _move_back(post: Post, channel_id: int) -> None:
    channel = channels.channels_by_ids([channel_id]).get(channel_id)
    if channel is None or channel.merged_into_id is not None:
        raise Refused(deny("cannot_take_back"))
    if channel_id != post.topic.channel_id:
        channel_actions.hold(post.topic.channel, channel)
        lock(post.topic)
        moving.rehouse(post.topic, channel)
