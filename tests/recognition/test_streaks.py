"""Weeks in a row follow from the activity log, freeze two a quarter, and are shown in one line."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Fate
from forum.activity import actions as activity
from forum.activity import queries as log
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.activity.queries import Streak
from forum.badges import actions as badges
from forum.badges import criteria, derived
from forum.badges import queries as awards
from forum.badges.actions import BadgePlan
from forum.badges.models import BadgeKind, Level, Repeats
from forum.kernel import clock
from forum.topics.queries import tags_named
from tests.recognition.deeds import did, old_member, settle
from tests.support import make
from tests.support.queries import count_queries

# The Monday of 2026-W40; the quarter before it ends with it.
MONDAY = datetime(2026, 9, 28, tzinfo=UTC)
A_WEEK = timedelta(days=7)
LINE = '<p class="small dim row row--keep">'


@pytest.fixture
def autumn(app):
    with clock.at(MONDAY + timedelta(days=2)):
        yield


def came(member, *weeks_ago: int) -> None:
    for weeks in weeks_ago:
        thing = Thing("post", 50_000 + 100 * member.id + weeks)
        at = MONDAY + timedelta(hours=9) - weeks * A_WEEK
        activity.record(DeedKind.REPLIED, member.id, thing, at=at)


def of(member) -> Streak | None:
    return log.streaks([member.id], clock.now()).get(member.id)


def test_a_streak_survives_a_freeze_and_ends_with_the_third_missed_week(autumn):
    frozen, ended, elsewhere = old_member(), old_member(), old_member()
    came(frozen, 0, 1, 4, 5)
    came(ended, 0, 1, 5, 6, 7)

    assert [of(one) for one in (frozen, ended, elsewhere)] == [Streak(4, 4), Streak(2, 3), None]


def test_writing_and_thanks_count_and_being_here_does_not(autumn):
    member, other = old_member(), old_member()
    for weeks, kind in enumerate((DeedKind.STARTED, DeedKind.REPLIED, DeedKind.THANKED)):
        did(kind, member, other, at=MONDAY - weeks * A_WEEK)
    did(DeedKind.VISITED, other, at=MONDAY)

    assert (of(member), of(other)) == (Streak(3, 3), None)


def test_weeks_turn_at_midnight_in_utc_wherever_the_member_is(autumn):
    member = old_member(time_zone="Pacific/Auckland")
    for moment in (MONDAY - timedelta(seconds=1), MONDAY):
        did(DeedKind.REPLIED, member, at=moment)

    assert of(member) == Streak(2, 2)


def test_what_is_gone_counts_no_longer_and_counts_again_when_it_comes_back(autumn):
    member = old_member()
    came(member, 0, 1, 2)
    thing = Thing("post", 50_000 + 100 * member.id + 2)

    activity.reverse(thing, by_id=None)
    assert of(member) == Streak(2, 2)

    activity.restore(thing, by_id=None)
    assert of(member) == Streak(3, 3)


def test_a_merged_account_brings_its_weeks(autumn):
    member, second = old_member(), old_member()
    came(member, 0, 2)
    came(second, 0, 1, 3)

    accounts.merge_members(make.admin(), second, into=member)

    assert (of(member), of(second)) == (Streak(4, 4), None)


def test_one_calm_line_stands_on_the_own_points_and_on_the_page(autumn, sign_in, guest):
    ada = old_member(username="ada")
    came(ada, 0, 1, 6, 7, 8, 9)
    mine, other = sign_in(ada), sign_in(make.member())

    for page in (mine.get("/my/points"), mine.get("/members/ada"), other.get("/members/ada")):
        assert "2 weeks in a row, best 4" in page.text
    assert LINE not in guest.get("/members/ada").text
    assert LINE not in other.get("/my/points").text

    mine.post("/preferences/sight", data={"shows_presence": "y", "is_listed": "y"})

    assert LINE not in other.get("/members/ada").text
    assert "2 weeks in a row, best 4" in mine.get("/members/ada").text


@pytest.mark.parametrize(
    ("weeks", "line"),
    [((0,), "1 week in a row"), ((0, 1), "2 weeks in a row"), ((8, 9), "Best run: 2 weeks")],
)
def test_the_line_says_only_what_there_is(autumn, sign_in, weeks, line):
    ada = old_member()
    came(ada, *weeks)

    text = sign_in(ada).get("/my/points").text

    assert line in text
    assert ", best" not in text


def test_who_leaves_has_no_line_any_more(autumn, sign_in):
    ada = old_member(username="ada")
    came(ada, 0, 1)
    accounts.ask_to_leave(ada, Fate.NAMELESS)
    with clock.at(clock.now() + 5 * A_WEEK):
        accounts.carry_out(ada.id)

    gone = sign_in(make.member()).get(f"/members/{ada.username}")
    assert gone.status_code == 403
    assert LINE not in gone.text


def test_a_badge_can_ask_for_weeks_in_a_row_and_knows_frozen_ones(autumn):
    asks = {"metric": "streak_weeks", "op": ">=", "value": 4}
    plan = BadgePlan("Faithful", "", Level.BRONZE, "flame", BadgeKind.AUTO, Repeats.ONCE, asks)
    made = badges.create(make.admin(), plan)
    badges.review()
    has, has_not = make.member(), make.member()
    came(has, 0, 1, 3, 5)
    came(has_not, 0, 1, 5, 6)

    settle()

    assert made.id in {one.badge_id for one in awards.held_by(has)}
    assert made.id not in {one.badge_id for one in awards.held_by(has_not)}
    assert list(derived.differences()) == []


def test_weeks_in_a_row_are_counted_for_each_channel_and_tag_apart(autumn):
    member, channel = old_member(), make.channel()
    here, there = (make.topic(author=member, channel=channel) for _ in range(2))
    make.tags(here, "water")
    for weeks, topic in ((0, here), (1, there), (2, here), (3, there), (4, there)):
        thing = Thing("post", 60_000 + weeks, topic.id, topic.channel_id)
        activity.record(DeedKind.REPLIED, member.id, thing, at=MONDAY - weeks * A_WEEK)
    water = tags_named(["water"])["water"].id
    leaf = criteria.Leaf("streak_weeks", 2)
    asked = {
        "everywhere": awards.planned(1, leaf, awards.Span(clock.now()), by_tag=False),
        "each tag": awards.planned(2, leaf, awards.Span(clock.now()), by_tag=True),
        "channel": awards.planned(
            3, replace(leaf, channel=channel.id), awards.Span(clock.now()), by_tag=False
        ),
        "weeks": awards.planned(
            4, replace(leaf, window_days=14), awards.Span(clock.now()), by_tag=False
        ),
    }

    found = awards.numbers_of(list(asked.values()), member.id)

    counted = {name: found[plan.badge_id] for name, plan in asked.items()}
    sums = {name: max(*some.values(), {}, key=len) for name, some in counted.items()}
    assert {name: one[asked[name].tree] for name, one in sums.items()} == {
        "everywhere": 5,
        "each tag": 2,
        "channel": 5,
        "weeks": 2,
    }
    assert list(counted["each tag"]) == [water]


def test_many_members_cost_what_few_cost(autumn):
    people = [old_member() for _ in range(6)]
    for one in people:
        came(one, 0, 1)
    ids = [one.id for one in people]
    with count_queries() as few:
        log.streaks(ids[:1], clock.now())
    with count_queries() as many:
        log.streaks(ids, clock.now())

    assert len(few) == len(many) == 1
