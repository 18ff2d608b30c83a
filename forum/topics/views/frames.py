"""Under what the pieces of a topic page are kept: everything that their html depends on.

Of a post only the frame is kept; its text is put in each time.
"""

from collections.abc import Hashable, Sequence
from datetime import datetime

from forum.accounts.models import User
from forum.kernel.slots import Part
from forum.topics.models import Post, State, Tag, Topic
from forum.topics.views.items import Item
from forum.web import moments

ORDINARY = {"", "answer"}


def key_of(item: Item, topic: Topic, *, pages: int, now: datetime) -> Hashable:
    """The key of the frame; None for a post that is out of the ordinary, which is made each time.

    What the template `topics/_post.html` shows must be in here.
    """
    parts = _parts(item.beside_author), _parts(item.footer)
    if item.kind not in ORDINARY or item.change is not None or item.note or None in parts:
        return None
    verdicts = item.may_edit, item.may_delete, item.may_accept, item.may_quote, item.may_wiki
    return (
        "post",
        _post(item.post, now),
        _author(item.post.author),
        (topic.id, topic.slug, pages),
        item.kind,
        item.is_folded,
        tuple(map(bool, (*verdicts, item.may_flag))),
        parts,
    )


def head_key(
    topic: Topic, *, tags: Sequence[Tag], faces: Sequence[User], states: Sequence[str]
) -> Hashable:
    """The key of the head; None for a topic that is out of the ordinary.

    What the template `topics/_head.html` shows to those who do not look after the topic.
    """
    if topic.state != State.PUBLISHED or topic.origin:
        return None
    channel = topic.channel
    return (
        (channel.name, channel.slug, channel.hue),
        tuple(tag.name for tag in tags),
        (topic.title, topic.reply_count, topic.view_count, topic.people_count),
        tuple(map(_author, faces)),
        tuple(states),
    )


def told_key(topic: Topic, posts: Sequence[Post], answer: Post | None) -> Hashable:
    """The key of what the head of the page tells machines about the topic and its posts."""
    channel = topic.channel
    return (
        (topic.id, topic.slug, topic.title, topic.picture, topic.created_at),
        (topic.reply_count, topic.view_count, _author(topic.author)),
        (channel.name, channel.slug, channel.takes_answers),
        tuple(map(_told, posts)),
        None if answer is None else _told(answer),
    )


def _told(post: Post) -> tuple[Hashable, ...]:
    """Of the text the hash will do, which is 64 bits wide and made with a secret."""
    author = post.author
    by = author.username, author.display_name
    when = post.created_at, post.edited_at
    return post.id, post.number, post.state, hash(post.text), post.reaction_count, *by, *when


def _post(post: Post, now: datetime) -> tuple[Hashable, ...]:
    """The words of moments are part of it, because "2 minutes ago" becomes "3 minutes ago"."""
    edited = post.edited_at if post.version > 1 else None
    return (
        *(post.id, post.number, post.reply_to, post.version > 1),
        *(post.created_at, moments.told(post.created_at, now)),
        *(edited, moments.told(edited, now) if edited else None),
        repr(sorted(post.origin.items())) if post.origin else "",
        post.is_wiki,
    )


def _author(author: User) -> tuple[Hashable, ...]:
    return author.username, author.display_name, author.avatar, author.hue, author.is_staff


def _parts(parts: Sequence[Part]) -> tuple[Hashable, ...] | None:
    """What other slices put into the frame; None when one of them cannot say what it depends on."""
    keys = tuple((part.template, part.key) for part in parts)
    return None if any(key is None for _, key in keys) else keys
