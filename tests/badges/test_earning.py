"""Who earns a badge gets it: once, at once, and as the log says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import queries as people
from forum.activity import queries as log
from forum.activity import tasks
from forum.badges import actions, derived, queries
from forum.badges.actions import BadgePlan
from forum.badges.models import BadgeAward, BadgeKind, Level, Repeats
from forum.channels import actions as channels
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.topics import actions as topics
from forum.topics.queries import tags_named
from tests.support import make
from tests.support.queries import count_queries
from tests.support.together import all_at_once
from tests.topics.writing import fresh, reply, start


@pytest.fixture
def planted(app):
    actions.plant()


def settle() -> None:
    tasks.settle({})
    db.session.expire_all()


def held(member) -> list[str]:
    """The badges of a member as `slug`, or `slug tag`, in the order of the badges."""
    awards = sorted(queries.held_by(member), key=lambda award: (award.badge_id, award.id))
    return [f"{award.badge.slug} {award.occurrence_key}".strip() for award in awards]


def answered(helper, *, times: int, tags: tuple[str, ...] = (), behind: str = "public") -> list:
    asker, channel = make.member(), make.channel(kind="question", visibility=behind)
    for one in (asker, helper) if behind in ("private", "secret") else ():
        channels.admit(None, channel, one, source="test")
    posts = []
    for _ in range(times):
        topic = start(asker, channel, tags=tags)
        posts.append(reply(topic, helper))
        topics.accept(asker, fresh(posts[-1]))
    return posts


def test_who_writes_for_the_first_time_has_the_first_badge_within_one_round(planted):
    author = make.member()
    start(author)
    settle()

    assert held(author) == ["first-post"]


def test_deeds_that_are_taken_in_twice_give_nothing_twice(planted):
    author = make.member()
    start(author)
    settle()
    actions.settle([1, 2, 3])
    actions.review()

    assert len(db.session.scalars(select(BadgeAward)).all()) == 1
    assert list(derived.differences()) == []


def test_an_expert_is_one_for_the_tag_whose_questions_were_solved(planted):
    helper = make.member()
    answered(helper, times=10, tags=("grinder",))
    answered(helper, times=9, tags=("kettle",))
    settle()

    grinder = tags_named(["grinder"])["grinder"].id
    experts = [one for one in held(helper) if one.startswith("product")]
    assert experts == [f"product-expert tag:{grinder}"]
    assert "ten-answers" in held(helper)


@pytest.mark.parametrize("behind", ["private", "secret"])
def test_an_expert_tag_tells_nobody_what_a_closed_channel_talks_of(planted, guest, behind):
    helper = make.member()
    answered(helper, times=10, tags=("burrow",), behind=behind)
    settle()

    assert [one for one in held(helper) if one.startswith("product")] == []
    assert "ten-answers" in held(helper)
    for path in (f"/members/{helper.username}", "/members", "/badges/product-expert"):
        assert "burrow" not in guest.get(path).text
    assert list(derived.differences()) == []


def test_what_was_given_for_a_text_that_is_gone_within_a_week_goes_too(planted):
    author, moderator = make.member(), make.moderator()
    post = reply(start(), author)
    settle()
    topics.delete(moderator, fresh(post))
    settle()
    assert held(author) == []

    topics.restore(moderator, fresh(post))
    settle()
    assert held(author) == ["first-post"]


def test_what_was_given_longer_ago_stays(planted):
    author, moderator = make.member(), make.moderator()
    post = reply(start(), author)
    settle()
    with clock.at(clock.now() + timedelta(days=8)):
        topics.delete(moderator, fresh(post))
        settle()

    assert held(author) == ["first-post"]


def test_what_staff_took_away_is_not_given_again(planted):
    author, boss = make.member(), make.admin()
    start(author)
    settle()
    award = queries.held_by(author)[0]
    actions.revoke(boss, queries.award_by_id(award.id), reason="It was a test.")
    start(author)
    settle()
    actions.review()

    assert held(author) == []
    assert list(derived.differences()) == []


def test_years_come_with_the_daily_round(planted):
    old = make.member(created_at=clock.now() - timedelta(days=3 * 365 + 2))
    make.member(created_at=clock.now() - timedelta(days=364))

    actions.review()

    assert held(old) == ["one-year", "three-years"]
    assert len(db.session.scalars(select(BadgeAward)).all()) == 2


def test_twelve_weeks_of_thirteen_are_steady(planted):
    one, other = make.member(), make.member()
    monday = clock.now() - timedelta(days=clock.now().weekday())
    channel = make.channel()
    for week in range(12):
        with clock.at(monday - timedelta(weeks=week)):
            start(one, channel)
            if week:
                start(other, channel)
    settle()

    assert held(one) == ["first-post", "steady"]
    assert held(other) == ["first-post"]


def test_a_badge_that_is_missing_is_found_and_made_good(planted):
    author = make.member()
    start(author)
    actions.review()
    award = db.session.scalars(select(BadgeAward)).one()
    with db.session.begin_nested():
        db.session.delete(award)
    db.session.commit()
    settle_without_badges()

    assert list(derived.differences()) == [f"member {author.id} has not got first-post"]
    derived.rebuild()
    assert list(derived.differences()) == []


def settle_without_badges() -> None:
    """The deeds count as taken in, although nobody gave anything for them."""
    db.session.execute(db.text("UPDATE deeds SET settled_at = at"))
    db.session.commit()


def test_what_somebody_does_in_a_season_counts_and_nothing_else(planted):
    boss, early, right = make.admin(), make.member(), make.member()
    now = clock.now()
    plan = BadgePlan(
        "Winter",
        "",
        Level.SPECIAL,
        "flag",
        BadgeKind.SEASONAL,
        criteria={"metric": "topics", "op": ">=", "value": 1},
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=1),
    )
    actions.create(boss, plan)
    with clock.at(now - timedelta(days=2)):
        start(early)
    start(right)
    settle()

    assert held(early) == ["first-post"]
    assert held(right) == ["first-post", "winter"]


def test_what_was_done_in_the_last_moment_of_a_season_is_taken_in_after_it(planted):
    member, now = make.member(), clock.now()
    season = {"starts_at": now - timedelta(days=9), "ends_at": now - timedelta(minutes=5)}
    criteria = {"metric": "topics", "op": ">=", "value": 1}
    plan = BadgePlan("Autumn", "", Level.SPECIAL, "flag", BadgeKind.SEASONAL, criteria=criteria)
    actions.create(make.admin(), replace(plan, **season))
    with clock.at(now - timedelta(minutes=10)):
        start(member)

    settle()

    assert held(member) == ["first-post", "autumn"]


def test_what_no_days_in_a_row_have_earned_is_not_missing(planted):
    member, now = make.member(), clock.now()
    criteria = {"metric": "topics", "op": ">=", "value": 2, "window_days": 7}
    plan = BadgePlan("Busy", "", Level.BRONZE, "star", BadgeKind.AUTO, criteria=criteria)
    actions.create(make.admin(), plan)
    for days in (7, 0):
        with clock.at(now - timedelta(days=days)):
            start(member)
            settle()
    actions.review()

    assert held(member) == ["first-post"]
    assert list(derived.differences()) == []


def test_of_many_who_give_the_same_badge_at_once_one_does(app, planted):
    badge, member = queries.badge_at("ambassador").id, make.member().id
    team = [make.moderator().id for _ in range(4)]

    def give(which):
        staff, somebody = (people.fresh_member(one) for one in (team[which], member))
        actions.award(staff, queries.badge_by_id(badge), somebody, reason="Well spoken.")

    results = all_at_once(app, 4, give)

    assert results.count(Invalid) == 3
    assert held(people.fresh_member(member)) == ["ambassador"]


def test_a_badge_is_taken_away_once(planted):
    staff, member = make.moderator(), make.member()
    award = actions.award(staff, queries.badge_at("ambassador"), member, reason="Well spoken.")
    award = queries.award_by_id(award.id)
    actions.revoke(staff, award, reason="Left the place.")

    with pytest.raises(Refused, match="badge_revoked"):
        actions.revoke(staff, award, reason="Once more.")


def test_settling_costs_the_same_for_two_members_and_for_twenty(planted):
    def cost(people: int) -> int:
        topic = start()
        for _ in range(people):
            reply(topic)
        waiting = [deed.id for deed in log.not_settled(500)]
        with transaction(), count_queries() as seen:
            actions.settle(waiting)
            count = len(seen)
        settle()
        return count

    cost(1)
    assert cost(2) == cost(20)


def test_repeats_by_tag_and_groups_are_weighed_together(planted):
    boss, one, other = make.admin(), make.member(), make.member()
    tree = {
        "all": [
            {"metric": "topics", "op": ">=", "value": 1},
            {"not": [{"metric": "replies", "op": ">=", "value": 1}]},
        ]
    }
    plan = BadgePlan("Quiet starter", "", Level.BRONZE, "seed", BadgeKind.AUTO, criteria=tree)
    plan_of_tag = BadgePlan(
        "Beginner",
        "",
        Level.BRONZE,
        "seed",
        BadgeKind.AUTO,
        Repeats.TAG,
        {"metric": "topics", "op": ">=", "value": 2},
    )
    actions.create(boss, plan)
    actions.create(boss, plan_of_tag)
    topic = start(one, tags=("x", "y"))
    start(one, tags=("x",))
    start(other)
    reply(topic, other)
    settle()

    tag = tags_named(["x"])["x"].id
    assert held(one) == ["first-post", "quiet-starter", f"beginner tag:{tag}"]
    assert held(other) == ["first-post"]
