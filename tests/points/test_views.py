"""The pages of points: for members, for everybody, for the team."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.points import actions, queries
from forum.points.actions import Terms
from forum.points.models import PointsRule, Reason
from forum.points.settings import SPENDABLE
from forum.topics import actions as topics
from forum.topics import queries as texts
from tests.points.giving import LONG, settle
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import choose, fresh, reply, start


@pytest.fixture
def author(app):
    return make.member(created_at=clock.now() - timedelta(days=100))


def shown(client, address: str = "/my/points") -> str:
    settle()
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_member_without_points_reads_how_to_get_some(sign_in, author):
    page = shown(sign_in(author))

    assert "No points yet" in page
    assert "What gives you 50 more" in page
    assert "17 times" in page


def test_a_member_reads_every_line_with_its_rule_and_its_topic(sign_in, author):
    start(author, make.channel(), title="Which kettle?")

    page = shown(sign_in(author))

    assert "A new topic" in page
    assert "Which kettle?" in page
    assert "2 times" in page


def test_the_title_of_what_one_may_not_read_any_more_is_not_told(sign_in, author):
    channel = make.channel(visibility=Visibility.SECRET)
    make.seat(channel, author)
    start(author, channel, title="Quillwort plans")
    client = sign_in(author)
    assert "Quillwort" in shown(client)

    db.session.execute(channel_members().delete())
    db.session.commit()

    page = shown(client)
    assert "Quillwort" not in page
    assert "The text is no longer open to you." in page


def channel_members():
    return make.ChannelMember.__table__


def test_what_waits_and_what_was_taken_back_is_said_in_words(sign_in):
    newcomer = make.member()
    start(newcomer, make.channel())
    client = sign_in(newcomer)
    assert "Waiting" in shown(client)

    topic = start(newcomer, make.channel())
    topics.delete(newcomer, fresh_first(topic))

    assert "Taken back" in shown(client)


def fresh_first(topic):
    return texts.first_post(fresh(topic))


def test_points_to_spend_are_shown_when_the_brand_wants_it(sign_in, author):
    client = sign_in(author)
    assert "To spend" not in shown(client)

    choose(SPENDABLE, True)

    assert "To spend" in shown(client)


def test_a_long_ledger_goes_on(sign_in, author):
    staff = make.admin()
    for number in range(25):
        actions.adjust(staff, author, 1, words=f"Number {number}.")
    client = sign_in(author)

    first = shown(client)
    older = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    second = shown(client, older)

    assert "Number 24." in first and "Number 4." not in first
    assert "Number 4." in second and "Number 24." not in second


def test_a_ledger_costs_the_same_for_two_lines_as_for_twenty(sign_in, author):
    client = sign_in(author)
    start(author, make.channel())
    actions.adjust(make.admin(), author, 3, words="Well done.")
    shown(client)
    with count_queries() as few:
        client.get("/my/points")

    for day in range(1, 20):
        with clock.at(clock.now() - timedelta(days=day)):
            start(author, make.channel())
    shown(client)
    with count_queries() as many:
        client.get("/my/points")

    assert len(many) == len(few)


def test_everybody_reads_how_points_work(guest):
    page = shown(guest, "/points")

    assert "An accepted answer" in page
    assert "5 times a day" in page
    assert "with 40 characters or more" in page


def test_rules_that_are_off_and_channels_that_one_may_not_see_are_not_told(app, guest):
    admin, secret = make.admin(), make.channel(name="Gadwall", visibility=Visibility.SECRET)
    room = make.channel(name="Brew talk")
    actions.change_rule(admin, Reason.WELCOME, Terms(0))
    actions.change_rule(admin, Reason.TOPIC, Terms(5, channels=[secret.id, room.id]))

    page = shown(guest, "/points")

    assert "Welcoming a newcomer" not in page
    assert "Brew talk" in page and "Gadwall" not in page


def test_an_admin_changes_a_rule(sign_in, app):
    admin = make.admin()
    client = sign_in(admin)

    answer = client.post(
        "/admin/points/rules/reply",
        data={"is_active": "y", "value": "4", "daily_cap": "6", "min_size": "80"},
    )

    assert answer.status_code == 302
    rule = db.session.scalars(select(PointsRule)).one()
    assert (rule.reason, rule.version, rule.value, rule.min_size) == ("reply", 1, 4, 80)
    assert "with 80 characters or more" in shown(client, "/admin/points")


def test_what_has_no_channel_is_not_bound_to_one(sign_in, app):
    make.channel(name="Gear help")
    client = sign_in(make.admin())

    assert "Only in these channels" in client.get("/admin/points/rules/topic").text
    assert "Only in these channels" not in client.get("/admin/points/rules/invited").text


def test_saving_a_rule_as_it_is_changes_nothing(sign_in, app):
    client = sign_in(make.admin())

    client.post(
        "/admin/points/rules/reply",
        data={"is_active": "y", "value": "3", "daily_cap": "10", "min_size": "40"},
    )

    assert db.session.scalars(select(PointsRule)).all() == []


@pytest.mark.parametrize("value", ["-1", "1001", "", "many"])
def test_a_rule_with_a_number_that_cannot_be_comes_back(sign_in, app, value):
    client = sign_in(make.admin())

    answer = client.post("/admin/points/rules/profile", data={"is_active": "y", "value": value})

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text
    assert db.session.scalars(select(PointsRule)).all() == []


def test_a_rule_that_is_none_is_not_found(sign_in, app):
    client = sign_in(make.admin())

    assert client.get("/admin/points/rules/staff").status_code == 404
    assert client.get("/admin/points/rules/nothing").status_code == 404


def test_moderators_read_the_rules_and_do_not_change_them(sign_in, app):
    client = sign_in(make.moderator())

    assert "/admin/points/rules/" not in shown(client, "/admin/points")
    assert client.get("/admin/points/rules/reply").status_code == 403


def test_staff_find_the_ledger_of_a_member_by_name(sign_in, author):
    client = sign_in(make.moderator())

    assert client.get(f"/admin/points?name={author.username}").location.endswith(
        f"/admin/points/members/{author.id}"
    )
    assert "There is nobody of this name." in shown(client, "/admin/points?name=nobody")


def test_staff_give_points_with_a_reason_that_the_member_reads(sign_in, author):
    client = sign_in(make.moderator())

    client.post(
        f"/admin/points/members/{author.id}/adjust",
        data={"points": "-20", "words": "Twice the same photograph."},
    )

    settle()
    assert queries.status_points([author.id]) == {author.id: -20}
    assert "Twice the same photograph." in shown(sign_in(author))
    assert "By hand, from the team" in shown(client, f"/admin/points/members/{author.id}")


@pytest.mark.parametrize(
    ("points", "words"), [("0", "Why"), ("10001", "Why"), ("5", ""), ("5", "x" * 301)]
)
def test_points_by_hand_that_cannot_be_come_back_with_what_was_typed(
    sign_in, author, points, words
):
    client = sign_in(make.moderator())

    answer = client.post(
        f"/admin/points/members/{author.id}/adjust", data={"points": points, "words": words}
    )

    assert 'aria-invalid="true"' in answer.text
    assert f'value="{points}"' in answer.text
    settle()
    assert queries.status_points([author.id]) == {}


def test_nobody_gives_points_to_themselves(sign_in, app):
    admin = make.admin()

    answer = sign_in(admin).post(
        f"/admin/points/members/{admin.id}/adjust", data={"points": "5", "words": "Me."}
    )

    assert answer.status_code == 403
    assert "Nobody gives points to themselves" in answer.text


def test_the_team_sees_points_on_the_page_of_a_member_and_others_do_not(sign_in, author):
    start(author, make.channel())
    address = f"/members/{author.username}"

    assert "5 points in the last 365 days" in shown(sign_in(make.moderator()), address)
    assert "in the last 365 days" not in shown(sign_in(make.member()), address)


def test_the_command_says_where_points_come_from(app, author):
    topic = start(make.member(), make.channel())
    reply(topic, author, LONG)
    settle()

    result = app.test_cli_runner().invoke(args=["points", "explain", author.username])

    assert f"{author.username}: 11 points of the last 365 days count" in result.output
    assert "welcome         8 in 1 lines" in result.output
    missing = app.test_cli_runner().invoke(args=["points", "explain", "nobody"])
    assert "There is no member called nobody." in missing.output
