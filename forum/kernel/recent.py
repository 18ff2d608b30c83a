"""What is the same for everybody and asked for by every page: read once in a moment.

What this process writes makes all of it be read anew at once; what another one writes is seen when
the moment is over. Whoever writes reads the database itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Generic, TypeVar, cast

from flask import current_app
from sqlalchemy import event

from forum.kernel import clock
from forum.kernel.db import OneDatabase, db, writing

T = TypeVar("T")
# How old something may be that another process has changed; under a second, as for guests' pages.
MOMENT = timedelta(milliseconds=250)
# Tests write in one process, and are not to depend on how quick a machine is.
MOMENT_IN_TESTS = timedelta(minutes=1)

_commits = count(1)
_last_commit = 0


@dataclass(frozen=True)
class _Read(Generic[T]):
    value: T
    at: datetime
    commit: int


class Recent(Generic[T]):
    """Something plain that nobody changes and that no session knows: `GOALS = Recent(read)`."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read

    def get(self) -> T:
        """What the database said a moment ago."""
        if writing():
            return self._read()
        kept: dict[Recent[Any], _Read[Any]] = current_app.extensions["recent"]
        found = cast("_Read[T] | None", kept.get(self))
        if found is None or found.commit != _last_commit or _is_over(found.at):
            found = _Read(self._read(), clock.now(), _began())
            kept[self] = found
        return found.value


def forget() -> None:
    """Read everything anew, because something was written."""
    global _last_commit  # noqa: PLW0603 -- one number for the process
    _last_commit = next(_commits)


def _is_over(at: datetime) -> bool:
    moment = MOMENT_IN_TESTS if current_app.testing else MOMENT
    return abs(clock.now() - at) >= moment


def _began() -> int:
    """The last commit before this session began to read: it may not see what came after."""
    began: int = db.session().info.get("began", -1)
    return began


@event.listens_for(OneDatabase, "after_begin")
def _note_begin(session: OneDatabase, *_: Any) -> None:
    session.info["began"] = _last_commit


@event.listens_for(OneDatabase, "after_commit")
def _note_commit(session: OneDatabase) -> None:
    if writing():
        forget()
