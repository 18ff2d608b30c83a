"""Pages of topics in two orders: by the last activity and by score. Both go on from a cursor."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, literal, tuple_

from forum.accounts.models import Viewer
from forum.home.queries.rows import Found, Row, dress, read
from forum.home.queries.scores import score
from forum.kernel.db import UtcDateTime
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.topics.models import Topic

MOST_PINS = 10


def by_activity(
    viewer: Viewer, topics: Select[int], after: Cursor | None, *, first: Select[int] | None = None
) -> Page[Row]:
    """The liveliest first; on the first page, those that staff put above all of them."""
    pinned: Sequence[Found] = []
    if after:
        moment = literal(after.moment, UtcDateTime)
        topics = topics.where(tuple_(Topic.bumped_at, Topic.id) < tuple_(moment, after.id))
    elif first is not None:
        order = (Topic.pinned_at.desc(), Topic.id.desc())
        pinned = read(viewer, first.order_by(*order).limit(MOST_PINS), *order)
    found, last = _page(viewer, topics, Topic.bumped_at.desc(), Topic.id.desc())
    return Page(
        dress(pinned, found), next=cursor_at(last.bumped_at, last.id).encode() if last else None
    )


def by_score(viewer: Viewer, topics: Select[int], after: Cursor | None) -> Page[Row]:
    """What people made the most of first."""
    if after:
        topics = topics.where(tuple_(score(), Topic.id) < tuple_(after.value, after.id))
    found, last = _page(viewer, topics, score().desc(), Topic.id.desc())
    return Page(dress((), found), next=Cursor(last.score, last.id).encode() if last else None)


def _page(viewer: Viewer, topics: Select[int], *order: Any) -> tuple[Sequence[Found], Found | None]:
    """The rows of a page, and the last of them when there are more behind it."""
    ids = topics.order_by(*order).limit(PAGE_SIZE + 1)
    found = read(viewer, ids, *order)
    return found[:PAGE_SIZE], found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
