"""What members are told that is about no post: tiers, followers, people whom they follow."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.badges import actions as badges
from forum.badges import queries as medals
from forum.badges.models import BadgeAward
from forum.badges.signals import BadgeAwarded
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.members import actions as members
from forum.notices.kinds import NoticeKind, Wish
from forum.notices.news import SAYINGS
from forum.reading.models import Level
from forum.tiers import actions as tiers
from forum.tiers import queries as ladder
from forum.tiers.signals import TierGraceBegan, TierLost, TierReached
from forum.topics.models import Tag
from tests.notices.told import follow, kinds, notices, unread, want
from tests.support import make
from tests.topics.writing import start

PAGE = "/notices"


@pytest.fixture
def ada():
    return make.member(username="ada", display_name="Ada")


@pytest.fixture
def silver(app):
    tiers.plant()
    return ladder.tier_called("silver")


def say(signal):
    with transaction():
        announce(signal)


def test_who_reaches_a_tier_is_told_once(ada, silver, sign_in):
    say(TierReached(7, ada.id, silver.id))
    say(TierReached(7, ada.id, silver.id))

    assert kinds(ada) == ["tier"] and unread(ada) == 1
    assert "You are Silver now" in sign_in(ada).get(PAGE).text


def test_the_lack_and_the_day_are_named_when_points_are_missing(ada, silver, sign_in):
    until = clock.now() + timedelta(days=30)
    say(TierGraceBegan(7, ada.id, silver.id, 40, until))
    page = sign_in(ada).get(PAGE).text

    assert "40 points are missing for you to stay Silver" in page
    assert f"{until:%b} {until.day}, {until.year}" in page


def test_who_holds_a_tier_no_more_is_told(ada, silver, sign_in):
    say(TierLost(7, ada.id, silver.id))

    assert "You are no longer Silver" in sign_in(ada).get(PAGE).text


def test_a_tier_has_the_name_of_the_brand_or_that_of_the_readers_language(ada, silver, sign_in):
    say(TierReached(7, ada.id, silver.id))
    browser = sign_in(ada)

    assert "Silber" in browser.get(PAGE, headers={"Accept-Language": "de"}).text


def test_news_lead_to_their_place_and_are_read_by_that(ada, silver, sign_in, flush):
    say(TierReached(7, ada.id, silver.id))
    [notice] = notices(ada)

    answer = sign_in(ada).get(f"{PAGE}/{notice.id}")
    flush()

    assert answer.location == "/my/perks"
    assert unread(ada) == 0


def test_who_is_followed_is_told_and_not_again_when_it_is_taken_back_and_done_anew(ada, sign_in):
    grace = make.member(username="grace", display_name="Grace")
    members.follow(grace, ada)
    members.unfollow(grace, ada)
    members.follow(grace, ada)

    assert kinds(ada) == ["follower"]
    page = sign_in(ada)
    assert "Grace follows you now" in page.get(PAGE).text
    assert page.get(f"{PAGE}/{notices(ada)[0].id}").location == "/members/grace"


def test_followers_hear_of_a_new_topic_where_they_may_read_it(ada):
    grace = make.admin()
    members.follow(ada, grace)

    start(grace)
    start(grace, channel=make.channel(visibility="secret"))

    assert kinds(ada) == ["person"]


def test_of_a_topic_that_concerns_one_twice_one_hears_once(ada):
    grace, channel = make.member(), make.channel()
    members.follow(ada, grace)
    follow(ada, channel, Level.FOLLOWING)

    start(grace, channel=channel)

    assert kinds(ada) == ["person"]


def test_who_wants_nothing_of_people_still_hears_of_the_channel(ada):
    grace, channel = make.member(), make.channel()
    want(ada, person=Wish.NOTHING)
    members.follow(ada, grace)
    start(grace, channel=channel)
    assert kinds(ada) == []

    follow(ada, channel, Level.FOLLOWING)
    start(grace, channel=channel)

    assert kinds(ada) == ["topic"]


def test_a_crowd_of_followers_is_told_by_the_worker(ada, work):
    fans = [make.member() for _ in range(7)]
    for fan in fans:
        members.follow(fan, ada)

    start(ada)
    work()

    assert all(kinds(fan) == ["person"] for fan in fans)


def test_nobody_is_told_of_what_somebody_did_whom_they_blocked(ada):
    troll = make.member()
    members.block(ada, troll)

    start(body="@ada hello")
    start(troll, body="@ada look here")

    # One notice is there, so that `forum verify` looks who else should have been told.
    assert kinds(ada) == ["mention"]


def test_what_was_not_told_while_somebody_was_blocked_is_missed_by_nobody_later(ada):
    troll = make.member()
    members.block(ada, troll)
    start(body="@ada hello")
    start(troll, body="@ada look here")

    members.unblock(ada, troll)

    assert kinds(ada) == ["mention"]


def test_what_somebody_did_is_read_once_they_are_blocked(ada):
    troll = make.member()
    start(troll, body="@ada look here")
    assert unread(ada) == 1

    members.block(ada, troll)

    assert unread(ada) == 0


def test_a_badge_for_a_tag_names_the_tag(ada, sign_in):
    badges.plant()
    topic = make.topic()
    make.tags(topic, "grinder")
    tag = db.session.scalars(select(Tag)).one()
    with transaction():
        award = BadgeAward(
            badge_id=medals.badge_at("product-expert").id,
            user_id=ada.id,
            occurrence_key=f"tag:{tag.id}",
        )
        db.session.add(award)
        db.session.flush()
        announce(BadgeAwarded(award.id, ada.id, award.badge_id, is_news=True))

    assert "Product expert: grinder" in sign_in(ada).get(PAGE).text


def test_every_kind_that_says_its_own_words_says_them_without_facts(app):
    with app.test_request_context():
        for kind, saying in SAYINGS.items():
            assert saying({}, "Ada").said, kind
    assert set(SAYINGS) < set(NoticeKind)
