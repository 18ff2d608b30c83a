"""Finding closed cases that everybody of the team could decide again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Role, User
from forum.kernel.db import db
from forum.moderation.models import Outcome, Reviewable, Ruling
from forum.topics.models import Post
from forum.topics.queries import POST
from forum.training.veil import veiled

# Enough to draw ten from; the newest.
MOST_LOOKED_AT = 300
SHORTEST, LONGEST = 12, 2000
RULED = (Outcome.KEEP, Outcome.HIDE, Outcome.REMOVE, Outcome.EDIT, Outcome.MOVE)


@dataclass(frozen=True)
class Candidate:
    """A closed case with its text, names taken out, and what was decided."""

    reviewable_id: int
    about_id: int
    text: str
    outcome: str


def closed_cases(since: datetime) -> Sequence[Candidate]:
    """Posts of members on which somebody decided since then, whose text is there still."""
    query = (
        select(Reviewable.id, Reviewable.about_id, Ruling.outcome, Post.body, Post.topic_id)
        .join(Ruling, Ruling.case_id == Reviewable.id)
        .join(Post, Post.id == Reviewable.target_id)
        .join(User, User.id == Reviewable.about_id)
        .where(
            Reviewable.target_kind == POST,
            Reviewable.decided_at >= since,
            Ruling.carried_out_at.is_not(None),
            Ruling.overturned_at.is_(None),
            Ruling.outcome.in_(RULED),
            User.role == Role.MEMBER,
        )
        .order_by(Reviewable.id.desc(), Ruling.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    rows = db.session.execute(query).all()
    names = _names_in({row.topic_id for row in rows})
    found = {
        row.id: Candidate(
            row.id, row.about_id, veiled(row.body[:LONGEST], names[row.topic_id]), row.outcome
        )
        for row in reversed(rows)
        if len(row.body.strip()) >= SHORTEST
    }
    return list(found.values())


def emptied(reviewable_ids: Collection[int]) -> set[int]:
    """Of these cases those whose text is gone."""
    query = (
        select(Reviewable.id)
        .outerjoin(Post, Post.id == Reviewable.target_id)
        .where(Reviewable.id.in_(reviewable_ids), (Post.id.is_(None)) | (Post.body == ""))
    )
    return set(db.session.scalars(query))


def _names_in(topic_ids: Collection[int]) -> Mapping[int, set[str]]:
    """The names of everybody who wrote in these topics."""
    query = (
        select(Post.topic_id, User.username, User.display_name)
        .join(User, User.id == Post.author_id)
        .where(Post.topic_id.in_(topic_ids))
        .distinct()
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for topic_id, username, display_name in db.session.execute(query):
        found[topic_id] |= {username, display_name}
    return found
