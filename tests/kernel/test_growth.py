from datetime import UTC, datetime, timedelta

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.growth import growth
from tests.support import make

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


def test_rows_are_counted_by_their_day_for_two_weeks(app):
    for days_ago in (0, 0, 1, 6, 7, 13, 14):
        make.member(created_at=NOON - timedelta(days=days_ago))
    make.member(created_at=NOON.replace(hour=0, minute=0))

    with clock.at(NOON):
        found = growth(User.created_at)

    assert (found.today, found.week, found.week_before) == (3, 5, 2)
    assert found.counts == [1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 3]
    assert found.rows[-1] == (NOON.date(), 3)
    assert found.days[0] == (NOON - timedelta(days=13)).date()


def test_only_what_is_asked_for_counts(app):
    make.member(username="ada")
    make.member(username="bo")

    assert growth(User.created_at, User.username == "ada").today == 1
