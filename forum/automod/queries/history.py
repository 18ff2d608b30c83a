"""What was changed of the rules, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, joinedload

from forum.automod.models import AutomodChange, AutomodHit
from forum.kernel import clock
from forum.kernel.db import db

MOST = 100
COMPARED = timedelta(days=7)


@dataclass(frozen=True)
class Past:
    """One change, with how often its rule applied in the seven days before and after it."""

    change: AutomodChange
    before: int
    after: int
    # Whether no other change of the same rule came later.
    is_newest: bool


def history(rule_id: int | None = None) -> Sequence[Past]:
    """The newest changes, of one rule or of all."""
    later = aliased(AutomodChange)
    newer = select(later.id).where(
        later.rule_id == AutomodChange.rule_id, later.id > AutomodChange.id
    )
    query = (
        select(AutomodChange, newer.exists())
        .options(joinedload(AutomodChange.rule), joinedload(AutomodChange.by))
        .order_by(AutomodChange.id.desc())
        .limit(MOST)
    )
    if rule_id is not None:
        query = query.where(AutomodChange.rule_id == rule_id)
    rows = db.session.execute(query).all()
    counts = _counts([change.id for change, _ in rows])
    return [Past(change, *counts.get(change.id, (0, 0)), not old) for change, old in rows]


def newest_change_of(rule_id: int) -> AutomodChange | None:
    """The last change of a rule."""
    query = select(AutomodChange).where(AutomodChange.rule_id == rule_id)
    return db.session.scalars(query.order_by(AutomodChange.id.desc()).limit(1)).first()


def _counts(change_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The hits are read with their moments and told apart here: databases add days differently."""
    oldest = clock.now() - timedelta(days=60)
    near = and_(AutomodHit.rule_id == AutomodChange.rule_id, AutomodHit.at >= oldest)
    day = func.count(AutomodHit.id)
    query = (
        select(AutomodChange.id, AutomodChange.at, AutomodHit.at, day)
        .join(AutomodHit, near)
        .where(AutomodChange.id.in_(change_ids))
        .group_by(AutomodChange.id, AutomodChange.at, AutomodHit.at)
    )
    found: dict[int, tuple[int, int]] = {}
    for change_id, changed_at, at, number in db.session.execute(query):
        before, after = found.get(change_id, (0, 0))
        if changed_at - COMPARED <= at < changed_at:
            before += number
        elif changed_at <= at < changed_at + COMPARED:
            after += number
        found[change_id] = (before, after)
    return found
