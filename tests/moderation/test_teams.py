from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from forum.kernel import clock
from forum.kernel.policy import Invalid, Refused
from forum.moderation import actions, checks, queries
from forum.moderation.actions import TeamPlan
from tests.support import make

OFFICE = [(540, 1020)] * 5 + [None, None]
PLAN = TeamPlan("Moderation", "Europe/Berlin", OFFICE, [date(2026, 12, 25)], 10, False, [])
FRIDAY = datetime(2026, 11, 20, 15, 45, tzinfo=UTC)  # 16:45 in Berlin


def hold(number, *, at=FRIDAY, severity=45):
    with clock.at(at):
        old = make.member(created_at=at - timedelta(days=99))
        return actions.hold("kettle", number, about=old, reason="loud", severity=severity)


def test_new_cases_are_due_by_the_hours_of_the_team(kettles):
    actions.arrange_team(make.admin(), "moderation", PLAN)

    assert hold(1).due_at == datetime(2026, 11, 23, 9, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"time_zone": "Europe/Nowhere"}, "time_zone"),
        ({"week": [None] * 7}, "hours"),
        ({"week": [(600, 500)] * 7}, "hours"),
        ({"week": OFFICE[:3]}, "hours"),
        ({"capacity": 0}, "capacity"),
        ({"holidays": [date(2026, 1, 1) + timedelta(days=n) for n in range(201)]}, "holidays"),
    ],
)
def test_what_makes_no_sense_is_refused(app, wrong, field):
    with pytest.raises(Invalid) as refused:
        actions.arrange_team(make.admin(), "moderation", replace(PLAN, **wrong))
    assert refused.value.field == field


def test_only_admins_say_who_works_when(app):
    with pytest.raises(Refused):
        actions.arrange_team(make.moderator(), "moderation", PLAN)
    with pytest.raises(Refused):
        actions.add_team(make.moderator(), "Evenings")


def test_only_the_team_of_the_site_sits_in_one(app):
    with pytest.raises(Invalid) as refused:
        actions.arrange_team(make.admin(), "moderation", replace(PLAN, members=[make.member()]))
    assert refused.value.reason == "not_of_staff"


def test_a_name_is_given_once(app):
    admin = make.admin()
    actions.add_team(admin, "Evenings")

    for taken in ("Evenings", "moderation"):
        with pytest.raises(Invalid):
            actions.add_team(admin, taken)


def test_cases_go_to_whoever_has_the_fewest_and_no_further_than_there_is_room(kettles):
    kettles.there = set(range(1, 9))
    lena, ben = make.moderator(), make.moderator()
    plan = replace(PLAN, members=[lena, ben], is_dealt=True, capacity=2)
    actions.arrange_team(make.admin(), "moderation", plan)

    cases = [hold(number) for number in range(1, 6)]

    given = [case.assigned_to_id for case in cases]
    assert given == [lena.id, ben.id, lena.id, ben.id, None]
    actions.approve(make.moderator(), cases[1])
    assert hold(6).assigned_to_id == ben.id


def test_nobody_is_dealt_a_case_about_themselves(kettles):
    lena = make.moderator()
    plan = replace(PLAN, members=[lena], is_dealt=True)
    actions.arrange_team(make.admin(), "moderation", plan)

    case = actions.hold("kettle", 1, about=lena, reason="loud")

    assert case.assigned_to_id is None


def test_a_team_is_arranged_on_its_page(app, sign_in):
    lena = make.moderator(username="lena")
    browser = sign_in(make.admin())
    form = {"name": "Moderation", "time_zone": "Europe/Berlin", "capacity": "7", "members": "lena"}
    form |= {f"opens-{day}": "09:00" for day in range(5)}
    form |= {f"closes-{day}": "23:59" for day in range(5)}
    browser.post("/admin/moderation/teams/moderation", data=form | {"holidays": "2026-12-25"})

    team = queries.team_named("moderation")
    page = browser.get("/admin/moderation/teams/moderation").text

    assert team.hours == [[540, 1440]] * 5 + [None, None]
    assert (team.capacity, team.holidays) == (7, ["2026-12-25"])
    assert [user.id for user in queries.members_of(team)] == [lena.id]
    assert 'value="23:59"' in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"members": "nobody-here"}, "not that of a member"),
        ({"opens-0": "09:00"}, "Give both times of a day"),
        ({"holidays": "soon"}, "one day a line"),
        ({"time_zone": "Mars"}, "No such time zone"),
    ],
)
def test_what_was_filled_in_wrongly_comes_back_with_a_word(app, sign_in, wrong, words):
    form = {"name": "My own team", "time_zone": "UTC", "capacity": "7"} | wrong

    page = sign_in(make.admin()).post("/admin/moderation/teams/moderation", data=form).text

    assert words in page
    assert "My own team" in page


def test_a_case_in_two_states_is_found(kettles):
    case = hold(1)
    case.waits_until = FRIDAY
    assert list(checks.in_two_states()) == [f"case {case.id} is open, and in another state as well"]
    case.waits_until = None
    case.due_at = FRIDAY
    assert list(checks.ill_timed()) != []


def test_the_queue_is_not_lit_beside_the_teams(sign_in):
    client = sign_in(make.admin())
    lit = '<a class="nav-link" href="/admin/moderation" aria-current="page">'

    assert lit in client.get("/admin/moderation").text
    assert lit not in client.get("/admin/moderation/teams").text


def test_the_teams_are_not_lit_beside_the_queue(sign_in):
    client = sign_in(make.admin())
    lit = '<a class="nav-link" href="/admin/moderation/teams" aria-current="page">'

    assert lit in client.get("/admin/moderation/teams").text
    assert lit not in client.get("/admin/moderation").text
