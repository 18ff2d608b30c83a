"""What waits to be indexed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.search import facts, refs
from forum.search.models import Waiting
from forum.topics.models import Post, Topic, TopicTag

AT_ONCE = 200
# Put together once: everybody who searches needs it.
_HIDING = select(Waiting.kind, Waiting.target_id).where(
    Waiting.hides_since.is_not(None), Waiting.done_at.is_(None)
)


@dataclass(frozen=True)
class Change:
    """A row of the queue, as plain values."""

    id: int
    kind: str
    target_id: int


@dataclass(frozen=True)
class Hidden:
    """What must not be found until it is indexed anew: refs, and facts of whole topics."""

    refs: frozenset[int]
    facts: frozenset[str]


def next_changes() -> Sequence[Change]:
    """The oldest of what waits."""
    return _read(Waiting.done_at.is_(None), limit=AT_ONCE)


def all_changes() -> Sequence[Change]:
    """Everything that waits, and what was indexed while another index is being made."""
    return _read(limit=None)


def _read(*conditions: object, limit: int | None) -> Sequence[Change]:
    query = select(Waiting.id, Waiting.kind, Waiting.target_id).order_by(Waiting.id).limit(limit)
    with db.engine.connect() as connection:
        return [Change(*row) for row in connection.execute(query.where(*conditions))]  # type: ignore[arg-type]


def posts_of(changes: Collection[Change]) -> Iterator[int]:
    """The ids of all posts that the changes are about, some perhaps more than once."""
    by_kind: dict[str, set[int]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, set()).add(change.target_id)
    yield from by_kind.get("post", ())
    yield from by_kind.get("edit", ())
    opened = select(Post.topic_id).where(Post.id.in_(by_kind.get("edit", ())), Post.number == 1)
    tagged = select(TopicTag.topic_id).where(TopicTag.tag_id.in_(by_kind.get("tag", ())))
    owners = {
        "edit": select(Post.id).where(Post.topic_id.in_(opened)),
        "tag": select(Post.id).where(Post.topic_id.in_(tagged)),
        "topic": select(Post.id).where(Post.topic_id.in_(by_kind.get("topic", ()))),
        "author": select(Post.id).where(Post.author_id.in_(by_kind.get("author", ()))),
        "channel": select(Post.id)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Topic.channel_id.in_(by_kind.get("channel", ()))),
    }
    with db.engine.connect() as connection:
        for kind, query in owners.items():
            if kind in by_kind:
                yield from connection.execute(query).scalars().all()


def members_of(changes: Collection[Change]) -> set[int]:
    """The ids of all members whose names or whose being here changed."""
    return {change.target_id for change in changes if change.kind in {"member", "author"}}


def hidden() -> Hidden:
    """What the index may still show, and must not."""
    rows = db.session.execute(_HIDING).all()
    return Hidden(
        frozenset(refs.of_post(target) for kind, target in rows if kind == "post"),
        frozenset(facts.topic(target) for kind, target in rows if kind == "topic"),
    )


def count() -> int:
    """How many changes wait."""
    query = select(func.count()).select_from(Waiting).where(Waiting.done_at.is_(None))
    return db.session.scalar(query) or 0
