"""Pools for tests, and a process that hands codes out beside others."""

from collections.abc import Sequence

from sqlalchemy.exc import OperationalError

from forum.accounts.models import User
from forum.codes import actions
from forum.codes.actions import PoolPlan
from forum.codes.models import Pool, PoolSource
from forum.kernel.db import db, is_passing
from tests.support import make


def a_pool(*codes: str, admin: User | None = None, label: str = "Autumn", **plan: object) -> Pool:
    """A pool with these codes in it."""
    admin = admin or make.admin()
    made = actions.make(admin, PoolSource.UPLOAD, PoolPlan(label, "15 % off everything", **plan))
    if codes:
        actions.fill(admin, made, "\n".join(codes))
    return made


def some_codes(number: int) -> Sequence[str]:
    return [f"AUTUMN-{n:04}" for n in range(1, number + 1)]


def begin() -> None:
    """In a process of its own: the parent's connections are the parent's."""
    db.engine.dispose(close=False)
    db.session.remove()


def storm(pool_id: int, members: Sequence[int]) -> Sequence[tuple[int, str, str]]:
    """Let each of these members try for a code, and try again."""
    told = []
    for user_id in members:
        given, again = _ask(user_id, pool_id), _ask(user_id, pool_id)
        told.append((user_id, given, again))
    db.session.remove()
    return told


def _ask(user_id: int, pool_id: int) -> str:
    """Ask as often as it takes: of so many processes, SQLite lets one wait for too long at times,
    and a browser is then told to come back."""
    while True:
        db.session.expunge_all()
        member, pool = db.session.get(User, user_id), db.session.get(Pool, pool_id)
        try:
            given = actions.hand_out(member, pool)
        except OperationalError as error:
            if not is_passing(error):
                raise
        else:
            return given.code if given else ""
