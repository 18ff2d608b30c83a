"""Badges on pages: for everybody, on a member's page, and for staff."""

import pytest

from forum.activity import tasks
from forum.badges import actions, queries
from forum.badges.actions import BadgePlan
from forum.badges.models import BadgeKind, Level
from forum.kernel.db import db
from forum.topics import actions as topics
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start

FORM = {
    "name": "Good neighbour",
    "words": "Helps across the fence.",
    "level": "silver",
    "art": "cup",
    "kind": "auto",
    "repeats": "once",
    "is_active": "y",
    "c.0.join": "all",
    "c.0.0.metric": "replies",
    "c.0.0.value": "2",
    "c.0.0.window": "90",
    "c.0.0.channel": "",
    "c.0.0.tag": "",
}


@pytest.fixture
def planted(app):
    actions.plant()


@pytest.fixture
def boss(app):
    return make.admin()


def settle() -> None:
    tasks.settle({})
    db.session.expire_all()


def test_everybody_reads_what_each_badge_asks_for(planted, guest):
    page = guest.get("/badges").text

    assert "First post" in page and "50 accepted answers" in page
    assert "10 accepted answers under one and the same tag" in page
    assert "12 weeks with something written within 91 days" in page
    assert "The team gives it" in page
    assert "Peer thanks" not in page


def test_without_badges_the_page_says_what_will_be_there(app, guest):
    assert "No badges yet" in guest.get("/badges").text


def test_a_badge_names_who_has_it(planted, guest):
    author = make.member(display_name="Adaeze")
    start(author)
    settle()

    page = guest.get("/badges/first-post").text

    assert "1 member has it" in page and "Adaeze" in page
    assert guest.get("/badges/no-such-badge").status_code == 404


def test_a_members_page_shows_the_medals_and_to_nobody_else_what_is_near(planted, sign_in, guest):
    author = make.member(username="adaeze")
    start(author)
    settle()

    own = sign_in(author).get("/members/adaeze").text
    seen = guest.get("/members/adaeze").text

    assert "First post" in own and "What you are near to" in own
    assert "Weeks with something written within 91 days: 1 of 12" in own
    assert "First post" in seen and "What you are near to" not in seen


def test_a_topic_page_costs_the_same_for_two_authors_as_for_twenty(planted, guest):
    topic = start(tags=("grinder",))

    def cost() -> int:
        with count_queries() as seen:
            assert guest.get(f"/t/x/{topic.id}", follow_redirects=True).status_code == 200
        return len([line for line in seen if "badge_awards" in line])

    reply(topic)
    few = cost()
    for _ in range(12):
        reply(topic)

    assert cost() == few == 1


def test_an_admin_makes_a_badge_by_clicks_and_tries_it_first(planted, boss, sign_in):
    author, topic = make.member(display_name="Adaeze"), start()
    for _ in range(2):
        reply(topic, author)
    settle()
    client = sign_in(boss)

    tried = client.post("/admin/badges/new", data=FORM | {"do": "try"}).text
    assert "1 member would get it now" in tried and "Adaeze" in tried and "2 of 2" in tried
    assert "good-neighbour" not in [badge.slug for badge in queries.badges()]

    client.post("/admin/badges/new", data=FORM | {"do": "save"})
    actions.review()
    badge = queries.badge_at("good-neighbour")
    assert badge.criteria == {"metric": "replies", "op": ">=", "value": 2, "window_days": 90}
    assert queries.holder_counts()[badge.id] == 1


def test_buttons_of_the_builder_give_everything_back(boss, sign_in):
    client = sign_in(boss)

    page = client.post("/admin/badges/new", data=FORM | {"do": "leaf:0"}).text
    assert 'value="Good neighbour"' in page and 'name="c.0.1.metric"' in page
    page = client.post("/admin/badges/new", data=FORM | {"do": "group:0"}).text
    assert 'name="c.0.1.join"' in page and 'name="c.0.1.0.metric"' in page
    page = client.post("/admin/badges/new", data=FORM | {"do": "remove:0.0"}).text
    assert 'name="c.0.0.metric"' not in page and 'name="c.0.join"' in page
    assert queries.badges() == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"c.0.0.value": "many"}, "Type a whole number from 1 to 1000000."),
        ({"c.0.0.value": "0"}, "Type a whole number from 1 to 1000000."),
        ({"c.0.0.tag": "nowhere"}, "There is no tag nowhere."),
        ({"c.0.0.channel": "99999"}, "Choose a channel from the list."),
        ({"c.0.0.metric": "tenure_days"}, "Days as a member are counted as a whole"),
        ({"c.0.0.metric": "invented"}, "Choose what is counted from the list."),
        ({"c.0.join": "not"}, "Everybody would have it at once"),
        ({"kind": "seasonal"}, "A season needs a first day"),
        ({"repeats": "often"}, "This does not go together"),
        ({"name": ""}, "Please fill this in."),
    ],
)
def test_what_cannot_be_is_said_where_it_was_typed(boss, sign_in, typed, words):
    page = sign_in(boss).post("/admin/badges/new", data=FORM | typed | {"do": "save"})

    assert page.status_code == 200
    assert words in page.text and "Helps across the fence." in page.text
    assert queries.badges() == []


def test_staff_find_a_member_give_a_badge_and_take_it_away(planted, sign_in):
    moderator, member = make.moderator(), make.member(username="adaeze")
    badge, client = queries.badge_at("crisis-helper"), sign_in(moderator)

    assert "adaeze" in client.get(f"/admin/badges/{badge.id}/award?q=adae").text
    address = f"/admin/badges/{badge.id}/award?member=adaeze"
    assert "Please fill this in." in client.post(address, data={"reason": " "}).text
    client.post(address, data={"reason": "Kept calm in March."})
    assert "Kept calm in March." in client.get("/members/adaeze").text
    assert "has the badge already" in client.post(address, data={"reason": "Again."}).text

    award = queries.held_by(member)[0]
    client.post(f"/admin/badges/awards/{award.id}/revoke", data={"reason": "A mistake."})
    db.session.expire_all()
    assert queries.held_by(member) == []
    answer = client.post(f"/admin/badges/awards/{award.id}/revoke", data={"reason": "Twice."})
    assert answer.status_code == 403


def test_what_the_forum_counts_nobody_gives_by_hand(planted, sign_in):
    badge = queries.badge_at("first-post")

    assert sign_in(make.admin()).get(f"/admin/badges/{badge.id}/award").status_code == 403


def test_moderators_give_badges_and_only_admins_make_them(planted, sign_in):
    client = sign_in(make.moderator())

    assert client.get("/admin/badges").status_code == 200
    assert client.get("/admin/badges/new").status_code == 403


def test_a_badge_that_is_retired_stays_with_those_who_have_it(planted, boss, guest):
    author = make.member()
    start(author)
    settle()
    badge = queries.badge_at("first-post")
    plan = actions.plan_as_is(badge)
    actions.change(boss, badge, BadgePlan(**{**vars(plan), "is_active": False}))
    start(make.member())
    settle()

    assert queries.holder_counts()[badge.id] == 1
    assert "Not given any more" in guest.get("/badges/first-post").text
    assert "First post" not in guest.get("/badges").text


def test_a_name_that_the_brand_writes_takes_the_place_of_the_supplied_one(planted, boss, guest):
    badge = queries.badge_at("first-post")
    plan = BadgePlan(
        "Hello world", "", Level.GOLD, "star", BadgeKind.AUTO, criteria=dict(badge.criteria)
    )
    actions.change(boss, badge, plan)

    page = guest.get("/badges/first-post").text

    assert "Hello world" in page and "Spoke up" not in page


def test_the_page_of_a_badge_says_how_far_the_reader_is_and_then_since_when(sign_in):
    actions.plant()
    helper = make.member()
    asker, channel = make.member(), make.channel(kind="question")
    for number in range(10):
        topic = start(asker, channel)
        topics.accept(asker, fresh(reply(topic, helper)))
        if number == 3:
            settle()
            page = sign_in(helper).get("/badges/ten-answers").text
            assert "Accepted answers: 4 of 10" in page
            assert "You have it" not in page
    settle()

    page = sign_in(helper).get("/badges/ten-answers").text

    assert "You have it" in page
    assert "How far you are" not in page
    assert "You have it" not in sign_in(asker).get("/badges/ten-answers").text
