"""What a rule would have done with the texts of the last days. Nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.automod.judging import Live
from forum.automod.sight import Sight, fold, meets
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.screening import Writing
from forum.markup.words import Reader
from forum.moderation.models import Decision, Reviewable
from forum.topics.models import Post, State, Topic
from forum.topics.queries import POST, tags_of

# The newest so many texts are looked at, so that trying ends.
MOST_TEXTS = 5_000
AT_ONCE = 500
EXAMPLES = 10


@dataclass(frozen=True)
class Hit:
    """A text that the rule would have met."""

    post: Post
    # Whether a person has looked at the text and let it stand.
    is_approved: bool


@dataclass(frozen=True)
class DryRun:
    """What was found."""

    days: int
    looked_at: int
    hits: int
    # Of the hits, those that a person had approved: what the rule would have got wrong.
    approved: int
    examples: Sequence[Hit]

    @property
    def is_cut(self) -> bool:
        """Whether there were more texts than are looked at."""
        return self.looked_at >= MOST_TEXTS


def dry_run(rule: Live, *, days: int) -> DryRun:
    """Ask the rule about every text of the last days, each as old as it was then.

    The standing of its writer is that of today: what it was then is kept nowhere.
    """
    since = clock.now() - timedelta(days=days)
    posts = _posts(since)
    tags = tags_of([post.topic_id for post in posts if post.is_first])
    known: dict[tuple[int, str], datetime] = {}
    found = []
    for post in reversed(posts):
        names = [tag.name for tag in tags.get(post.topic_id, [])] if post.is_first else []
        key = (post.author_id, fold(post.text))
        before = [(known[key], post.text)] if key in known else []
        if meets(rule.tree, _sight(post, names, before)):
            found.append(post)
        known[key] = post.created_at
    approved = _approved([post.id for post in found])
    shown = [Hit(post, post.id in approved) for post in found[: -EXAMPLES - 1 : -1]]
    return DryRun(days, len(posts), len(found), len(approved), shown)


def _posts(since: datetime) -> Sequence[Post]:
    query = (
        select(Post)
        .where(Post.created_at >= since, Post.state != State.SCHEDULED)
        .options(joinedload(Post.author), joinedload(Post.topic).joinedload(Topic.channel))
        .order_by(Post.id.desc())
        .limit(MOST_TEXTS)
    )
    # Imported texts were written elsewhere; a database may keep that they were not in two ways.
    return [post for post in db.session.scalars(query) if post.origin is None]


def _sight(post: Post, tags: Sequence[str], lately: Sequence[tuple[datetime, str]]) -> Sight:
    reader = Reader("")
    reader.feed(post.html)
    reader.close()
    writing = Writing(
        author=post.author,
        kind="topic" if post.is_first else "message" if post.topic.is_standing else "reply",
        body=post.body,
        html=post.html,
        text=post.text,
        links=tuple(reader.links),
        mentions=tuple(reader.mentions),
        title=post.topic.title if post.is_first else "",
        tags=tags,
        channel_id=post.topic.channel_id,
        post_id=post.id,
    )
    return Sight(writing, post.created_at, lately, own_mail=post.author.email)


def _approved(ids: Sequence[int]) -> frozenset[int]:
    """Of these posts, those on which a person said yes."""
    query = select(Reviewable.target_id).where(
        Reviewable.target_kind == POST,
        Reviewable.decision == Decision.APPROVED,
        Reviewable.decided_by_id.is_not(None),
    )
    found: set[int] = set()
    for start in range(0, len(ids), AT_ONCE):
        among = Reviewable.target_id.in_(ids[start : start + AT_ONCE])
        found.update(db.session.scalars(query.where(among)))
    return frozenset(found)
