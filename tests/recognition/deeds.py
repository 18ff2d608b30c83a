"""Things that members did, at moments that a test chooses."""

from datetime import UTC, datetime

from forum.activity import actions as activity
from forum.activity import tasks
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel import clock
from forum.kernel.db import db
from tests.support import make

OCTOBER = datetime(2026, 10, 15, 12, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 2, 12, tzinfo=UTC)
LONG_AGO = datetime(2025, 1, 7, 12, tzinfo=UTC)


def old_member(**given):
    return make.member(created_at=LONG_AGO, approved_at=LONG_AGO, **given)


def did(kind: DeedKind, who, to=None, *, at=OCTOBER, times=1) -> None:
    for number in range(times):
        thing = Thing("post", 70_000 + number)
        activity.record(kind, who.id, thing, to_id=to.id if to else None, at=at)


def wrote(who, times=3, at=OCTOBER) -> None:
    did(DeedKind.STARTED, who, at=at, times=times)


def settle() -> None:
    """Take everything in that was done."""
    tasks.settle({})
    db.session.expire_all()


def in_november():
    return clock.at(NOVEMBER)
