"""What becomes of texts when their author leaves, and of the name in the texts of others."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import joinedload

from forum.accounts import queries as accounts
from forum.accounts.models import Fate, User
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.manifest import Leaver
from forum.kernel.unit import action
from forum.markup import forgetting
from forum.moderation import actions as moderation
from forum.topics.actions import pictures, removing
from forum.topics.actions.locking import lock
from forum.topics.actions.writing import slug_of
from forum.topics.models import HeldEdit, Post, Revision, State, Topic
from forum.topics.queries import EDIT
from forum.topics.signals import PostEdited
from forum.uploads import actions as uploads

Body = TypeVar("Body", Revision, HeldEdit)
AT_ONCE = 50
OUT = (State.PUBLISHED, State.HIDDEN, State.DELETED)


@action
def let_go(user_id: int, *, trace: str) -> None:
    """What somebody wrote and nobody has read yet goes, whatever becomes of the rest."""
    gone = delete(HeldEdit).where(HeldEdit.editor_id == user_id).returning(HeldEdit.id)
    for held_id in db.session.scalars(gone).all():
        moderation.withdraw(EDIT, held_id)
        uploads.place(EDIT, held_id, (), door=EDIT, door_id=held_id)
    keys = update(Post).where(Post.author_id == user_id).values(client_key=None)
    db.session.execute(keys.execution_options(synchronize_session=False))
    author = accounts.fresh_member(user_id)
    for post in _with_topics(Post.author_id == user_id, Post.state.not_in(OUT)):
        _take_away(author, post)
        _empty(post, trace)


@action
def take_texts(leaver: Leaver, *, trace: str, title: str) -> bool:
    """Empty some of the texts of somebody who left, or take them away; whether there are more."""
    posts = _with_topics(*_has_words(leaver), limit=AT_ONCE)
    author = accounts.fresh_member(leaver.user_id)
    for post in posts:
        lock(post.topic, post)
        shared = post.is_first and _is_shared(post.topic, leaver.user_id)
        if post.is_first and not shared:
            post.topic.title, post.topic.slug = title, slug_of(title)
        if leaver.fate == Fate.DELETED and not shared:
            _take_away(author, post)
        _empty(post, trace)
        if post.state == State.PUBLISHED and post.topic.is_published:
            announce(PostEdited(post.id, post.topic_id, post.author_id))
    return bool(posts)


@action
def forget_names(leaver: Leaver) -> bool:
    """Let some texts of others call somebody who left by no name; whether there are more."""
    now = accounts.fresh_member(leaver.user_id).username
    return any(_forget(name, now) for name in leaver.names)


def _has_words(leaver: Leaver) -> Sequence[ColumnElement[bool]]:
    """Texts of theirs, but for those that the forum wrote to begin a live channel."""
    begun = exists().where(
        Topic.id == Post.topic_id, Topic.standing_since.is_not(None), Post.number == 1
    )
    return Post.author_id == leaver.user_id, Post.body != "", ~begun


def _is_shared(topic: Topic, user_id: int) -> bool:
    """Whether others have written in the topic, whose talk it holds together."""
    others = (Post.topic_id == topic.id, Post.author_id != user_id, Post.state == State.PUBLISHED)
    return bool(db.session.scalar(select(exists().where(*others))))


def _take_away(author: User, post: Post) -> None:
    if post.state != State.DELETED:
        removing.take(author, post)


def _empty(post: Post, trace: str) -> None:
    """Nothing of the text is kept, nor of what it was before."""
    post.body, post.text, post.html = "", "", f"<p><em>{trace}</em></p>"
    post.origin = None
    db.session.execute(delete(Revision).where(Revision.post_id == post.id))
    pictures.place(post, ())
    if post.is_first:
        post.topic.excerpt, post.topic.picture, post.topic.origin = trace, None, None


def _forget(name: str, now: str) -> bool:
    linked = Post.html.contains(f'{forgetting.address(name)}"', autoescape=True)
    posts = _with_topics(linked, limit=AT_ONCE)
    for post in posts:
        _rename(post, name, now)
        if post.state == State.PUBLISHED and post.topic.is_published:
            announce(PostEdited(post.id, post.topic_id, post.author_id))
    if not posts:
        _forget_in_bodies(Revision, name, now)
        _forget_in_bodies(HeldEdit, name, now)
    return bool(posts)


def _rename(post: Post, name: str, now: str) -> None:
    post.html = forgetting.in_html(post.html, name, now=now)
    post.body = forgetting.in_source(post.body, name, now=now)
    post.text = forgetting.in_source(post.text, name, now=now)
    if post.is_first:
        topic = post.topic
        topic.excerpt = forgetting.in_source(topic.excerpt, name, now=now)
        topic.title = forgetting.in_source(topic.title, name, now=now)


def _forget_in_bodies(table: type[Body], name: str, now: str) -> None:
    body, page = func.lower(table.body), forgetting.address(name).lower()
    called = body.contains(f"@{name.lower()}", autoescape=True)
    linked = body.contains(page, autoescape=True)
    for row in db.session.scalars(select(table).where(called | linked)).all():
        row.body = forgetting.in_source(row.body, name, now=now)


def _with_topics(*which: ColumnElement[bool], limit: int | None = None) -> Sequence[Post]:
    query = select(Post).where(*which).order_by(Post.id).limit(limit)
    whole = joinedload(Post.topic).joinedload(Topic.channel)
    return db.session.scalars(query.options(whole).execution_options(populate_existing=True)).all()
