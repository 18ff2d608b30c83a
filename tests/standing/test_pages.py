"""The pages of standing: one's own, the table for everybody, and those of staff."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Standing
from forum.activity.models import Deed
from forum.kernel.db import db
from forum.standing import actions, criteria, limits, queries
from forum.standing.settings import Limit
from tests.standing.test_rising import newcomer, past_grace, settled, visit, write
from tests.support import make
from tests.support.queries import count_queries

NAMES = tuple(str(limit) for limit in Limit)


def typed_limits(**given):
    rows = {f"{name}-{step}": "7" for name in NAMES for step in ("new", "basic", "member")}
    begins = {"make_tags": "member", "edit_wiki": "member", "make_wiki": "regular"}
    return rows | begins | given


def test_everybody_reads_what_each_standing_asks_for_and_allows(app):
    page = app.test_client().get("/standing").text

    assert "Days here: 2" in page
    assert "Days here, in the last 100 days: 40" in page
    assert "no limit" in page


def test_a_member_sees_where_they_stand_and_what_is_missing(app, sign_in):
    member = newcomer()
    visit(member, 1)
    write(member, 2)
    settled(member)
    page = sign_in(member).get("/my/standing").text

    assert "What Basic asks for" in page
    assert "Days here: 1 of 2" in page
    assert "Topics and replies: 2 of 3" in page


def test_a_member_reads_what_the_team_locked_and_why(app, sign_in):
    member = newcomer()
    actions.lock(make.moderator(), member, Standing.NEW, reason="Wait and see.")

    assert "Wait and see." in sign_in(member).get("/my/standing").text


def test_a_member_reads_what_slips_and_until_when(app, sign_in):
    member = make.member(standing=Standing.BASIC)
    actions.look_at(None)
    page = sign_in(member).get("/my/standing").text

    assert "Something is missing that your standing asks for" in page
    assert "You keep the standing until" in page


def test_staff_are_told_that_they_may_do_all(app, sign_in):
    assert "may do what leaders may" in sign_in(make.moderator()).get("/my/standing").text


def test_newcomers_see_their_limits_below_the_composer_and_others_do_not(app, sign_in):
    topic = make.topic()

    assert "Links in a post: 2" in sign_in(newcomer()).get(f"/t/topic/{topic.id}").text
    assert "Links in a post" not in sign_in(make.member()).get(f"/t/topic/{topic.id}").text


def test_staff_find_a_member_and_read_why_they_stand_there(app, sign_in):
    staff, member = sign_in(make.moderator()), newcomer(username="adaeze")
    found = staff.get("/admin/standing?name=adaeze")

    assert found.location == f"/admin/standing/members/{member.id}"
    assert "What they did has earned them: New." in staff.get(found.location).text
    assert "There is nobody of this name." in staff.get("/admin/standing?name=nobody").text


def test_staff_lock_let_go_and_make_leaders(app, sign_in):
    staff, member = sign_in(make.moderator()), make.member(standing=Standing.REGULAR)
    at = f"/admin/standing/members/{member.id}"
    staff.post(f"{at}/leader")
    db.session.expire_all()
    assert member.standing == "leader"
    staff.post(f"{at}/no-leader")
    empty = staff.post(f"{at}/lock", data={"standing": "basic", "reason": ""})
    assert "Please write a few words." in empty.text
    staff.post(f"{at}/lock", data={"standing": "basic", "reason": "As agreed."})
    db.session.expire_all()
    assert member.standing == "basic"
    assert "As agreed." in staff.get(at).text
    staff.post(f"{at}/unlock")
    assert queries.state_of(member.id).locked_at is None


def test_the_brand_changes_what_a_standing_asks_for(app, sign_in):
    admin = sign_in(make.admin())
    rows = {
        "criteria-0-metric": "posts",
        "criteria-0-value": "5",
        "criteria-0-days": "30",
        "criteria-1-metric": "tenure_days",
        "criteria-1-value": "7",
    }
    admin.post("/admin/standing/steps/basic", data=rows)

    asked = criteria.asked()[Standing.BASIC]
    assert [one.written for one in asked] == ["posts 5 in 30", "tenure_days 7"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"criteria-0-metric": "", "criteria-0-value": "3"}, "Ask for one thing at least."),
        ({"criteria-0-metric": "posts"}, "Please give a number."),
    ],
)
def test_what_cannot_be_asked_for_comes_back(app, sign_in, rows, told):
    page = sign_in(make.admin()).post("/admin/standing/steps/basic", data=rows)

    assert told in page.text


def test_the_brand_changes_limits(app, sign_in):
    sign_in(make.admin()).post("/admin/standing/limits", data=typed_limits())

    assert limits.table()[Limit.LINKS][:4] == (7, 7, 7, 1_000_000)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"links-basic": "many"}, "Give a number, or leave it empty."),
        ({"links-basic": "6"}, "A higher standing may do at least as much"),
    ],
)
def test_limits_that_cannot_be_come_back_as_typed(app, sign_in, given, told):
    page = sign_in(make.admin()).post("/admin/standing/limits", data=typed_limits(**given))

    assert told in page.text
    assert f'value="{given["links-basic"]}"' in page.text


def test_the_overview_of_staff_costs_the_same_for_few_and_many(app, sign_in):
    staff = sign_in(make.moderator())
    for member in (newcomer(), newcomer()):
        visit(member, 2)
        write(member, 2)
    staff.get("/admin/standing")
    with count_queries() as few:
        staff.get("/admin/standing")
    for _ in range(8):
        member = newcomer()
        visit(member, 2)
        write(member, 2)
    with count_queries() as many:
        staff.get("/admin/standing")

    assert len(few) == len(many)


def test_settling_costs_the_same_for_two_members_and_for_ten(app):
    def cost(members):
        for member in members:
            write(member, 1)
        deeds = list(db.session.scalars(select(Deed.id).where(Deed.settled_at.is_(None))))
        with count_queries() as counted:
            actions.settle(deeds)
        settled(*members)
        return len(counted)

    few = cost([newcomer(), newcomer()])
    assert cost([newcomer() for _ in range(10)]) <= few


def test_the_command_says_where_a_member_stands_and_why(app):
    member = newcomer(username="adaeze")
    visit(member, 2)
    write(member, 1)
    runner = app.test_cli_runner()
    told = runner.invoke(args=["standing", "explain", "adaeze"]).output

    assert "adaeze is new, and has earned to be new." in told
    assert "+ basic    days_active 2: 2" in told
    assert "- basic    posts 3: 1" in told
    assert "no member called nobody" in runner.invoke(args=["standing", "explain", "nobody"]).output


def test_the_command_looks_at_everybody(app):
    member = make.member(standing=Standing.BASIC)
    actions.look_at(None)
    past_grace(member)

    assert app.test_cli_runner().invoke(args=["standing", "look"]).output == "1 moved.\n"
