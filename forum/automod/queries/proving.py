"""What `forum verify` asks of rules."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from forum.automod.judging import Live, live
from forum.automod.models import AutomodHit, AutomodRule
from forum.kernel.db import db
from forum.moderation.models import Reviewable
from forum.topics.models import HeldEdit, Post, State
from forum.topics.queries import EDIT, POST


def hits_of_nothing() -> Iterator[tuple[int, str, int]]:
    """Hits whose text is gone without a trace, and those of a kind that nobody knows."""
    post = exists().where(Post.id == AutomodHit.target_id)
    edit = exists().where(HeldEdit.id == AutomodHit.target_id)
    is_post, is_edit = AutomodHit.target_kind == POST, AutomodHit.target_kind == EDIT
    lost = (is_post & ~post) | (is_edit & ~edit) | (~is_post & ~is_edit)
    query = select(AutomodHit.id, AutomodHit.target_kind, AutomodHit.target_id).where(lost)
    for row in db.session.execute(query.order_by(AutomodHit.id)):
        yield row.id, row.target_kind, row.target_id


def holds_without_case() -> Iterator[int]:
    """Held posts to which a rule applied, and that stand in no open case."""
    hit = exists().where(AutomodHit.target_kind == POST, AutomodHit.target_id == Post.id)
    case = exists().where(
        Reviewable.target_kind == POST,
        Reviewable.target_id == Post.id,
        Reviewable.decided_at.is_(None),
    )
    yield from db.session.scalars(select(Post.id).where(Post.state == State.HELD, hit, ~case))


def as_asked(rule: AutomodRule) -> Live:
    """The rule as it is asked. Raises Invalid."""
    return live(rule)
