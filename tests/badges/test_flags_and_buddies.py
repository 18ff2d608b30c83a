"""What the team says of flags, and what buddies do for newcomers, counts for badges and points."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.models import Standing
from forum.activity import tasks
from forum.activity.models import Deed, DeedKind
from forum.activity.queries import METRICS, values
from forum.badges import actions, derived, queries
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation import actions as moderation
from forum.moderation.models import Outcome
from forum.newcomers import actions as newcomers
from forum.points.models import Reason
from forum.topics import actions as topics
from tests.moderation.flagging import carry_all_out, clause_key, decide, flag, judge, some_post
from tests.points.giving import points_of, reasons_of
from tests.support import make
from tests.topics.writing import fresh, reply, start

# After so long a volunteer is asked again.
PAUSE = timedelta(days=8)


@pytest.fixture
def watcher(app):
    long_ago = clock.now() - timedelta(days=30)
    return make.member(standing=Standing.REGULAR, created_at=long_ago)


def settled(member, outcome: Outcome, **given):
    """The member flags something, and the team decides on it."""
    post = some_post()
    flag(post, member)
    ruling = decide(post, outcome, **given)
    carry_all_out()
    return ruling


def removed(member):
    make.guidelines()
    return settled(member, Outcome.REMOVE, clause_key=clause_key(), words="zzSeen")


def come_to(name: str, member) -> int:
    return values(METRICS[name]).get(member.id, 0)


def settle() -> None:
    tasks.settle({})
    db.session.expire_all()


def has(member, slug: str) -> bool:
    return slug in {award.badge.slug for award in queries.held_by(member)}


def test_a_flag_that_the_team_agreed_with_gives_points_and_one_that_was_wrong_none(watcher):
    removed(watcher)
    settle()
    assert reasons_of(watcher) == [Reason.FLAG]

    settled(watcher, Outcome.KEEP)
    settle()

    assert reasons_of(watcher) == [Reason.FLAG]
    assert (come_to("flags_agreed", watcher), come_to("flags_agreed_percent", watcher)) == (1, 50)


def test_a_decision_that_was_overturned_takes_the_points_back(watcher):
    ruling = removed(watcher)
    assert points_of(watcher) == 5

    moderation.overturn(judge(), ruling, "zzWe were wrong.")

    assert points_of(watcher) == 0
    assert come_to("flags_agreed", watcher) == 0
    assert come_to("flags_agreed_percent", watcher) == 0


def told(member, *, right: int, wrong: int) -> None:
    """So much was said of flags of this member."""
    kinds = [DeedKind.FLAGGED_WELL] * right + [DeedKind.FLAGGED_ILL] * wrong
    for number, kind in enumerate(kinds, start=member.id * 100):
        db.session.add(
            Deed(kind=kind, who_id=member.id, thing_kind="flag", thing_id=number, day=1, words="")
        )
    db.session.commit()


def test_a_good_eye_is_ten_flags_that_were_right_of_which_eight_in_ten(app):
    good, hasty, new = make.member(), make.member(), make.member()
    told(good, right=10, wrong=2)
    told(hasty, right=10, wrong=3)
    told(new, right=9, wrong=0)
    settle()
    actions.review()

    assert [has(one, "good-eye") for one in (good, hasty, new)] == [True, False, False]
    assert list(derived.differences()) == []


def test_a_buddy_who_was_there_for_five_newcomers_is_a_helper_of_them(app):
    buddy = make.member(standing=Standing.MEMBER, last_seen_at=clock.now())
    newcomers.volunteer(buddy)
    firsts = []
    for week in range(3):
        with clock.at(clock.now() + week * PAUSE):
            buddy.last_seen_at = clock.now()
            db.session.commit()
            for _ in range(2):
                topic = start(make.member(standing=Standing.NEW))
                reply(topic, make.member(), "Somebody else was quicker.")
                firsts.append(reply(fresh(topic), buddy, "Come in, this is how it works here."))
    settle()
    actions.review()
    assert come_to("newcomers_looked_after", buddy) == 6
    assert has(buddy, "helper-of-newcomers")

    for post in firsts[:2]:
        topics.delete(buddy, fresh(post))

    assert come_to("newcomers_looked_after", buddy) == 4


def test_who_was_not_asked_to_look_after_somebody_has_not_done_so(app):
    helper = make.member()
    reply(start(make.member(standing=Standing.NEW)), helper)

    assert come_to("newcomers_looked_after", helper) == 0
    assert not db.session.scalars(select(Deed).where(Deed.kind == DeedKind.LOOKED_AFTER)).all()
