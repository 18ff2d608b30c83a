"""What a title and a text must be like, however they reach the forum."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.channels.models import Channel, Kind
from forum.kernel.policy import Invalid
from forum.markup.render import VERSION, Rendered, excerpt
from forum.markup.words import words_alone
from forum.topics import queries
from forum.topics.models import Post, Topic

LONGEST_TITLE = 200
SHORTEST_TITLE = 5
# Scripts that say in two signs what others say in five.
SHORTEST_DENSE_TITLE = 2
DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
LONGEST_BODY = 32_000
EXCERPT = 200


@dataclass(frozen=True)
class NewTopic:
    """What somebody wants to start a topic with."""

    title: str
    body: str
    tags: tuple[str, ...] = ()
    # For staff: the moment at which the topic shall appear.
    publish_at: datetime | None = None
    # Made by the browser for each composed text: sent twice, it posts once.
    client_key: str | None = None
    # Where an imported topic comes from: site, url, author, licence.
    origin: dict[str, Any] | None = None
    # What the body looks like, where an import has rendered it already.
    shown: Rendered | None = None
    # The hints that the writer has seen; None where nobody is there to read them.
    heard: tuple[str, ...] | None = None


@dataclass(frozen=True)
class NewPost:
    """What somebody wants to reply."""

    body: str
    # The number of the post that is answered in particular.
    reply_to: int | None = None
    client_key: str | None = None
    origin: dict[str, Any] | None = None
    shown: Rendered | None = None
    heard: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Text:
    """A checked text and what it looks like."""

    body: str
    shown: Rendered


def checked_title(title: str) -> str:
    """The title on one line. Raises Invalid when it is too short or too long to be found again."""
    plain = " ".join(queries.cleaned(title).split())
    least = SHORTEST_DENSE_TITLE if DENSE.search(plain) else SHORTEST_TITLE
    if sum(map(_is_seen, plain)) < least:
        raise Invalid("title", "too_short", least=least)
    if len(plain) > LONGEST_TITLE:
        raise Invalid("title", "too_long", most=LONGEST_TITLE)
    return plain


def checked_text(body: str, shown: Rendered | None = None) -> Text:
    """The text as it will be stored, with its html. Raises Invalid when empty or too long."""
    plain = queries.cleaned(body)
    if not any(map(_is_seen, plain)):
        raise Invalid("body", "empty")
    if len(plain) > LONGEST_BODY:
        raise Invalid("body", "too_long", most=LONGEST_BODY)
    return Text(plain, shown or queries.as_published(plain))


def checked_first_text(body: str, channel: Channel, *, shown: Rendered | None = None) -> Text:
    """A text that opens a topic: in a gallery it shows a picture."""
    text = checked_text(body, shown)
    if channel.kind == Kind.GALLERY and not text.shown.uploads:
        raise Invalid("body", "picture_needed")
    return text


def put_text(post: Post, text: Text) -> None:
    """Give the post its text in the three forms in which it is kept."""
    post.body = text.body
    post.html = text.shown.html
    post.text = text.shown.text
    post.markup_version = VERSION


def put_summary(topic: Topic, text: Text) -> None:
    """Give the topic what lists show of its first post."""
    topic.excerpt = excerpt(words_alone(text.shown.html) or text.shown.text, EXCERPT)
    topic.picture = next(iter(text.shown.uploads), None)


def _is_seen(character: str) -> bool:
    """Whether the character leaves a mark: no space, control or direction sign does."""
    return unicodedata.category(character)[0] not in "CZ"
