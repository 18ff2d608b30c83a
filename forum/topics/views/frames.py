"""Under what the frame of a post is kept: everything that its html depends on, but for its text."""

from collections.abc import Hashable, Sequence

from forum.accounts.models import User
from forum.kernel.slots import Part
from forum.topics.models import Post, Topic
from forum.topics.views.items import Item
from forum.web.templating import moment

ORDINARY = {"", "answer"}


def key_of(item: Item, topic: Topic, *, pages: int) -> Hashable:
    """The key of the frame; None for a post that is out of the ordinary, which is made each time.

    What the template `topics/_post.html` shows must be in here.
    """
    parts = _parts(item.beside_author), _parts(item.footer)
    if item.kind not in ORDINARY or item.change is not None or item.note or None in parts:
        return None
    verdicts = item.may_edit, item.may_delete, item.may_accept, item.may_quote
    return (
        "post",
        _post(item.post),
        _author(item.post.author),
        (topic.id, topic.slug, pages),
        item.kind,
        tuple(map(bool, verdicts)),
        parts,
    )


def _post(post: Post) -> tuple[Hashable, ...]:
    """The words of moments are part of it, because "2 minutes ago" becomes "3 minutes ago"."""
    is_edited = post.version > 1
    edited = moment(post.edited_at) if is_edited else ""
    origin = tuple(sorted((post.origin or {}).items()))
    place = post.id, post.number, post.reply_to
    return *place, moment(post.created_at), is_edited, edited, repr(origin)


def _author(author: User) -> tuple[Hashable, ...]:
    return author.username, author.display_name, author.avatar, author.hue, author.is_staff


def _parts(parts: Sequence[Part]) -> tuple[Hashable, ...] | None:
    """What other slices put into the frame; None when one of them cannot say what it depends on."""
    keys = tuple((part.template, part.key) for part in parts)
    return None if any(key is None for _, key in keys) else keys
