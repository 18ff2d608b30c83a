"""Pages of topics in two orders: by the last activity and by score. Both go on from a cursor."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    literal,
    or_,
    tuple_,
)

from forum.accounts.models import Viewer
from forum.home.queries.rows import Row, dress, lines, read, topics
from forum.home.queries.scores import score
from forum.kernel import clock
from forum.kernel.db import UtcDateTime
from forum.kernel.direct import Direct
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.prepared import Prepared, values
from forum.topics.models import PinScope, Topic

MOST_PINS = 10
BY_ACTIVITY = Topic.bumped_at.desc(), Topic.id.desc()
NOW: BindParameter[Any] = bindparam("now", type_=UtcDateTime)


class WithPins:
    """A list that is asked for all the time: the liveliest first, and before them, on the first
    page, those that staff put above all of them in one of some scopes, and nowhere else.

    Its statements are put together once for each kind of viewer.
    """

    def __init__(
        self, choose: Callable[[Any], ColumnElement[bool]], scopes: Collection[PinScope]
    ) -> None:
        self._choose, self._pinned = choose, is_pinned(scopes)
        self._start, self._later = Prepared(self._first), Prepared(self._further)
        self._pins = Prepared(self._above)

    def page(self, viewer: Viewer, after: Cursor | None, **given: Any) -> Page[Row]:
        """A page of the list, with the values that its choice leaves open."""
        given = values(viewer, now=clock.now(), **given)
        if after:
            more = {"last_at": after.moment, "last_id": after.id}
            pinned: Sequence[Any] = ()
            found = self._later.of(viewer).rows(**given, **more)
        else:
            pinned = self._pins.of(viewer).rows(**given)
            found = self._start.of(viewer).rows(**given)
        return _listed(viewer, pinned, found)

    def _first(self, viewer: Any) -> Direct:
        return _direct(viewer, self._chosen(viewer).where(~self._pinned), *BY_ACTIVITY)

    def _further(self, viewer: Any) -> Direct:
        last = bindparam("last_at", type_=UtcDateTime), bindparam("last_id", type_=Integer)
        ids = self._chosen(viewer).where(~self._pinned)
        ids = ids.where(tuple_(Topic.bumped_at, Topic.id) < tuple_(*last))
        return _direct(viewer, ids, *BY_ACTIVITY)

    def _above(self, viewer: Any) -> Direct:
        ids = self._chosen(viewer).where(self._pinned)
        return _direct(viewer, ids, Topic.pinned_at.desc(), Topic.id.desc(), most=MOST_PINS)

    def _chosen(self, viewer: Any) -> Select[int]:
        return topics(viewer).where(self._choose(viewer))


def is_pinned(scopes: Collection[PinScope]) -> ColumnElement[bool]:
    """Whether a topic stands first in one of these scopes now, which is left open."""
    lasting = or_(Topic.pinned_until.is_(None), Topic.pinned_until > NOW)
    # Asked for nothing it must answer no, or its opposite would leave out all that is not pinned.
    return and_(Topic.pin_scope.is_not(None), Topic.pin_scope.in_(scopes), lasting)


def by_activity(viewer: Viewer, ids: Select[int], after: Cursor | None) -> Page[Row]:
    """The liveliest first."""
    if after:
        moment = literal(after.moment, UtcDateTime)
        ids = ids.where(tuple_(Topic.bumped_at, Topic.id) < tuple_(moment, after.id))
    ids = ids.order_by(*BY_ACTIVITY).limit(PAGE_SIZE + 1)
    return _listed(viewer, (), read(viewer, ids, *BY_ACTIVITY))


def by_score(viewer: Viewer, ids: Select[int], after: Cursor | None) -> Page[Row]:
    """What people made the most of first."""
    if after:
        ids = ids.where(tuple_(score(), Topic.id) < tuple_(after.value, after.id))
    order = score().desc(), Topic.id.desc()
    found, last = _cut(read(viewer, ids.order_by(*order).limit(PAGE_SIZE + 1), *order))
    return Page(
        dress(viewer, (), found), next=Cursor(last.score, last.id).encode() if last else None
    )


def _direct(viewer: Any, ids: Select[int], *order: Any, most: int = PAGE_SIZE + 1) -> Direct:
    among = Topic.id.in_(ids.order_by(*order).limit(most))
    return Direct(lines(viewer).where(among).order_by(*order))


def _listed(viewer: Viewer, pinned: Sequence[Any], found: Sequence[Any]) -> Page[Row]:
    """The rows of a page by activity, and where the next one begins."""
    shown, last = _cut(found)
    rest = cursor_at(last.bumped_at, last.id).encode() if last else None
    return Page(dress(viewer, pinned, shown), next=rest)


def _cut(found: Sequence[Any]) -> tuple[Sequence[Any], Any]:
    """The rows of a page, and the last of them when there are more behind it."""
    return found[:PAGE_SIZE], found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
