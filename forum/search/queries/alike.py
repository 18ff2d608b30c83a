"""Topics like the one that somebody is about to start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from forum.accounts.models import Viewer
from forum.channels import policy as channel_policy
from forum.channels import queries as channels
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.members import queries as members
from forum.search import analysis, asked, facts, refs
from forum.search.engines import choosing
from forum.search.queries.wanting import within
from forum.topics import policy
from forum.topics.models import Post, State, Topic

MOST = 4
LOOKED_AT = 12
MOST_WORDS = 12
SHORTEST = 8


@dataclass(frozen=True)
class Alike:
    """As much of a topic as a suggestion shows."""

    id: int
    title: str
    slug: str
    reply_count: int
    is_answered: bool
    channel: Channel


def alike(viewer: Viewer, title: str) -> Sequence[Alike]:
    """The few topics whose titles and first posts share most with the title. Raises Unready."""
    words = [
        word for word in dict.fromkeys(analysis.typed_words(title)) if word not in asked.COMMON
    ]
    if not words or len(title.strip()) < SHORTEST:
        return []
    rooms = {room.id: room.channel for room in channels.rooms(viewer) if room.is_readable}
    wanted = within(rooms)
    wanted = replace(
        wanted,
        groups=tuple((word,) for word in words[:MOST_WORDS]),
        facts=(*wanted.facts, frozenset({facts.FIRST})),
        one_is_enough=True,
        limit=LOOKED_AT,
    )
    found = choosing.ask(lambda engine: engine.search(wanted))
    rows = _read(viewer, refs.posts_among(found.refs))
    near = [row for row in rows if _shares_enough(row.title, words)]
    return [
        Alike(row.id, row.title, row.slug, row.reply_count, row.is_answered, rooms[row.channel_id])
        for row in near[:MOST]
        if row.channel_id in rooms
    ]


def _shares_enough(title: str, words: Sequence[str]) -> bool:
    """Half of the words at least, or two: one word alone says little of a longer title."""
    shared = len(set(analysis.typed_words(title)) & set(words))
    return shared * 2 >= len(words) or shared > 1


def _read(viewer: Viewer, post_ids: Sequence[int]) -> Sequence[Topic]:
    if not post_ids:
        return []
    query = (
        select(Post.id, Topic)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(
            Post.id.in_(post_ids),
            channel_policy.readable_by(viewer),
            policy.topics_visible_to(viewer),
            Topic.state == State.PUBLISHED,
            members.not_by_blocked(viewer, Topic.author_id),
        )
    )
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return [found[post_id] for post_id in post_ids if post_id in found]
