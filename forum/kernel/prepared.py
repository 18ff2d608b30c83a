"""Statements that are put together once for each kind of viewer, and then only given their values.

Putting a statement together costs more than asking a small database. Who looks differs from
request to request, but the words of a statement differ only with the kind of viewer.
"""

from collections.abc import Callable, Collection
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Integer, bindparam, false, or_

from forum.kernel.db import UtcDateTime

S = TypeVar("S")


class AnyViewer:
    """Stands for every viewer of one kind: it knows what they are, and leaves open who.

    A rule that asks for anything else about the viewer fails here, and must not be prepared.
    """

    def __init__(self, viewer: Any) -> None:
        self.is_guest: bool = viewer.is_guest
        self.is_member: bool = viewer.is_member
        self.is_staff: bool = viewer.is_staff
        self.id: Any = bindparam("viewer_id", type_=Integer)
        self.caught_up_at: Any = bindparam("viewer_caught_up_at", type_=UtcDateTime)


class Prepared(Generic[S]):
    """A statement by kind of viewer: `POSTS = Prepared(build)`, then `POSTS.of(viewer)`."""

    def __init__(self, build: Callable[[Any], S]) -> None:
        self._build = build
        self._statements: dict[tuple[bool, bool, bool], S] = {}

    def of(self, viewer: Any) -> S:
        """The statement for viewers of this kind."""
        kind = viewer.is_guest, viewer.is_member, viewer.is_staff
        if kind not in self._statements:
            self._statements[kind] = self._build(AnyViewer(viewer))
        return self._statements[kind]


def values(viewer: Any, **more: Any) -> dict[str, Any]:
    """What a prepared statement is given: who looks, and the values of its own."""
    given = {"viewer_id": viewer.id, **more}
    if not viewer.is_guest:
        given["viewer_caught_up_at"] = viewer.caught_up_at
    return given


def one_of(column: Any, constants: Collection[Any]) -> ColumnElement[bool]:
    """Whether a column is one of these constants; `in_` is written out anew for each question."""
    return or_(false(), *(column == constant for constant in constants))
