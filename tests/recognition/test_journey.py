"""Where members stand on their way follows from the log; and who was not recognised yet."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts_actions
from forum.accounts import queries as accounts
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.recognition import actions, derived, queries, tasks
from forum.recognition.actions import NewThanks
from forum.recognition.models import JourneyStage, Stage, Thanks
from tests.recognition.deeds import NOVEMBER, OCTOBER, did, old_member, settle, wrote
from tests.support import make
from tests.topics.writing import reason_of

MIDNIGHT = NOVEMBER.replace(hour=0)


@pytest.fixture
def november(app):
    with clock.at(NOVEMBER):
        yield


def stage_of(member) -> Stage:
    return queries.stages_at(MIDNIGHT)[member.id]


def differences() -> list[str]:
    return list(derived.ALL[0].differences())


def test_each_step_asks_for_what_the_page_says(november):
    people = [old_member() for _ in range(7)]
    visitor, member, contributor, regular, advocate, host, guest_of = people
    for days in (1, 5):
        did(DeedKind.VISITED, member, at=MIDNIGHT - timedelta(days=days))
    did(DeedKind.VISITED, visitor, at=MIDNIGHT - timedelta(days=1))
    wrote(contributor, times=1)
    for weeks in range(4):
        wrote(regular, times=1, at=MIDNIGHT - timedelta(days=7 * weeks + 1))
    did(DeedKind.ACCEPTED, visitor, advocate, times=3)
    did(DeedKind.INVITED, host, guest_of, at=MIDNIGHT - timedelta(days=60))
    did(DeedKind.VISITED, guest_of, at=MIDNIGHT - timedelta(days=1))

    assert [stage_of(one) for one in people] == [
        *(Stage.VISITOR, Stage.MEMBER, Stage.CONTRIBUTOR, Stage.REGULAR, Stage.ADVOCATE),
        *(Stage.ADVOCATE, Stage.VISITOR),
    ]


def test_whoever_brought_a_customer_who_stayed_is_an_advocate_for_good(november):
    host, guest = old_member(), old_member()
    long_ago = MIDNIGHT - timedelta(days=200)
    did(DeedKind.BROUGHT_CUSTOMER, host, guest, at=long_ago)

    assert stage_of(host) == Stage.ADVOCATE
    assert queries.stages_at(long_ago)[host.id] == Stage.VISITOR


def test_everybody_stands_somewhere_and_the_sums_are_the_member_count(app):
    with clock.at(NOVEMBER - timedelta(days=30)):
        for _ in range(4):
            wrote(make.member(), at=OCTOBER)
    make.member(approved_at=None)
    with clock.at(NOVEMBER):
        told = app.test_cli_runner().invoke(args=["recognition", "journey"]).output
        lines = [line.split() for line in told.splitlines()[:6]]

        assert lines[-1] == ["members", str(accounts.member_count())]
        assert sum(int(count) for _, count in lines[:-1]) == 4
        assert "4 moved up, 0 slipped back" not in told
        week = (
            app.test_cli_runner()
            .invoke(args=["recognition", "journey", "--week", "2026-W42"])
            .output
        )
        assert "contributor        4" in week and "4 moved up" in week


def test_what_is_kept_is_what_the_log_gives(november):
    author = old_member()
    wrote(author, times=1)
    tasks.look_at_day({})
    settle()
    assert differences() == []
    assert db.session.get(JourneyStage, author.id).stage == Stage.CONTRIBUTOR

    with transaction():
        db.session.get(JourneyStage, author.id).stage = Stage.ADVOCATE
    assert [str(author.id) in line for line in differences()] == [True]
    derived.ALL[0].rebuild()
    db.session.expire_all()
    assert differences() == []


def test_what_is_taken_away_moves_them_back(november):
    author = old_member()
    wrote(author, times=1)
    tasks.look_at_day({})
    settle()
    activity.reverse(Thing("post", 70_000), by_id=None)
    settle()

    assert db.session.get(JourneyStage, author.id).stage == Stage.VISITOR
    assert differences() == []


def test_two_accounts_become_one_that_stands_where_both_brought_it(november):
    old, new = old_member(), old_member()
    for weeks in range(4):
        wrote(old if weeks % 2 else new, times=5, at=MIDNIGHT - timedelta(days=7 * weeks + 1))
    tasks.look_at_day({})
    settle()
    assert db.session.get(JourneyStage, new.id).stage == Stage.CONTRIBUTOR

    accounts_actions.merge_members(make.admin(), old, new)

    db.session.expire_all()
    assert db.session.get(JourneyStage, new.id).stage == Stage.REGULAR
    assert db.session.get(JourneyStage, old.id) is None
    assert [line for each in derived.ALL for line in each.differences()] == []


def test_staff_see_who_moved_and_thank_by_one_click(november, sign_in):
    riser, faller = old_member(display_name="Riser"), old_member(display_name="Faller")
    boss = make.moderator(created_at=OCTOBER, approved_at=OCTOBER)
    wrote(riser, times=1, at=MIDNIGHT - timedelta(days=2))
    wrote(faller, times=1, at=MIDNIGHT - timedelta(days=33))
    wrote(boss, times=1, at=MIDNIGHT - timedelta(days=2))
    tasks.look_at_day({})
    moves = queries.moves()

    assert [row.user_id for row in moves.up] == [riser.id]
    assert [row.user_id for row in moves.back] == [faller.id]
    client = sign_in(boss)
    page = client.get("/admin/recognition/journey").text
    assert "Visitor, now Contributor" in page and "Contributor, now Visitor" in page
    for _ in range(4):
        client.post(f"/admin/recognition/thank/{faller.id}", data={"list": "back"})

    given = db.session.scalars(select(Thanks)).all()
    assert len(given) == 4 and given[0].from_team and "not forgotten" in given[0].note


def test_the_share_of_those_who_were_recognised(november, sign_in):
    seen, unseen, old = old_member(), old_member(display_name="Unseen"), old_member()
    boss = make.moderator()
    for one in (seen, unseen, boss):
        wrote(one)
    wrote(old, at=NOVEMBER - timedelta(days=100))
    assert (queries.reach().contributors, queries.reach().recognised) == (2, 0)
    actions.thank(old, seen, NewThanks("Helpful"))

    found = queries.reach()
    assert (found.contributors, found.recognised, found.percent) == (3, 1, 33)
    assert not found.is_met
    assert unseen.id in [one.member.id for one in queries.unseen()]
    assert boss.id not in [one.member.id for one in queries.unseen()]
    client = sign_in(boss)
    assert "Unseen" in client.get("/admin/recognition").text
    assert "33%" in client.get("/admin").text
    client.post(f"/admin/recognition/thank/{unseen.id}", data={"list": "unseen"})
    assert queries.reach().recognised == 2


def test_a_number_of_their_own_is_recognition_too(november):
    author = old_member()
    wrote(author, times=1, at=NOVEMBER - timedelta(hours=1))
    settle()

    assert queries.reach().recognised == 1


def test_only_the_team_thanks_for_the_team(november):
    one, two = old_member(), old_member()

    assert reason_of(actions.thank_for_team, one, two, NewThanks("Helpful")) == "staff_only"
