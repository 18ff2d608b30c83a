"""What standing allows, and that every refusal says what lifts it and loses nothing."""

from datetime import timedelta
from io import BytesIO

import pytest

from forum.accounts.models import Role, Standing
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, require
from forum.kernel.unit import transaction
from forum.standing import actions, limits, policy, queries, wording
from forum.standing.settings import ABILITIES, LIMITS, NO_LIMIT, Ability, Limit
from forum.topics import actions as topics
from forum.topics import queries as posts
from forum.topics.actions import Change
from forum.topics.models import State, Topic
from tests.support import make
from tests.topics.writing import choose, fresh, reply, start
from tests.uploads.pictures import drawn

LINKS = "See https://one.example/ and https://two.example/ and https://three.example/."


def new(**given):
    return make.member(standing=Standing.NEW, **given)


def test_a_limit_is_that_of_the_standing_and_staff_have_that_of_leaders(app):
    assert queries.limit(new(), Limit.LINKS) == 2
    assert queries.limit(make.member(standing=Standing.LEADER), Limit.LINKS) == NO_LIMIT
    assert queries.limit(new(role=Role.MODERATOR), Limit.LINKS) == NO_LIMIT


def test_one_link_too_many_says_what_lifts_it(app):
    with app.test_request_context(), pytest.raises(Invalid) as refused:
        start(new(), body=LINKS)

    with app.test_request_context():
        said = wording.met(refused.value)
    assert said == (
        "With your standing a post has at most 2 links. It is 10 with standing Basic. "
        "What is missing: Days here: 0 of 2; Topics and replies: 0 of 3."
    )


def test_what_was_typed_stands_in_the_form_again(app, sign_in):
    topic = make.topic()
    page = sign_in(new()).post(f"/t/{topic.id}/reply", data={"body": LINKS})

    assert page.status_code == 422
    assert "at most 2 links" in page.text
    assert "https://three.example/" in page.text


def test_a_higher_standing_links_more(app):
    topic = start(make.member(standing=Standing.BASIC), body=LINKS)

    assert fresh(topic).state == State.PUBLISHED


def test_who_looks_after_the_site_is_not_counted(app):
    topic = start(make.moderator(standing=Standing.NEW), body=LINKS)

    assert fresh(topic).state == State.PUBLISHED


@pytest.mark.parametrize("limit", [Limit.MENTIONS, Limit.LINKS])
def test_what_stood_there_before_may_stay_when_a_text_is_changed(app, limit):
    names = [make.member().username for _ in range(3)]
    body = LINKS if limit == Limit.LINKS else " ".join(f"@{name}" for name in names)
    author = make.member(standing=Standing.BASIC)
    topic = start(author, body=body)
    with transaction():
        author.standing = Standing.NEW
    post = fresh(posts.first_post(topic))
    mark = posts.wording_of(post).mark

    changed = Change(f"{body} Well.", mark, topic.title)
    assert topics.edit(author, post, changed) == topics.Outcome.CHANGED


def test_topics_of_a_day_are_counted(app):
    author = new()
    for _ in range(3):
        start(author)

    with pytest.raises(Invalid) as refused:
        start(author)
    assert refused.value.details["limit"] == Limit.TOPICS
    with clock.at(clock.now() + timedelta(hours=25)):
        start(author)


def test_replies_of_a_day_are_counted(app):
    choose(LIMITS[Limit.REPLIES], "1 60 150 any any")
    author, topic = new(), make.topic()
    reply(topic, author)

    with pytest.raises(Invalid) as refused:
        reply(topic, author)
    assert refused.value.details["limit"] == Limit.REPLIES


def test_imported_texts_know_no_limits(app):
    author, origin = new(), {"site": "elsewhere"}
    for _ in range(5):
        start(author, body=LINKS, origin=origin)

    assert db.session.query(Topic).filter_by(author_id=author.id).count() == 5


def test_after_its_hours_a_post_is_changed_no_more_but_by_staff(app):
    author, staff = new(), make.moderator()
    post = reply(make.topic(), author)
    mark = posts.wording_of(post).mark

    with clock.at(clock.now() + timedelta(hours=25)):
        with pytest.raises(Refused) as refused:
            topics.edit(author, fresh(post), Change("Later.", mark))
        assert refused.value.verdict.reason == "standing_edit_hours"
        topics.edit(staff, fresh(post), Change("By staff.", mark))


def test_regulars_change_their_posts_for_ever(app):
    post = reply(make.topic(), make.member(standing=Standing.REGULAR))
    mark = posts.wording_of(post).mark

    with clock.at(clock.now() + timedelta(days=2000)):
        topics.edit(post.author, fresh(post), Change("Later.", mark))

    assert fresh(post).body == "Later."


def test_the_page_for_changing_says_what_gives_more_time(app, sign_in):
    author = new()
    post = reply(make.topic(), author)
    post_id = post.id
    with clock.at(clock.now() + timedelta(hours=25)):
        page = sign_in(author).get(f"/p/{post_id}/edit")

    assert page.status_code == 403
    assert "The time to change this post is over" in page.text
    assert "Topics and replies: 1 of 3" in page.text


def test_a_new_tag_comes_with_a_standing(app):
    with pytest.raises(Invalid) as refused:
        start(new(), tags=("kettles",))
    assert refused.value.reason == "not_yet"
    with app.test_request_context():
        assert "standing Member" in wording.not_yet(refused.value)
    start(make.member(standing=Standing.MEMBER), tags=("kettles",))
    start(new(), tags=("kettles",))


def test_an_ability_begins_where_the_brand_says(app):
    choose(ABILITIES[Ability.MAKE_WIKI], "basic")

    assert policy.can(make.member(standing=Standing.BASIC), Ability.MAKE_WIKI)
    assert not policy.can(new(), Ability.MAKE_WIKI)


def test_conversations_begun_today_are_counted(app):
    require(policy.can_begin_conversation(new(), 1))
    assert policy.can_begin_conversation(new(), 2).reason == "standing_conversations"


def test_the_highest_has_nothing_to_lift(app):
    choose(LIMITS[Limit.MENTIONS], "1 1 1 1 1")
    with pytest.raises(Invalid) as refused:
        queries.require_within(new(), Limit.MENTIONS, 2, field="body")

    with app.test_request_context():
        said = wording.met(refused.value)
    assert said == "With your standing a post mentions at most 1 person."


def test_what_only_leaders_may_is_said_to_come_from_the_team(app):
    choose(LIMITS[Limit.MENTIONS], "1 1 1 1 any")
    with pytest.raises(Invalid) as refused:
        queries.require_within(new(), Limit.MENTIONS, 2, field="body")

    with app.test_request_context():
        said = wording.met(refused.value)
    assert "There is no limit with standing Leader. The team makes leaders of regulars." in said


def test_a_higher_standing_may_not_do_less(app):
    admin = make.admin()
    with pytest.raises(Invalid) as refused:
        actions.allow(admin, {Limit.LINKS: (5, 4, 6, 7, 8)}, {})
    assert refused.value.field == Limit.LINKS

    actions.allow(admin, {Limit.LINKS: (1, 2, 3, 4, NO_LIMIT)}, {})
    assert limits.table()[Limit.LINKS] == (1, 2, 3, 4, NO_LIMIT)


def test_pictures_of_a_day_are_counted(app, sign_in):
    choose(LIMITS[Limit.UPLOADS], "1 30 60 120 any")
    member = sign_in(new())

    def send():
        sent = {"file": (BytesIO(drawn()), "picture.png")}
        return member.post("/uploads", data=sent, headers={"Accept": "application/json"})

    assert send().status_code == 201
    refused = send()
    assert refused.status_code == 422
    assert "at most 1 picture in 24 hours. It is 30 with standing Basic." in refused.json["error"]
