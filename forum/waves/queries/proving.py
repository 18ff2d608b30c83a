"""What `forum verify` asks of waves."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import exists, select

from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation.models import CaseState, Reviewable
from forum.topics.models import Post, State
from forum.topics.queries import POST
from forum.waves.models import MOVING, Wave, WavePost, WaveState
from forum.waves.queries.waves import KIND

PATIENCE = timedelta(hours=1)


def without_case() -> Iterator[int]:
    """Waves that wait for a decision and are not in the queue."""
    waits = exists().where(
        Reviewable.target_kind == KIND,
        Reviewable.target_id == Wave.id,
        Reviewable.decided_at.is_(None),
    )
    yield from db.session.scalars(select(Wave.id).where(Wave.state == WaveState.OPEN, ~waits))


def posts_alone() -> Iterator[int]:
    """Posts that wait, whose case belongs to another one, and whose wave is decided."""
    query = (
        select(Post.id)
        .join(Reviewable, (Reviewable.target_id == Post.id) & (Reviewable.target_kind == POST))
        .outerjoin(WavePost, WavePost.post_id == Post.id)
        .outerjoin(Wave, Wave.id == WavePost.wave_id)
        .where(
            Post.state == State.HELD,
            Reviewable.state == CaseState.GATHERED,
            Wave.id.is_(None) | Wave.state.in_([WaveState.SWEPT, WaveState.RELEASED]),
        )
    )
    yield from db.session.scalars(query)


def half_way() -> Iterator[int]:
    """Waves at which the worker should be, and is not."""
    owed = exists().where(Job.kind.like("waves.%"), Job.done_at.is_(None))
    late = Wave.decided_at < clock.now() - PATIENCE
    yield from db.session.scalars(select(Wave.id).where(Wave.state.in_(MOVING), late, ~owed))
