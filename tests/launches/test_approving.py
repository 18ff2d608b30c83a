"""Who is told that a launch waits for a second person, and what became of it."""

import pytest

from forum.kernel import clock
from forum.launches import actions
from tests.launches.launched import DAY, NOON, draft
from tests.notices.told import notices, want
from tests.support import make

BEFORE = NOON - DAY


@pytest.fixture
def maker(app):
    return make.admin(display_name="Mara")


@pytest.fixture
def second(app):
    return make.admin(display_name="Sena")


def said(who):
    return [(str(one.kind), one.facts["about"]) for one in notices(who)]


def submitted(maker):
    launch = draft(admin=maker)
    with clock.at(BEFORE):
        actions.submit(maker, launch)
    return launch


def test_whoever_may_approve_is_told_with_the_way_there_and_nobody_else(maker, second, sign_in):
    moderator, member = make.moderator(), make.member()
    launch = submitted(maker)

    assert said(second) == [("second_needed", "launch")]
    assert [said(one) for one in (maker, moderator, member)] == [[], [], []]
    with clock.at(BEFORE):
        client = sign_in(second)
        page = client.get("/notices").text
        assert "Mara asks you to approve the launch “zzField kettle”" in page
        way = client.get(f"/notices/{notices(second)[0].id}")
        assert way.headers["Location"].endswith(f"/admin/launches/{launch.id}")


def test_whoever_asked_and_whoever_made_it_hear_that_it_is_approved(maker, second):
    launch, asker = draft(admin=maker), make.admin()
    with clock.at(BEFORE):
        actions.submit(asker, launch)
        actions.approve(second, launch)

    assert said(maker) == [("second_needed", "launch_approved")]
    assert said(asker) == [("second_needed", "launch_approved")]
    assert ("second_needed", "launch_approved") not in said(second)


def test_whoever_asked_hears_that_it_is_a_draft_again_and_the_next_asking_is_told_anew(
    maker, second
):
    launch = submitted(maker)
    with clock.at(BEFORE):
        actions.take_back(second, launch)
    with clock.at(BEFORE + DAY / 24):
        actions.submit(maker, launch)

    assert said(maker) == [("second_needed", "launch_returned")]
    assert said(second) == [("second_needed", "launch")] * 2


def test_what_one_takes_back_or_approves_alone_is_told_to_nobody(maker):
    launch = submitted(maker)
    with clock.at(BEFORE):
        actions.take_back(maker, launch)
        actions.submit(maker, launch)
        actions.approve(maker, launch)
        actions.take_back(maker, launch)

    assert said(maker) == []


def test_whoever_wants_to_hear_nothing_of_cases_hears_nothing(maker, second):
    want(second, case="nothing")
    submitted(maker)

    assert said(second) == []
