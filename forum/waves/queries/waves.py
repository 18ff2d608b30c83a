"""Waves, and what is to be done with their posts and accounts, some at a time."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from forum.accounts.models import Role, Standing, User
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.moderation.models import CaseState, Reviewable
from forum.sanctions.models import Sanction
from forum.topics.models import Post, State, Topic
from forum.topics.queries import POST
from forum.waves.models import Wave, WavePause, WavePost
from forum.waves.policy import YOUNG

KIND = "wave"
LOW = [one.value for one in Standing if one.rank <= Standing.BASIC.rank]


def wave_by_id(wave_id: int) -> Wave:
    """One wave with who decided. Raises NotFound."""
    query = select(Wave).where(Wave.id == wave_id).options(joinedload(Wave.decided_by))
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def held_wave(wave_id: int) -> Wave:
    """The wave as its row is now; nobody else changes it before the end. Raises NotFound."""
    query = select(Wave).where(Wave.id == wave_id).with_for_update()
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def waves_by_ids(ids: Collection[int]) -> Mapping[int, Wave]:
    """Those of these waves that there are."""
    query = select(Wave).where(Wave.id.in_(ids)).options(joinedload(Wave.decided_by))
    return {wave.id: wave for wave in db.session.scalars(query)}


def waves(after: Cursor | None = None) -> Page[Wave]:
    """All waves, the newest first."""
    query = select(Wave).options(joinedload(Wave.decided_by))
    if after is not None:
        older = (Wave.opened_at < after.moment) | (
            (Wave.opened_at == after.moment) & (Wave.id < after.id)
        )
        query = query.where(older)
    query = query.order_by(Wave.opened_at.desc(), Wave.id.desc()).limit(PAGE_SIZE + 1)
    found = db.session.scalars(query).all()
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    return Page(shown, cursor_at(shown[-1].opened_at, shown[-1].id).encode() if more else None)


def to_put_away(wave_id: int, most: int) -> Sequence[WavePost]:
    """Some that are still there: replies before the topics that they stand in."""
    return _some(_left(wave_id).order_by(Post.number.desc(), Post.id).limit(most))


def put_away(wave_id: int, most: int) -> Sequence[WavePost]:
    """Some that were put away: topics before the replies in them."""
    away = _posts().where(WavePost.wave_id == wave_id, WavePost.was != "")
    return _some(away.order_by(Post.number, Post.id).limit(most))


def staying(wave_id: int) -> Sequence[WavePost]:
    """First posts in whose topics others talk: somebody has to look at each."""
    query = _posts().where(WavePost.wave_id == wave_id, WavePost.was == "", *_is_there())
    return _some(query.where(others_talk(wave_id)).order_by(Post.id))


def to_do(wave_id: int) -> int:
    """How many posts are still to be put away."""
    left = _left(wave_id).with_only_columns(func.count(WavePost.id)).order_by(None)
    return db.session.scalar(left) or 0


def to_bring_back(wave_id: int) -> int:
    """How many posts were put away, and pauses given."""
    posts = select(func.count(WavePost.id)).where(WavePost.wave_id == wave_id, WavePost.was != "")
    pauses = select(func.count(WavePause.id)).where(WavePause.wave_id == wave_id)
    return (db.session.scalar(posts) or 0) + (db.session.scalar(pauses) or 0)


def first_author(wave_id: int) -> User | None:
    """Who wrote the first post of the wave."""
    query = (
        select(User)
        .join(Post, Post.author_id == User.id)
        .join(WavePost, WavePost.post_id == Post.id)
        .where(WavePost.wave_id == wave_id)
    )
    return db.session.scalars(query.order_by(WavePost.id).limit(1)).first()


def made_for(wave: Wave, *, after: int = 0, most: int | None = None) -> Sequence[User]:
    """Accounts that were made for the wave and have no pause from it, in the order of their ids.

    They were young and of low standing when it began, and wrote nothing else that can be read.
    """
    paused = exists().where(
        WavePause.wave_id == wave.id,
        WavePause.sanction_id == Sanction.id,
        Sanction.user_id == User.id,
        Sanction.lifted_at.is_(None),
    )
    query = select(User).where(User.id > after, *is_made_for(wave), ~paused)
    return db.session.scalars(query.order_by(User.id).limit(most)).all()


def is_made_for(wave: Wave) -> Sequence[ColumnElement[bool]]:
    """What makes an account one that was made for the wave."""
    elsewhere = aliased(Post)
    mine = select(Post.author_id).join(WavePost, WavePost.post_id == Post.id)
    other = exists().where(
        elsewhere.author_id == User.id,
        elsewhere.state == State.PUBLISHED,
        ~exists().where(WavePost.post_id == elsewhere.id, WavePost.wave_id == wave.id),
    )
    return (
        User.id.in_(mine.where(WavePost.wave_id == wave.id)),
        User.role == Role.MEMBER,
        User.standing.in_(LOW),
        User.created_at > wave.opened_at - YOUNG,
        User.deactivated_at.is_(None),
        User.approved_at.is_not(None),
        ~other,
    )


def pauses_left(wave_id: int, most: int) -> Sequence[tuple[WavePause, Sanction]]:
    """Some of the pauses that came with it and hold still."""
    query = (
        select(WavePause, Sanction)
        .join(Sanction, Sanction.id == WavePause.sanction_id)
        .where(WavePause.wave_id == wave_id)
        .order_by(WavePause.id)
        .limit(most)
    )
    return [(pause, sanction) for pause, sanction in db.session.execute(query)]


def cases_inside(wave_id: int, most: int) -> Sequence[Reviewable]:
    """Some of the open cases of its posts."""
    mine = select(WavePost.post_id).where(WavePost.wave_id == wave_id)
    query = select(Reviewable).where(
        Reviewable.target_kind == POST,
        Reviewable.target_id.in_(mine),
        Reviewable.state == CaseState.GATHERED,
    )
    return db.session.scalars(query.order_by(Reviewable.id).limit(most)).all()


def others_talk(wave_id: int) -> ColumnElement[bool]:
    """Whether somebody replied in the topic who does not belong to the wave."""
    other, inside = aliased(Post), aliased(WavePost)
    belongs = exists().where(inside.post_id == other.id, inside.wave_id == wave_id)
    talked = exists().where(
        other.topic_id == Post.topic_id, other.state == State.PUBLISHED, other.number > 1, ~belongs
    )
    return (Post.number == 1) & talked


def _left(wave_id: int) -> Select[Any]:
    there = (WavePost.wave_id == wave_id, WavePost.was == "", *_is_there())
    return _posts().where(*there, ~others_talk(wave_id))


def _is_there() -> Sequence[ColumnElement[bool]]:
    """It can be read, or waits; what holds a live channel cannot go."""
    seen = Post.state.in_([State.PUBLISHED, State.HELD])
    return (seen, ~((Post.number == 1) & Topic.standing_since.is_not(None)))


def _posts() -> Select[Any]:
    return (
        select(WavePost)
        .join(Post, Post.id == WavePost.post_id)
        .join(Topic, Topic.id == Post.topic_id)
    )


def _some(query: Select[Any]) -> Sequence[WavePost]:
    post = joinedload(WavePost.post)
    loaded = query.options(
        post.joinedload(Post.author), post.joinedload(Post.topic).joinedload(Topic.channel)
    )
    return db.session.scalars(loaded.execution_options(populate_existing=True)).all()
