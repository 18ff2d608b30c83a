"""Finding topics and posts. What an engine answers is read again before anybody sees it."""

import hashlib
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from forum.accounts.models import User, Viewer
from forum.channels import policy as channel_policy
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.prepared import Prepared, values
from forum.members import queries as members
from forum.search import marking, refs, said
from forum.search.asked import Asked, Part, words_of
from forum.search.engines import choosing
from forum.search.engines.engine import MOST, Found, Wanted
from forum.search.marking import Stretch
from forum.search.queries.wanting import meaning
from forum.topics import policy
from forum.topics.models import Post, State, Topic

PAGE_SIZE = 20
COLUMNS = (
    *(Post.id, Post.number, Post.html, Post.text, Post.created_at),
    *(Post.author_id, Topic.author_id.label("begun_by_id")),
    *(Post.topic_id, Topic.channel_id, Topic.title, Topic.slug, Topic.answer_id, Topic.closed_at),
    User.display_name,
)
# What a place lower down costs: what is closed, or kept for reading only, comes after its like.
CLOSED_COSTS, ARCHIVED_COSTS = 6, 10


class Order(StrEnum):
    """Which of the found things come first."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True)
class Hit:
    """A post that was found, and all that its line shows."""

    post_id: int
    topic_id: int
    number: int
    slug: str
    named: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    wanted: frozenset[str]
    created_at: datetime
    channel: Channel
    # The name; nothing when somebody left.
    author: str | None
    is_answered: bool
    is_answer: bool
    is_closed: bool
    # How many more posts of the same topic were found beside this one.
    more: int
    # Written, and begun, by somebody whom the viewer blocked: neither name nor words stand there.
    is_folded: bool = False
    is_title_folded: bool = False

    @property
    def title(self) -> Sequence[Stretch]:
        """The title with what was looked for."""
        return marking.marked(self.named, self.wanted)

    @property
    def extract(self) -> Sequence[Stretch]:
        """A piece of the text with what was looked for."""
        return marking.extract(said.by(self.html, self.text), self.wanted)

    @property
    def key(self) -> Hashable:
        """All that the line shows, beside the words that were looked for and the time since."""
        said_in = hashlib.blake2b(f"{self.html}\0{self.text}".encode(), digest_size=16).digest()
        return (
            *(self.post_id, self.topic_id, self.number, self.slug, self.named, said_in),
            *(self.created_at, self.author, self.more),
            *(self.is_answered, self.is_answer, self.is_closed),
            *(self.is_folded, self.is_title_folded),
            *(self.channel.name, self.channel.slug, self.channel.hue),
        )


@dataclass(frozen=True)
class Results:
    """A page of what was found.

    total     how many posts match; None when nobody counted to the end
    is_loose  nothing had all of the words, and these have some of them
    unknown   filters that name nothing here
    """

    hits: Sequence[Hit] = ()
    total: int | None = 0
    next: int | None = None
    is_loose: bool = False
    unknown: Sequence[Part] = field(default=())

    @property
    def key(self) -> Hashable:
        """All that the list shows, beside the question and the time since."""
        hits = tuple(hit.key for hit in self.hits)
        unknown = tuple(part.typed for part in self.unknown)
        return hits, self.total, self.next, self.is_loose, unknown

    @property
    def is_cut(self) -> bool:
        """Whether more match than are listed."""
        return bool(self.hits) and (self.total is None or self.total > MOST)


def find(viewer: Viewer, asked: Asked, *, order: Order = Order.BEST, start: int = 0) -> Results:
    """The posts that match, one line for each topic. Raises Unready when nothing can answer."""
    meant = meaning(viewer, asked, newest=order == Order.NEWEST)
    if not asked.parts or not (meant.wanted.groups or asked.filters):
        return Results()
    found = _ask(meant.wanted)
    is_loose = not found.refs and len(meant.wanted.groups) > 1
    if is_loose:
        found = _ask(replace(meant.wanted, one_is_enough=True))
    lines = _lines(viewer, found, order)
    shown = list(lines.items())[start : start + PAGE_SIZE]
    wanted = frozenset(words_of(asked.sought))
    has_more = start + PAGE_SIZE < len(lines)
    return Results(
        hits=_hits(viewer, dict(shown), wanted, rooms=meant.rooms),
        total=found.total if found.is_whole else None,
        next=start + PAGE_SIZE if has_more else None,
        is_loose=is_loose and bool(lines),
        unknown=meant.unknown,
    )


def _ask(wanted: Wanted) -> Found:
    return choosing.ask(lambda engine: engine.search(replace(wanted, limit=MOST)))


def _lines(viewer: Viewer, found: Found, order: Order) -> Mapping[int, int]:
    """The best post of each topic, in order, with how many more of it were found."""
    rows = _facts(viewer, refs.posts_among(found.refs))
    places: dict[int, int] = {}
    for place, post_id in enumerate(refs.posts_among(found.refs)):
        if post_id in rows:
            _, is_closed, is_archived = rows[post_id]
            cost = CLOSED_COSTS * is_closed + ARCHIVED_COSTS * is_archived
            places[post_id] = place + (cost if order == Order.BEST else 0)
    in_order = sorted(places, key=lambda post_id: places[post_id])
    count = Counter(rows[post_id][0] for post_id in in_order)
    seen: set[int] = set()
    lines = {}
    for post_id in in_order:
        topic_id = rows[post_id][0]
        if topic_id not in seen:
            lines[post_id] = count[topic_id] - 1
        seen.add(topic_id)
    return lines


def _facts(viewer: Viewer, post_ids: Collection[int]) -> Mapping[int, tuple[int, bool, bool]]:
    """Topic, closed and archived of those of the posts that the viewer may read."""
    if not post_ids:
        return {}
    found = db.session.execute(_FACTS.of(viewer), values(viewer, post_ids=list(post_ids)))
    return {
        post_id: (topic_id, closed is not None, archived is not None)
        for post_id, topic_id, closed, archived in found
    }


def _facts_of(viewer: Viewer) -> Any:
    return _among(select(Post.id, Topic.id, Topic.closed_at, Channel.archived_at), viewer)


def _among(query: Any, viewer: Viewer) -> Any:
    """Those of some posts that the viewer may read."""
    return (
        query.select_from(Post)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(Post.id.in_(bindparam("post_ids", expanding=True)), *_readable(viewer))
    )


def _readable(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    """What everybody who may read the channel reads; nobody finds texts that wait."""
    return (
        channel_policy.readable_by(viewer),
        policy.topics_visible_to(viewer),
        policy.posts_visible_to(viewer),
        Topic.state == State.PUBLISHED,
        Post.state == State.PUBLISHED,
    )


def _hits(
    viewer: Viewer,
    lines: Mapping[int, int],
    wanted: frozenset[str],
    *,
    rooms: Mapping[int, Channel],
) -> Sequence[Hit]:
    if not lines:
        return []
    found = db.session.execute(_LINES.of(viewer), values(viewer, post_ids=list(lines)))
    rows = {row.id: row for row in found}
    blocked = frozenset() if viewer.is_guest else members.blocked_by(viewer.id)
    return [
        _hit(
            rows[post_id],
            wanted,
            channel=rooms[rows[post_id].channel_id],
            more=more,
            blocked=blocked,
        )
        for post_id, more in lines.items()
        if post_id in rows and rows[post_id].channel_id in rooms
    ]


def _lines_of(viewer: Viewer) -> Any:
    query = _among(select(*COLUMNS), viewer)
    return query.outerjoin(User, User.id == Post.author_id)


def _hit(
    row: Any, wanted: frozenset[str], *, channel: Channel, more: int, blocked: frozenset[int]
) -> Hit:
    return Hit(
        post_id=row.id,
        topic_id=row.topic_id,
        number=row.number,
        slug=row.slug,
        named=row.title,
        html=row.html,
        text=row.text,
        wanted=wanted,
        created_at=row.created_at,
        channel=channel,
        author=row.display_name,
        is_answered=row.answer_id is not None,
        is_answer=row.answer_id == row.id,
        is_closed=row.closed_at is not None,
        more=more,
        is_folded=row.author_id in blocked,
        is_title_folded=row.begun_by_id in blocked,
    )


_FACTS, _LINES = Prepared(_facts_of), Prepared(_lines_of)
