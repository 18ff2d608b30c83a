"""What a list shows of a topic, and how a page of such rows is read: three queries at most."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy import Row as DbRow
from sqlalchemy.orm import aliased

from forum.accounts.models import Role, User, Viewer
from forum.channels import policy as channels
from forum.channels.models import Channel, Kind, Visibility
from forum.home.queries.scores import score
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.kernel.prepared import Prepared, values
from forum.members import queries as members
from forum.reading import policy as reading
from forum.reading.queries import Unread, is_new, unread_count
from forum.topics.models import Post, State, Tag, Topic, TopicTag

FACES = 3
TEAM = {Role.MODERATOR, Role.ADMIN}
Answer, Answerer = aliased(Post), aliased(User)
COLUMNS = (
    Topic.id,
    Topic.title,
    Topic.slug,
    Topic.excerpt,
    Topic.picture,
    Topic.author_id,
    Topic.face_ids,
    Topic.created_at,
    Topic.bumped_at,
    Topic.reply_count,
    Topic.reaction_count,
    Topic.view_count,
    Topic.answer_id,
    Topic.closed_at,
    score().label("score"),
    Channel.name.label("channel_name"),
    Channel.slug.label("channel_slug"),
    Channel.hue.label("channel_hue"),
    Channel.kind.label("channel_kind"),
    Channel.visibility.label("channel_visibility"),
    Answerer.role.label("answerer_role"),
)
Found: TypeAlias = DbRow[*tuple[Any, ...]]


@dataclass(frozen=True)
class Person:
    """As much of a member as a list shows."""

    id: int
    username: str
    display_name: str
    hue: int
    avatar: str | None


@dataclass(frozen=True)
class Room:
    """As much of a channel as a list shows."""

    name: str
    slug: str
    hue: int


@dataclass(frozen=True)
class Row:
    """One topic of a list, with everything that stands on its line."""

    id: int
    title: str
    slug: str
    excerpt: str
    picture: str | None
    bumped_at: datetime
    reply_count: int
    reaction_count: int
    view_count: int
    channel: Room
    author: Person | None
    faces: Sequence[Person]
    tags: Sequence[str]
    states: Sequence[str]
    unread: Unread | None
    is_muted: bool
    # Begun by somebody whom the reader blocked: neither title nor words are shown.
    is_folded: bool = False

    @property
    def key(self) -> Hashable:
        """All that its line shows, but for the moment, which is said in words."""
        words = self.title, self.slug, self.excerpt, self.reply_count, self.is_folded
        people = self.author, tuple(self.faces)
        marks = tuple(self.tags), tuple(self.states), self.unread, self.is_muted
        return self.id, words, self.channel, people, marks


def topics_for(viewer: Viewer) -> Select[int]:
    """The ids of published topics in channels the viewer may read, with the viewer's standing."""
    return _TOPICS.of(viewer)


def topics(viewer: Any) -> Select[int]:
    """The same for statements of one's own, which are put together once."""
    query = (
        select(Topic.id)
        .join(Channel, Channel.id == Topic.channel_id)
        # The messages of a live channel are no topic to be listed: each would bring it to the top.
        .where(
            Topic.state == State.PUBLISHED, Channel.kind != Kind.LIVE, channels.readable_by(viewer)
        )
    )
    return query if viewer.is_guest else reading.standing(query, viewer)


def read(viewer: Viewer, ids: Select[int], *order: Any) -> Sequence[Found]:
    """What stands on the lines of these topics, in this order; the people and tags come later.

    The ids are found first, so that what is costly is asked for the rows of one page only.
    """
    query = _LINES.of(viewer).where(Topic.id.in_(ids)).order_by(*order)
    return db.session.execute(query, values(viewer)).all()


def lines(viewer: Any) -> Select[*tuple[Any, ...]]:
    """All that stands on the lines of all topics."""
    query: Select[*tuple[Any, ...]] = (
        select(*COLUMNS)
        .join(Channel, Channel.id == Topic.channel_id)
        .outerjoin(Answer, Answer.id == Topic.answer_id)
        .outerjoin(Answerer, Answerer.id == Answer.author_id)
    )
    if viewer.is_guest:
        return query
    return reading.standing(query, viewer).add_columns(
        unread_count(viewer).label("unread"),
        reading.is_unread(viewer).label("is_unread"),
        is_new(viewer).label("is_new"),
        reading.is_muted().label("is_muted"),
    )


def dress(viewer: Viewer, pinned: Sequence[Found], found: Sequence[Found]) -> Sequence[Row]:
    """The rows of a page with their people and their tags, in three queries for all of them.

    Of whom the viewer blocked neither face nor words are shown.
    """
    every = [*pinned, *found]
    if not every:
        return []
    people = _people(every)
    tags = _tags([row.id for row in every])
    rows = [_row(row, people, tags.get(row.id, ())) for row in every]
    blocked = frozenset() if viewer.is_guest else members.blocked_by(viewer.id)
    if blocked:
        rows = [_folded(row, blocked) for row in rows]
    # Only where a topic stands first does it say so.
    first = [replace(row, states=["pinned", *row.states]) for row in rows[: len(pinned)]]
    return [*first, *rows[len(pinned) :]]


def _people(found: Sequence[Found]) -> Mapping[int, Person]:
    ids = {row.author_id for row in found}
    ids.update(user_id for row in found for user_id in row.face_ids[:FACES])
    return {row[0]: Person(*row) for row in _PEOPLE.rows(ids=list(ids))}


def _tags(topic_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    names: dict[int, list[str]] = {}
    for topic_id, name in _TAGS.rows(ids=list(topic_ids)):
        names.setdefault(topic_id, []).append(name)
    return names


def _row(row: Found, people: Mapping[int, Person], tags: Sequence[str]) -> Row:
    return Row(
        id=row.id,
        title=row.title,
        slug=row.slug,
        excerpt=row.excerpt,
        picture=row.picture,
        bumped_at=row.bumped_at,
        reply_count=row.reply_count,
        reaction_count=row.reaction_count,
        view_count=row.view_count,
        channel=Room(row.channel_name, row.channel_slug, row.channel_hue),
        author=people.get(row.author_id),
        faces=[people[user_id] for user_id in row.face_ids[:FACES] if user_id in people],
        tags=tags,
        states=_states(row),
        unread=_unread(row),
        is_muted=bool(getattr(row, "is_muted", False)),
    )


def _folded(row: Row, blocked: frozenset[int]) -> Row:
    """The line of a topic for somebody who blocked these members."""
    faces = [one for one in row.faces if one.id not in blocked]
    if row.author is None or row.author.id not in blocked:
        return replace(row, faces=faces)
    return replace(row, faces=faces, author=None, excerpt="", picture=None, tags=(), is_folded=True)


def _unread(row: Found) -> Unread | None:
    """Nothing for a guest, whose rows do not even ask."""
    if not getattr(row, "is_unread", False):
        return None
    return Unread(max(row.unread, 1), bool(row.is_new))


def _states(row: Found) -> Sequence[str]:
    """The words of a topic's state, in the order in which they are shown."""
    is_question = row.channel_kind == Kind.QUESTION
    is_open = is_question and row.answer_id is None and row.closed_at is None
    by_team = row.answerer_role in TEAM
    states = {
        "shared": row.channel_visibility == Visibility.SECRET,
        "answered": row.answer_id is not None and not by_team,
        "answered_by_staff": row.answer_id is not None and by_team,
        "unanswered": is_open and not row.reply_count,
        "open": is_open and row.reply_count,
        "closed": row.closed_at is not None,
    }
    return [word for word, holds in states.items() if holds]


_TOPICS, _LINES = Prepared(topics), Prepared(lines)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PEOPLE = Direct(
    select(User.id, User.username, User.display_name, User.hue, User.avatar).where(
        User.id.in_(_IDS)
    )
)
_TAGS = Direct(
    select(TopicTag.topic_id, Tag.name)
    .join(Tag, Tag.id == TopicTag.tag_id)
    .where(TopicTag.topic_id.in_(_IDS))
    .order_by(TopicTag.topic_id, TopicTag.position, Tag.name)
)
