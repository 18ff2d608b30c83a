"""Badges follow what they were given for: accounts and tags that become one, experts who rest."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember
from forum.activity import tasks
from forum.badges import actions, derived, queries
from forum.badges.actions import BadgePlan
from forum.badges.models import BadgeKind, Level, Repeats
from forum.channels import actions as channels
from forum.channels.models import Channel, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics import actions as topics
from forum.topics import queries as texts
from tests.support import make
from tests.topics.writing import fresh, reply, start


@pytest.fixture
def planted(app):
    actions.plant()


@pytest.fixture
def expert(planted):
    """Somebody with ten accepted answers about grinders."""
    helper, asker = make.member(username="adaeze"), make.member()
    channel = make.channel(kind="question")
    for _ in range(10):
        topic = start(asker, channel, tags=("grinder",))
        topics.accept(asker, reply(topic, helper))
    settle()
    return helper


def settle() -> None:
    tasks.settle({})
    db.session.expire_all()


def held(member) -> list[str]:
    awards = sorted(queries.held_by(member), key=lambda award: (award.badge_id, award.id))
    return [f"{award.badge.slug} {award.occurrence_key}".strip() for award in awards]


def test_of_a_badge_that_both_accounts_have_one_stays(planted):
    boss, old, new = make.admin(), make.member(), make.member()
    start(old)
    start(new)
    settle()
    actions.award(boss, queries.badge_at("ambassador"), old, reason="Well spoken.")

    accounts.merge_members(boss, old, new)
    actions.review()

    assert held(new) == ["first-post", "ambassador"]
    assert held(old) == []
    assert list(derived.differences()) == []


def test_who_comes_from_elsewhere_has_at_once_what_years_have_earned_there(planted):
    actions.review()
    joined = clock.now() - timedelta(days=800)
    with clock.at(joined):
        old = accounts.add_member(NewMember("from-afar", "", None))
    new = accounts.add_member(NewMember("brand-new", "", None))

    settle()

    assert (held(old), held(new)) == (["one-year"], [])
    [award] = queries.held_by(old)
    assert award.at == joined + timedelta(days=365)
    assert list(derived.differences()) == []


def test_what_was_given_often_to_two_accounts_is_as_often_there_after_a_merge(planted):
    boss, old, new = make.admin(), make.member(), make.member()
    plan = BadgePlan("Host", "", Level.SPECIAL, "cup", BadgeKind.MANUAL, Repeats.OFTEN)
    badge = actions.create(boss, plan)
    for member in (old, old, new):
        actions.award(boss, badge, member, reason="A fine evening.")

    accounts.merge_members(boss, old, new)
    actions.award(boss, badge, new, reason="And one more.")

    assert len(held(new)) == 4


def test_what_one_account_has_stays_although_it_was_taken_back_from_the_other(planted):
    old, new = make.member(), make.member()
    with clock.at(clock.now() - timedelta(days=30)):
        gone = start(old)
        settle()
    topics.delete(make.moderator(), texts.first_post(fresh(gone)))
    short = start(new)
    settle()
    topics.delete(make.moderator(), texts.first_post(fresh(short)))
    settle()
    assert (held(old), held(new)) == (["first-post"], [])

    accounts.merge_members(make.admin(), old, new)

    assert held(new) == ["first-post"]


def test_what_asks_for_a_channel_that_was_merged_asks_for_the_other(planted):
    boss, member, room, into = make.admin(), make.member(), make.channel(), make.channel()
    criteria = {"metric": "topics", "op": ">=", "value": 2, "channel": room.id}
    plan = BadgePlan("Local", "", Level.BRONZE, "flag", BadgeKind.AUTO, criteria=criteria)
    badge = actions.create(boss, plan)
    start(member, room)
    settle()

    channels.merge(boss, fresh(room), fresh(into))
    start(member, into)
    settle()

    assert badge.criteria["channel"] == into.id
    assert "local" in held(member)


def test_an_expert_of_a_tag_that_was_merged_is_one_of_the_other(expert):
    boss = make.admin()
    tag = texts.tags_named(["grinder"])["grinder"]
    other = make.topic()
    make.tags(other, "mill")
    into = texts.tags_named(["mill"])["mill"]

    topics.merge_tags(boss, tag, into)
    actions.review()

    assert f"product-expert tag:{into.id}" in held(expert)
    assert f"product-expert tag:{tag.id}" not in held(expert)
    assert list(derived.differences()) == []


def test_what_asks_for_a_tag_that_was_merged_asks_for_the_other(planted):
    boss, topic = make.admin(), make.topic()
    make.tags(topic, "grinder", "mill")
    tags = texts.tags_named(["grinder", "mill"])
    asks = {"metric": "posts", "op": ">=", "value": 3, "tag": tags["grinder"].id}
    plan = BadgePlan("Miller", "", Level.BRONZE, "star", BadgeKind.AUTO, criteria=asks)
    badge = actions.create(boss, plan)

    actions.merge_tags(tags["grinder"].id, tags["mill"].id)

    assert badge.criteria == asks | {"tag": tags["mill"].id}


def test_a_tag_that_went_behind_a_door_is_named_to_nobody_outside(expert, guest, sign_in):
    channel = db.session.scalars(select(Channel).where(Channel.kind == "question")).one()
    channel.visibility = Visibility.SECRET
    db.session.commit()
    paths = (f"/members/{expert.username}", "/members", "/badges/product-expert", "/notices")

    outsider = sign_in(make.member())
    for path in paths:
        assert "grinder" not in outsider.get(path).text
    for path in paths[:3]:
        assert "grinder" not in guest.get(path).text
    assert "grinder" not in sign_in(expert).get("/notices").text
    assert "Product expert" in guest.get(paths[0]).text
    assert "Product expert: grinder" in sign_in(make.moderator()).get(paths[0]).text


def test_experts_have_a_chip_in_topics_with_their_tag_alone(expert, guest):
    there, elsewhere = start(tags=("grinder",)), start(tags=("kettle",))
    for topic in (there, elsewhere):
        reply(topic, expert)

    def page(topic) -> str:
        return guest.get(f"/t/{topic.slug}/{topic.id}").text

    assert "grinder expert" in page(there)
    assert "grinder expert" not in page(elsewhere)


def test_an_expert_of_one_tag_sees_how_near_the_next_one_is(expert, sign_in):
    asker, channel = make.member(), make.channel(kind="question")
    for _ in range(9):
        topics.accept(asker, reply(start(asker, channel, tags=("kettle",)), expert))
    settle()

    page = sign_in(expert).get("/members/adaeze").text
    near = page.partition("What you are near to")[2]

    assert "Product expert: kettle" in near
    assert "Product expert: grinder" not in near


def test_who_has_not_replied_under_the_tag_for_long_is_a_former_expert(expert, guest):
    topic = start(tags=("grinder",))
    assert "Former" not in guest.get("/members/adaeze").text

    with clock.at(clock.now() + timedelta(days=181)):
        reply(topic)
        page = guest.get("/members/adaeze").text
        assert "Product expert: grinder" in page and "Former" in page
        reply(fresh(topic), expert)
        assert "Former" not in guest.get("/members/adaeze").text


def test_an_award_with_a_badge_that_counts_differently_now_stays(planted):
    boss, author = make.admin(), make.member()
    start(author)
    settle()
    badge = queries.badge_at("first-post")
    asks = {"metric": "posts", "op": ">=", "value": 100}
    plan = BadgePlan("", "", Level.BRONZE, "pen", BadgeKind.AUTO, criteria=asks)

    actions.change(boss, badge, plan)
    actions.review()

    assert held(author) == ["first-post"]


def test_supplied_badges_that_need_deeds_appear_with_the_first_of_them(planted):
    slugs = {badge.slug for badge in queries.badges()}

    assert "welcomer" not in slugs and "peer-thanks" not in slugs
    assert actions.plant() == 0


def test_only_the_expert_badge_makes_somebody_an_expert(planted, guest):
    boss, author = make.admin(), make.member()
    asks = {"metric": "topics", "op": ">=", "value": 1}
    plan = BadgePlan(
        "Beginner", "", Level.BRONZE, "seed", BadgeKind.AUTO, Repeats.TAG, criteria=asks
    )
    actions.create(boss, plan)
    topic = start(author, tags=("grinder",))
    reply(topic, author)
    settle()

    tag = texts.tags_named(["grinder"])["grinder"]
    assert f"beginner tag:{tag.id}" in held(author)
    assert "grinder expert" not in guest.get(f"/t/{topic.slug}/{topic.id}").text
