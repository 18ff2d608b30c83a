"""Two members who mostly cheer each other: noted, halved, and over when it is over."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from forum.activity.models import Deed, DeedKind
from forum.activity.queries import day_of
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.points import actions, queries
from tests.points.giving import entries_of, points_of, settle
from tests.support import make

LONG_AGO = clock.now() - timedelta(days=100)


@pytest.fixture
def two(app):
    return make.member(created_at=LONG_AGO), make.member(created_at=LONG_AGO)


def cheer(giver, receiver, times, *, days_ago=0):
    """Reactions on as many days before, one a day, so that no limit is met."""
    rows = []
    for number in range(times):
        at = clock.now() - timedelta(days=days_ago + number)
        rows.append(
            {
                "kind": DeedKind.REACTED,
                "who_id": giver.id,
                "to_id": receiver.id,
                "thing_kind": "post",
                "thing_id": 1,
                "at": at,
                "day": day_of(at),
                "words": "like",
            }
        )
    with transaction():
        db.session.execute(insert(Deed), rows)


def pairs():
    return [(pair.one.id, pair.other.id) for pair in queries.pairs()]


def test_two_who_give_each_other_most_of_their_reactions_are_a_pair(two):
    one, other = two
    cheer(one, other, 20)
    cheer(other, one, 20)

    assert actions.note_pairs() == 1
    assert actions.note_pairs() == 0

    assert pairs() == [(one.id, other.id)]


@pytest.mark.parametrize(("there", "back", "elsewhere"), [(20, 19, 0), (20, 0, 0), (20, 20, 30)])
def test_who_cheers_seldom_or_others_too_is_no_pair(two, there, back, elsewhere):
    one, other = two
    cheer(one, other, there)
    if back:
        cheer(other, one, back)
    if elsewhere:
        cheer(one, make.member(), elsewhere)

    assert actions.note_pairs() == 0


def test_of_a_pair_every_second_reaction_counts_from_then_on(two):
    one, other = two
    cheer(one, other, 20)
    cheer(other, one, 20)
    assert points_of(other) == 20

    actions.note_pairs()
    cheer(one, other, 2, days_ago=-2)
    cheer(one, other, 2, days_ago=-4)
    settle()

    later = clock.now() + timedelta(days=5)
    assert points_of(other, at=later) == 22
    assert list(queries.differences()) == []


def test_a_pair_is_over_when_they_cheer_others(two):
    one, other = two
    cheer(one, other, 20)
    cheer(other, one, 20)
    actions.note_pairs()
    cheer(one, make.member(), 30)

    assert actions.note_pairs() == 1

    assert pairs() == []
    cheer(one, other, 3, days_ago=-3)
    settle()
    assert len(entries_of(other)) == 23
    assert list(queries.differences()) == []


def test_the_team_reads_who_is_a_pair(two, sign_in):
    one, other = two
    cheer(one, other, 20)
    cheer(other, one, 20)
    actions.note_pairs()

    page = sign_in(make.moderator()).get("/admin/points").text

    assert one.display_name in page and other.display_name in page


def test_what_is_noted_stands_in_the_log(two):
    one, other = two
    cheer(one, other, 20)
    cheer(other, one, 20)
    actions.note_pairs()

    line = db.session.scalars(select(Deed).where(Deed.kind == DeedKind.PAIRED)).one()

    assert (line.who_id, line.to_id, line.size) == (one.id, other.id, 1)
