"""What is known of the place into which a saved reply goes: whom it answers, and about what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.answering import queries as answering
from forum.answering.models import Kind
from forum.kernel.db import db
from forum.markup.words import excerpt
from forum.moderation import queries as moderation
from forum.moderation.models import Reviewable
from forum.pages.models import Clause
from forum.replies.models import Place
from forum.topics.models import Post, State, Topic

LONGEST_QUOTE = 160
# Six digits or more, also with hyphens, after a number sign or up to four letters. Each try ends
# after some characters, however long and strange the text is.
_ORDER = re.compile(r"(?:#\s?|\b[A-Z]{0,4}-?)(\d[\d-]{4,18}\d)\b")
LAST_DIGITS = 3
CLAUSE = "clause:"


@dataclass(frozen=True)
class Spot:
    """A place for a saved reply: its member, and all by which replies are suggested and filled."""

    place: Place
    place_id: int
    member: User | None
    channel_id: int | None = None
    reasons: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    # The language of the member; empty when they never chose one.
    language: str = ""
    # What the variables stand for, as far as it is known.
    values: Mapping[str, str] = field(default_factory=dict)
    # By when they were promised to hear from the team.
    due_at: datetime | None = None
    # The clause that weighs most, for whoever names it in the words of the reader.
    clause: Clause | None = None

    @property
    def is_complaint(self) -> bool:
        """Whether somebody complains."""
        return Kind.COMPLAINT in self.kinds


def end_of(topic: Topic) -> Spot:
    """The place at the end of a topic, as far as it is known without a look at its posts."""
    standing = answering.standing_of(topic.id)
    kind = standing.kind if standing is not None else None
    return Spot(
        Place.TOPIC,
        topic.id,
        None,
        topic.channel_id,
        kinds=frozenset({str(kind)} if kind else ()),
        language=language_of(topic.author_id),
        due_at=standing.final_due_at if standing is not None else None,
    )


def of_topic(topic: Topic, *, reply_to: int | None = None) -> Spot:
    """The same with its values; `reply_to` is the number of the post that is answered."""
    post = _answered(topic, reply_to)
    member = post.author if post is not None else topic.author
    values = _values(member, post.text if post is not None else "")
    return replace(end_of(topic), member=member, values=values)


def words_in(case: Reviewable) -> Spot:
    """The words to the member in a decision, as far as it is known without a look at the thing."""
    _, clauses = moderation.clauses_now() if case.clause_key else (None, ())
    clause = next((one for one in clauses if one.key == case.clause_key), None)
    reasons = {case.reason}
    if clause is not None:
        reasons |= {str(clause.harm), by_clause(clause.key)}
    return Spot(
        Place.CASE,
        case.id,
        case.about,
        case.channel_id,
        reasons=frozenset(reasons),
        kinds=frozenset({case.protocol} if case.protocol else ()),
        language=language_of(case.about_id),
        clause=clause,
    )


def by_clause(key: str) -> str:
    """How a saved reply names a clause among what it fits."""
    return f"{CLAUSE}{key}"


def of_case(case: Reviewable) -> Spot:
    """The same with its values."""
    facts = moderation.facts_of(case.target_kind, case.target_id)
    spot = words_in(case)
    channel_id = spot.channel_id or facts.channel_id
    return replace(spot, channel_id=channel_id, values=_values(spot.member, facts.extract))


def language_of(user_id: int) -> str:
    """The language that a member chose; of a page's copies of people nobody knows it."""
    return db.session.scalar(select(User.locale).where(User.id == user_id)) or ""


def order_in(text: str) -> str:
    """The last digits of what looks like an order number: enough to know it, no use to others."""
    found = _ORDER.search(text)
    digits = re.sub(r"\D", "", found[1]) if found else ""
    return f"…{digits[-LAST_DIGITS:]}" if digits else ""


def _values(member: User | None, text: str) -> dict[str, str]:
    return {
        "member": member.display_name if member is not None else "",
        "quote": excerpt(text, LONGEST_QUOTE),
        "order_hint": order_in(text),
    }


def _answered(topic: Topic, number: int | None) -> Post | None:
    """The post that is answered; the first one unless another was chosen."""
    query = (
        select(Post)
        .where(
            Post.topic_id == topic.id,
            Post.number.in_({1, number or 1}),
            Post.state == State.PUBLISHED,
        )
        .options(joinedload(Post.author))
        .order_by(Post.number.desc())
        .limit(1)
    )
    return db.session.scalar(query)
