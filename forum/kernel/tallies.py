"""Numbers about whoever looks that every page needs, asked for along with who it is.

A slice hands its own over in the manifest, and asks itself where the number is not known: of
somebody else, when something was written meanwhile, and outside of a request.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from flask import current_app, g, has_request_context
from sqlalchemy import ScalarSelect, Select, event, literal, select

from forum.kernel.db import OneDatabase, writing

Statement: TypeAlias = Select[*tuple[Any, ...]]


class Tally:
    """One number: `UNREAD = Tally(lambda who: …)`; what is built asks of the member `who`."""

    def __init__(self, build: Callable[[Any], ScalarSelect[Any]]) -> None:
        self.build = build

    def known(self, user_id: int) -> int | None:
        """The number, if it was asked for along with who looks and still holds."""
        if not has_request_context() or writing():
            return None
        tallied: tuple[int, Mapping[Tally, int]] | None = g.get("tallied")
        return tallied[1].get(self) if tallied and tallied[0] == user_id else None

    def is_none(self, user_id: int) -> bool:
        """Whether it is known that there is nothing to be asked for."""
        return self.known(user_id) == 0


def any_of(table: Any, member: Any, *where: Any) -> Tally:
    """One where the member has any such row, and otherwise none."""

    def build(who: Any) -> ScalarSelect[Any]:
        rows = select(literal(1)).select_from(table).where(member == who, *where)
        return rows.limit(1).correlate_except(table).scalar_subquery()

    return Tally(build)


def along_with(query: Statement, who: Any) -> Statement:
    """A question for members, with the tallies of all slices behind its own columns."""
    return _along_with(query, who, tuple(current_app.extensions["tallies"]))


@cache
def _along_with(query: Statement, who: Any, tallies: tuple[Tally, ...]) -> Statement:
    return query.add_columns(*(tally.build(who) for tally in tallies))


def note(user_id: int, numbers: Sequence[int | None]) -> None:
    """Keep what was asked for along with the member, for this request."""
    if has_request_context():
        tallies = current_app.extensions["tallies"]
        g.tallied = user_id, {t: n or 0 for t, n in zip(tallies, numbers, strict=True)}


@event.listens_for(OneDatabase, "after_commit")
def _forget(session: OneDatabase) -> None:
    if has_request_context():
        g.pop("tallied", None)
