"""Counting views: each visitor of a topic once in some hours."""

from collections import Counter
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import delete, select

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.reading.models import Visit
from forum.topics.actions.counting import count_views
from forum.topics.models import Topic

COUNTED_AGAIN_AFTER = timedelta(hours=8)


@action
def count_visits(notes: dict[Hashable, datetime]) -> None:
    """Count the views among these looks: moments by (visitor, topic)."""
    looks = cast("dict[tuple[str, int], datetime]", notes)
    wanted = {topic_id for _, topic_id in looks}
    topics = set(db.session.scalars(select(Topic.id).where(Topic.id.in_(wanted))))
    rows = [
        {"visitor": visitor, "topic_id": topic_id, "at": at}
        for (visitor, topic_id), at in sorted(looks.items())
        if topic_id in topics
    ]
    if rows:
        count_views(Counter(_keep(rows)))


def _keep(rows: list[dict[str, object]]) -> list[int]:
    """Remember the looks; gives the topic of each that counts as a view."""
    row = insert(Visit).values(rows)
    kept = row.on_conflict_do_update(
        index_elements=["visitor", "topic_id"],
        set_={"at": row.excluded.at},
        where=Visit.at <= clock.now() - COUNTED_AGAIN_AFTER,
    )
    return list(db.session.scalars(kept.returning(Visit.topic_id)))


@action
def purge_visits() -> None:
    """Forget the looks that keep nothing from being counted any more."""
    old = delete(Visit).where(Visit.at <= clock.now() - COUNTED_AGAIN_AFTER)
    db.session.execute(old)
