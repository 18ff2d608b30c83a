"""Points that can be spent: each lives for a year, and the oldest go first."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.activity.models import Deed, DeedKind
from forum.kernel.db import db
from forum.members import actions as members
from forum.members.actions import Profile
from forum.points import queries
from tests.points.giving import points_of
from tests.support import make
from tests.uploads.pictures import drawn

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ([], 0),
        ([(10, 30), (20, 20)], 50),
        ([(400, 30), (20, 20)], 20),
        # What was taken comes off the oldest, which would have gone by now anyway.
        ([(400, 30), (300, 20), (200, -30)], 20),
        ([(400, 30), (300, 20), (200, -40)], 10),
        # More was taken than was there: the next points make it good.
        ([(50, 10), (40, -30), (30, 5)], -15),
        ([(50, 10), (40, -30), (30, 25)], 5),
    ],
)
def test_what_is_left_to_spend(lines, left):
    posted = [(NOW - timedelta(days=days), delta) for days, delta in lines]

    assert queries.left_to_spend(posted, NOW) == left


def test_who_has_a_picture_and_a_few_words_is_introduced_once(app):
    member = make.member(created_at=NOW - timedelta(days=900))
    members.save_profile(member, Profile(display_name="Ada", bio="I roast."))
    assert introductions(member) == 0

    members.set_picture(accounts.fresh_member(member.id), drawn())
    members.save_profile(
        accounts.fresh_member(member.id), Profile(display_name="Ada", bio="I roast a lot.")
    )

    assert introductions(member) == 1
    assert points_of(member) == 10


def introductions(member) -> int:
    query = select(func.count()).select_from(Deed)
    which = query.where(Deed.kind == DeedKind.INTRODUCED, Deed.who_id == member.id)
    return db.session.scalar(which) or 0
