"""Inner circles: picked by hand, known to the team alone, looked at again, and tight."""

from datetime import timedelta

import pytest

from forum.activity import actions as log
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.channels import actions as channels
from forum.channels import queries as rooms
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.newcomers import actions, checks, queries, tasks
from forum.newcomers.actions import CirclePlan
from forum.newcomers.models import CircleMember, CircleOut
from forum.newcomers.signals import CircleReviewDue
from forum.notices.models import Notice
from tests.newcomers.test_desk import shown
from tests.support import make
from tests.topics.writing import fresh, reason_of, start


@pytest.fixture
def boss(app):
    return make.admin(username="boss")


@pytest.fixture
def circle(boss):
    return actions.create_circle(boss, CirclePlan("Trusted tasters"), room="A small table")


@pytest.fixture
def insider(boss, circle):
    member = make.member(username="ines")
    actions.pick(boss, circle, member)
    return member


def held(circle) -> list[str]:
    db.session.expire_all()
    return [place.user.username for place in queries.places(queries.circle_by_id(circle.id)).items]


def seat_of(member, circle):
    db.session.expire_all()
    return rooms.place_of(member, queries.circle_by_id(circle.id).channel)


def proven() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


@pytest.mark.parametrize(
    "address",
    ["/", "/unread", "/c/a-small-table", "/tags", "/channels", "/search?q=tasting", "/feed.xml"],
)
@pytest.mark.usefixtures("insider")
def test_an_outsider_finds_nothing_of_a_circle(sign_in, guest, boss, circle, address):
    start(boss, circle.channel, title="Secret tasting notes", body="Only for you.")

    for client in (guest, sign_in(make.member())):
        answer = client.get(address)
        assert "tasting notes" not in answer.text
        assert "small table" not in answer.text


def test_profiles_and_notices_tell_an_outsider_nothing(sign_in, boss, circle, insider):
    outsider = make.member(username="otto")
    topic = start(boss, circle.channel, title="Secret tasting notes", body="For @otto and @ines.")
    client = sign_in(outsider)

    for address in ("/members/boss", "/members/ines", "/notices"):
        assert "tasting" not in client.get(address).text
    assert client.get(f"/t/{topic.slug}/{topic.id}").status_code == 404


def test_those_who_were_picked_see_that_it_is_shared_with_a_small_group(
    sign_in, boss, circle, insider
):
    topic = start(boss, circle.channel, title="Secret tasting notes", body="Only for you.")
    client = sign_in(insider)

    assert "Shared with a small group" in shown(client, "/")
    page = shown(client, f"/t/{topic.slug}/{topic.id}")
    assert "Shared with a small group" in page
    assert "Trusted tasters" not in page


def test_nobody_is_told_that_they_were_picked_or_let_go(boss, circle, insider):
    place = queries.place_in_circle(circle, insider.id)

    actions.take_out(boss, queries.place_by_id(place.id))

    assert db.session.scalars(db.select(Notice).where(Notice.user_id == insider.id)).all() == []
    assert held(circle) == []
    assert seat_of(insider, circle) is None


def test_who_was_let_in_otherwise_stays_in_the_channel(boss, circle):
    member = make.member()
    channels.add(boss, fresh(circle.channel), member)
    place = actions.pick(boss, circle, member)

    actions.take_out(boss, queries.place_by_id(place.id))

    assert seat_of(member, circle).source == "staff"


def test_who_leaves_the_channel_leaves_the_circle(boss, circle, insider):
    channels.remove(insider, fresh(circle.channel), seat_of(insider, circle))

    assert held(circle) == []
    assert proven() == []


def test_the_list_is_private_to_staff(sign_in, circle, insider):
    client = sign_in(insider)

    for address in ("/admin/circles", f"/admin/circles/{circle.id}"):
        assert client.get(address).status_code == 403


def test_moderators_pick_and_only_admins_make_circles(boss, circle):
    moderator, member = make.moderator(), make.member(username="mia")

    actions.pick(moderator, circle, member)

    assert held(circle) == ["mia"]
    plan = CirclePlan("Mine")
    assert reason_of(actions.create_circle, moderator, plan, room="Mine") == "admins_only"


def test_the_team_and_those_who_cannot_come_in_are_not_picked(boss, circle):
    closed = make.member(deactivated_at=clock.now())

    assert reason_of(actions.pick, boss, circle, make.moderator()) == "team_is_in"
    assert reason_of(actions.pick, boss, circle, closed) == "cannot_come_in"


def test_after_ninety_days_a_place_is_to_be_looked_at(sign_in, boss, circle, insider, heard):
    told = heard(CircleReviewDue)
    tasks.count({})
    assert told == []

    with clock.at(clock.now() + timedelta(days=91)):
        tasks.count({})
        tasks.count({})
        assert "1 place in a circle is to be looked at again." in shown(sign_in(boss), "/admin")
        place = queries.place_in_circle(circle, insider.id)
        sign_in(boss).post(f"/admin/circles/places/{place.id}/keep")
        assert "is to be looked at again" not in shown(sign_in(boss), "/admin")

    assert told == [CircleReviewDue(circle.id)]


def test_the_rule_takes_in_who_helped_most(boss, circle):
    plan = CirclePlan("Trusted tasters", fill_percent=25)
    actions.change_circle(boss, circle, plan)
    for number in range(4):
        member = make.member(username=f"helper{number}")
        for answer in range(number + 1):
            thing = Thing("post", 100 * number + answer)
            log.record(DeedKind.ACCEPTED, boss.id, thing, to_id=member.id)

    tasks.fill({})
    tasks.fill({})

    assert held(circle) == ["helper3"]
    place = db.session.scalars(db.select(CircleMember)).one()
    assert place.added_by_id is None
    assert proven() == []


@pytest.mark.parametrize("how", ["taken out", "left"])
def test_the_rule_brings_nobody_back_who_is_out(boss, circle, how):
    actions.change_circle(boss, circle, CirclePlan("Trusted tasters", fill_percent=25))
    member = make.member(username="helper")
    log.record(DeedKind.ACCEPTED, boss.id, Thing("post", 100), to_id=member.id)
    tasks.fill({})
    if how == "left":
        found = queries.circle_by_id(circle.id)
        channels.remove(member, found.channel, seat_of(member, circle))
    else:
        actions.take_out(boss, queries.place_by_id(queries.place_in_circle(circle, member.id).id))

    tasks.fill({})
    assert held(circle) == []
    actions.pick(boss, queries.circle_by_id(circle.id), member)
    tasks.fill({})

    assert held(circle) == ["helper"]
    assert db.session.scalars(db.select(CircleOut)).all() == []


def test_a_circle_that_ends_lets_everybody_go(sign_in, boss, circle, insider):
    sign_in(boss).post(f"/admin/circles/{circle.id}/end")

    assert held(circle) == []
    assert seat_of(insider, circle) is None
    found = queries.circle_by_id(circle.id)
    assert found.channel.is_archived
    assert reason_of(actions.pick, boss, found, insider) == "circle_ended"


def test_a_circle_is_made_and_filled_on_its_pages(sign_in, boss):
    client = sign_in(boss)
    make.member(username="mia")
    data = {"name": "Testers", "room": "Early looks", "review_days": "30", "fill_percent": "0"}

    made = client.post("/admin/circles/new", data=data)
    wrong = client.post(made.location, data={"name": "nobody.here"})
    client.post(made.location, data={"name": "mia"})

    assert "There is nobody of this name." in wrong.text
    assert "mia" in shown(client, made.location)
    assert "Testers" in shown(client, "/admin/circles")
    circle = queries.circles()[0]
    assert circle.channel.visibility == Visibility.SECRET


def test_what_cannot_be_is_said_at_its_field(sign_in, boss, circle):
    client = sign_in(boss)
    data = {"name": "T", "room": "A small table", "review_days": "2", "fill_percent": "0"}

    short = client.post("/admin/circles/new", data=data)
    taken = client.post("/admin/circles/new", data=data | {"review_days": "90"})

    assert "Give a number from 7 to 730." in short.text
    assert "Another channel has this name." in taken.text


def test_verify_finds_a_place_without_a_seat_and_an_open_room(boss, circle, insider):
    db.session.delete(seat_of(insider, circle))
    queries.circle_by_id(circle.id).channel.visibility = Visibility.PUBLIC
    db.session.commit()

    assert proven() == [
        f"member {insider.id} is in circle {circle.id}, and not in its channel",
        f"the channel of circle {circle.id} is not hidden",
    ]
