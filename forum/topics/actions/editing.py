"""Changing a text. What was there before is kept, and nobody overwrites what they have not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.channels.policy import Seat
from forum.drafts import actions as drafts
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.screening import Writing
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.topics import policy, queries, settings
from forum.topics.actions import bounds, hiding, pictures, publishing, screening, tags
from forum.topics.actions.locking import lock
from forum.topics.actions.texts import (
    Text,
    checked_first_text,
    checked_text,
    checked_title,
    put_summary,
    put_text,
)
from forum.topics.actions.writing import slug_of
from forum.topics.models import HeldEdit, Post, Revision, State
from forum.topics.queries import EDIT, POST, Wording
from forum.topics.signals import PostEdited
from forum.uploads import actions as uploads


@dataclass(frozen=True)
class Change:
    """What an editor wants a post to say. Title and tags belong to first posts."""

    body: str
    # The mark of the wording that the editor had before them.
    base: str
    title: str = ""
    tags: tuple[str, ...] = ()
    # The hints that the editor has seen; None where nobody is there to read them.
    heard: tuple[str, ...] | None = None


class Outcome(StrEnum):
    """What became of an edit."""

    SAME = "same"
    CHANGED = "changed"
    HELD = "held"


class Conflict(Exception):
    """Somebody changed the post meanwhile; carries the words that stand there now."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.mark)
        self.wording = wording


@dataclass(frozen=True)
class _Checked:
    """A change that keeps the rules."""

    title: str | None
    tags: Sequence[str]
    text: Text


@action
def edit(editor: User, post: Post, change: Change) -> Outcome:
    """Change the post's words by the rules of writing. Raises Conflict, Invalid and Refused."""
    seat = channels.seat_in(editor, post.topic.channel)
    require(policy.can_edit(editor, post, seat))
    require(policy.can_send(editor))
    checked = _check(editor, post, change, seat=seat)
    shown_before = queries.as_published(post.body)
    bounds.check_text(editor, seat, checked.text.shown, before=shown_before)
    looked = screening.look(seat, _writing(editor, post, checked), heard=change.heard)
    # Asked again, because the post may have been deleted while the text was rendered.
    lock(post.topic, post)
    require(policy.can_edit(editor, post, seat))
    before = queries.locked_wording_of(post)
    drafts.discard(editor, f"edit:{post.id}")
    is_same = _says(before, checked)
    if is_same and post.state != State.REJECTED:
        return Outcome.SAME
    if change.base != before.mark:
        raise Conflict(before)
    reason = policy.reason_to_hold(editor, post.topic.channel, seat) or looked.hold_reason
    if reason and post.state == State.PUBLISHED:
        looked.note_change(_hold_change(editor, post, checked, reason=reason))
        return Outcome.HELD
    if not is_same:
        _apply(editor, post, checked, before=before)
    outcome = _send_again(editor, post, seat, reason=reason)
    looked.note_post(post)
    return outcome


@action
def approve_edit(held: HeldEdit) -> None:
    """Let a change that waited take the place of the text before. Everything must be loaded."""
    post = held.post
    lock(post.topic, post)
    before = queries.locked_wording_of(post)
    text = checked_text(held.body)
    changed = _Checked(held.title, held.tags or (), text)
    _apply(held.editor, post, changed, before=before)


@action
def write_back(post: Post, body: str, *, by_id: int | None) -> None:
    """Let a text say again what it said before a decision, as another change of who decided.

    A step of other actions: nobody is asked whether they may, because what was wrong is undone
    whoever has left the team meanwhile, and its author may have changed it since.
    """
    lock(post.topic, post)
    before = queries.locked_wording_of(post)
    text = Text(body, queries.as_published(body))
    if before.body == body:
        return
    _keep(by_id or post.author_id, post, before)
    put_text(post, text)
    if post.is_first:
        put_summary(post.topic, text)
    pictures.place(post, text.shown.uploads)
    if post.state == State.PUBLISHED:
        announce(PostEdited(post.id, post.topic_id, by_id or post.author_id, ()))


@action
def reject_edit(held: HeldEdit) -> None:
    """Let the text stay as it is; the editor keeps the change to look at and to send again."""
    held.state = State.REJECTED


@action
def forget_edit(editor: User, post: Post) -> None:
    """Give up one's own change that waits, or that was rejected."""
    lock(post.topic, post)
    _forget_changes(editor, post)


def _check(editor: User, post: Post, change: Change, *, seat: Seat) -> _Checked:
    """The same rules as for a new text. Raises Invalid."""
    if not post.is_first:
        return _Checked(None, (), checked_text(change.body))
    channel = post.topic.channel
    title = checked_title(change.title)
    names = tags.checked(editor, channel, seat=seat, names=change.tags)
    return _Checked(title, names, checked_first_text(change.body, channel))


def _writing(editor: User, post: Post, checked: _Checked) -> Writing:
    more = {"kind": "edit", "title": checked.title or "", "tags": checked.tags, "post_id": post.id}
    return screening.writing_of(editor, post.topic.channel, checked.text, **more)


def _says(wording: Wording, checked: _Checked) -> bool:
    words = (wording.title, wording.tags, wording.body)
    return words == (checked.title, tuple(checked.tags), checked.text.body)


def _apply(editor: User, post: Post, checked: _Checked, *, before: Wording) -> None:
    if not _is_quiet(editor, post):
        _keep(editor.id, post, before)
    put_text(post, checked.text)
    if checked.title is not None:
        post.topic.title, post.topic.slug = checked.title, slug_of(checked.title)
        put_summary(post.topic, checked.text)
        tags.put(post.topic, checked.tags)
    pictures.place(post, checked.text.shown.uploads)
    _forget_changes(editor, post)
    _tell(editor, post, checked, before=before)


def _is_quiet(editor: User, post: Post) -> bool:
    """Whether nobody can have read it yet, or the author mends a slip just after writing."""
    if {editor.id, post.edited_by_id or editor.id} != {post.author_id}:
        return False
    if post.is_hidden:
        return False
    if post.state != State.PUBLISHED:
        return True
    fresh = clock.now() - post.created_at < timedelta(minutes=settings.QUIET_MINUTES.get())
    return fresh and not queries.was_noticed(post)


def _keep(editor_id: int, post: Post, before: Wording) -> None:
    """Put the text before into the history."""
    db.session.add(
        Revision(
            post_id=post.id,
            version=before.version,
            title=before.title,
            body=before.body,
            written_at=post.edited_at or post.created_at,
            written_by_id=post.edited_by_id or post.author_id,
        )
    )
    post.version = before.version + 1
    post.edited_at, post.edited_by_id = clock.now(), editor_id


def _tell(editor: User, post: Post, checked: _Checked, *, before: Wording) -> None:
    if post.state == State.PUBLISHED:
        known = set(queries.as_published(before.body).mentions)
        new = tuple(name for name in checked.text.shown.mentions if name not in known)
        announce(PostEdited(post.id, post.topic_id, editor.id, new))
    if editor.id != post.author_id and not post.is_wiki:
        after = {"version": post.version}
        audit.record(editor, "posts.edit", POST, post.id, after=after)


def _send_again(editor: User, post: Post, seat: Seat, *, reason: str) -> Outcome:
    """An author who mends a text that waits, was rejected or is hidden asks for a new decision."""
    if post.is_hidden and editor.id == post.author_id:
        hiding.note_mended(post)
        return Outcome.HELD
    if editor.id != post.author_id or post.state not in {State.HELD, State.REJECTED}:
        return Outcome.CHANGED
    # What a person declined is not let out by another wording alone.
    if post.state == State.REJECTED and not policy.can_moderate(editor, seat):
        reason = reason or screening.AGAIN
    # The case closes, so that nobody approves words that they have not read.
    moderation.withdraw(POST, post.id)
    publishing.let_out(post, reason=reason)
    return Outcome.HELD if post.is_held else Outcome.CHANGED


def _hold_change(editor: User, post: Post, checked: _Checked, *, reason: str) -> int:
    """Keep the new words for a moderator; readers see the old ones meanwhile. Returns its id."""
    _forget_changes(editor, post)
    held = HeldEdit(post=post, editor=editor, title=checked.title, body=checked.text.body)
    held.tags = list(checked.tags) if post.is_first else None
    db.session.add(held)
    db.session.flush()
    pictures.place_change(held, checked.text.shown.uploads)
    moderation.hold(EDIT, held.id, about=editor, reason=reason)
    return held.id


def _forget_changes(editor: User, post: Post) -> None:
    gone = delete(HeldEdit).where(HeldEdit.post_id == post.id, HeldEdit.editor_id == editor.id)
    for held_id in db.session.scalars(gone.returning(HeldEdit.id)).all():
        moderation.withdraw(EDIT, held_id)
        uploads.place(EDIT, held_id, (), door=EDIT, door_id=held_id)
