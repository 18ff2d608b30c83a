"""What the team is told of a wave: how much, who, where it leads, and each text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page
from forum.topics.models import Post, Topic
from forum.waves.models import Wave, WavePost, WavePrint
from forum.waves.queries.waves import is_made_for

MOST_ACCOUNTS = 100
MOST_PRINTS = 500
MOST_PLACES = 10


@dataclass(frozen=True)
class Numbers:
    """How much a wave is."""

    posts: int
    waiting: int
    accounts: int
    made: int


@dataclass(frozen=True)
class Account:
    """Somebody who wrote in a wave."""

    user: User
    posts: int
    # Whether the account was made for the wave; nothing is done to any other.
    is_made: bool


def numbers_of(wave: Wave) -> Numbers:
    """Posts and accounts of a wave, counted."""
    waits = func.count().filter(Post.state == "held")
    query = (
        select(func.count(WavePost.id), waits, func.count(func.distinct(Post.author_id)))
        .join(Post, Post.id == WavePost.post_id)
        .where(WavePost.wave_id == wave.id)
    )
    posts, waiting, accounts = db.session.execute(query).one()
    made = db.session.scalar(select(func.count(User.id)).where(*is_made_for(wave)))
    return Numbers(posts, waiting, accounts, made or 0)


def accounts_of(wave: Wave) -> Sequence[Account]:
    """Who wrote in it, those who wrote most first; a hundred at most."""
    mine = (
        select(Post.author_id, func.count(WavePost.id).label("number"))
        .join(WavePost, WavePost.post_id == Post.id)
        .where(WavePost.wave_id == wave.id)
        .group_by(Post.author_id)
        .subquery()
    )
    made = select(User.id).where(*is_made_for(wave))
    query = select(User, mine.c.number).join(mine, mine.c.author_id == User.id)
    query = query.order_by(mine.c.number.desc(), User.id).limit(MOST_ACCOUNTS)
    known = set(db.session.scalars(made))
    rows = db.session.execute(query)
    return [Account(user, number, user.id in known) for user, number in rows]


def places_of(wave: Wave) -> Sequence[tuple[str, int]]:
    """Where its newest texts lead, and how many do."""
    query = select(WavePrint.places).where(WavePrint.wave_id == wave.id)
    found = db.session.scalars(query.order_by(WavePrint.id.desc()).limit(MOST_PRINTS))
    return Counter(place for places in found for place in places).most_common(MOST_PLACES)


def posts_of(wave: Wave, after: Cursor | None = None) -> Page[WavePost]:
    """Its posts in the order in which they came."""
    post = joinedload(WavePost.post)
    query = (
        select(WavePost)
        .where(WavePost.wave_id == wave.id, WavePost.id > (after.id if after else 0))
        .options(
            post.joinedload(Post.author), post.joinedload(Post.topic).joinedload(Topic.channel)
        )
        .order_by(WavePost.id)
        .limit(PAGE_SIZE + 1)
    )
    found = db.session.scalars(query).all()
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    return Page(shown, Cursor(0, shown[-1].id).encode() if more else None)


def states_of(wave_ids: Sequence[int]) -> Mapping[int, int]:
    """How many posts each of these waves has."""
    query = select(WavePost.wave_id, func.count(WavePost.id)).where(WavePost.wave_id.in_(wave_ids))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(WavePost.wave_id))}
