"""The same cases for everybody: blind until closed, then figures and what to talk about."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from forum.accounts import actions as accounts
from forum.accounts.models import Fate, Role, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.moderation import actions as moderation
from forum.moderation.actions import Decided
from forum.moderation.models import Outcome
from forum.site import actions as site
from forum.topics.models import Post
from forum.training import actions, checks, queries
from forum.training.models import (
    CalibrationAnswer,
    CalibrationCase,
    CalibrationNote,
    CalibrationRound,
)
from forum.training.signals import CalibrationClosed
from tests.support import make
from tests.support.queries import count_queries

FIRST = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def team(app):
    return [make.moderator(), make.moderator(), make.moderator()]


@pytest.fixture
def heard(app, monkeypatch):
    """The signals of a kind that are announced from now on."""
    handlers = app.extensions["bus"].handlers

    def listen(kind):
        told = []
        monkeypatch.setitem(handlers, kind, [*handlers[kind], told.append])
        return told

    return listen


def closed_case(text="That shop of yours is a bad joke.", **given):
    author = make.member(**given)
    post = make.post(topic=make.topic(), author=author, body=text)
    case = moderation.hold("post", post.id, about=author, reason="x")
    moderation.decide(make.admin(deactivated_at=clock.now()), case, Decided(Outcome.KEEP))
    return post


def on(monkeypatch, moment):
    monkeypatch.setattr(clock, "now", lambda: moment)


def opened(monkeypatch, moment=FIRST):
    on(monkeypatch, moment)
    return actions.open_if_due()


def answer(user, found, *, decision="keep", but=None):
    """Everything at once; `but` says another decision for a place."""
    for sheet in queries.papers_of(found, user.id).sheets:
        actions.decide_alone(user, found, sheet.place, (but or {}).get(sheet.place, decision), "")


def amiss():
    return [line for check in checks.ALL for line in check.problems()]


def test_on_the_first_of_the_month_ten_cases_come_to_everybody(team, monkeypatch):
    found = opened(monkeypatch)

    assert found.month == "2026-12"
    assert len(queries.cases_of(found)) == 10
    assert actions.open_if_due() is None
    assert opened(monkeypatch, FIRST.replace(year=2027, month=1)).month == "2027-01"


@pytest.mark.parametrize(("day", "is_opened"), [(1, True), (7, True), (8, False)])
def test_a_round_is_not_opened_late_in_the_month(team, monkeypatch, day, is_opened):
    assert bool(opened(monkeypatch, FIRST.replace(day=day))) is is_opened


def test_one_person_alone_gets_no_round(app, monkeypatch):
    make.moderator()

    assert opened(monkeypatch) is None


def test_the_brand_may_do_without(team, monkeypatch):
    site.choose(make.admin(), "training.calibration", False)

    assert opened(monkeypatch) is None


def test_closed_cases_come_first_without_names_and_scenarios_fill_up(team, monkeypatch):
    post = closed_case(
        "Ask Jana Blum or @lena about this bad joke.", username="jana", display_name="Jana Blum"
    )
    closed_case("Something by one of the team.", role="moderator")
    found = opened(monkeypatch, clock.now().replace(day=1) + timedelta(days=32))

    cases = queries.cases_of(found)

    assert len(cases) == 10
    (real,) = [case for case in cases if case.reviewable_id]
    assert real.about_id == post.author_id
    assert "Jana" not in real.text and "Blum" not in real.text and "lena" not in real.text
    assert "bad joke" in real.text
    assert real.outcome == "keep"


def test_cases_older_than_ninety_days_are_left_alone(team, monkeypatch):
    closed_case()

    assert queries.closed_cases(clock.now() - timedelta(days=90)) != []
    assert queries.closed_cases(clock.now() + timedelta(days=1)) == []


def test_everybody_answers_alone_and_once(team, monkeypatch):
    ada, bob, _cyd = team
    found = opened(monkeypatch)
    actions.decide_alone(ada, found, 1, "hide", "hate")

    seen = queries.papers_of(found, bob.id)

    assert seen.answered == 0
    assert all(not sheet.case.decisions and not sheet.notes for sheet in seen.sheets)
    with pytest.raises(Refused, match="answered_already"):
        actions.decide_alone(ada, found, 1, "keep", "")
    with pytest.raises(Invalid):
        actions.decide_alone(ada, found, 2, "dance", "")
    with pytest.raises(Refused, match="staff_only"):
        actions.decide_alone(make.member(), found, 1, "keep", "")


def test_the_page_of_an_open_round_shows_nothing_of_others(team, sign_in, monkeypatch):
    ada, bob, _cyd = team
    found = opened(monkeypatch)
    answer(ada, found, decision="remove")

    client = sign_in(bob)
    asked = client.get(f"/admin/training/calibration/{found.id}", follow_redirects=True).text
    assert "Case 1 of 10" in asked
    assert "Not of one mind" not in asked
    waiting = sign_in(ada).get(f"/admin/training/calibration/{found.id}").text
    assert "You have answered all of it" in waiting
    assert "kappa" not in waiting


def test_when_all_have_answered_the_figures_are_there(team, monkeypatch):
    ada, bob, cyd = team
    found = opened(monkeypatch)
    answer(ada, found)
    answer(bob, found, but={1: "hide"})
    assert found.closed_at is None
    answer(cyd, found, but={1: "remove"})

    # Nine cases alike, one with no pair alike: P = 9/10. 28 keep, 1 hide, 1 remove of 30:
    # Pe = (784 + 1 + 1) / 900 = 393/450. (405 - 393) / (450 - 393) = 12/57.
    assert found.closed_at is not None
    assert (found.people, found.share) == (3, pytest.approx(0.9))
    assert found.kappa == pytest.approx(12 / 57)
    assert queries.cases_of(found)[0].decisions == {"keep": 1, "hide": 1, "remove": 1}
    assert amiss() == []


def test_late_ones_are_reminded_once_and_left_out_at_the_end(team, monkeypatch):
    ada, bob, cyd = team
    found = opened(monkeypatch)
    answer(ada, found)
    answer(bob, found, decision="hide")
    actions.decide_alone(cyd, found, 1, "move", "")

    on(monkeypatch, FIRST + timedelta(days=6))
    actions.see_to_rounds()
    assert found.reminded_at is None
    on(monkeypatch, FIRST + timedelta(days=7))
    actions.see_to_rounds()
    reminded = found.reminded_at
    on(monkeypatch, FIRST + timedelta(days=9))
    actions.see_to_rounds()
    assert reminded == found.reminded_at == FIRST + timedelta(days=7)

    on(monkeypatch, FIRST + timedelta(days=14))
    actions.see_to_rounds()

    assert found.people == 2
    assert found.share == 0
    assert "move" not in queries.cases_of(found)[0].decisions
    with pytest.raises(Refused, match="round_closed"):
        actions.decide_alone(cyd, found, 2, "keep", "")


def test_a_round_that_nobody_answered_has_no_figures(team, monkeypatch):
    found = opened(monkeypatch)
    on(monkeypatch, FIRST + timedelta(days=14))
    actions.see_to_rounds()

    assert (found.people, found.share, found.kappa) == (0, None, None)
    assert amiss() == []


def closed(team, monkeypatch, **but):
    found = opened(monkeypatch)
    for place, user in enumerate(team):
        answer(user, found, but={1: "hide"} if place else None)
    return found


def test_disagreements_stand_first_and_are_talked_about(team, sign_in, monkeypatch):
    found = closed(team, monkeypatch)
    client = sign_in(team[0])
    case = queries.cases_of(found)[0]

    client.post(f"/admin/training/calibration/cases/{case.id}/notes", data={"body": "I was kind."})
    page = client.get(f"/admin/training/calibration/{found.id}").text

    assert page.index("Not of one mind") < page.index("All alike")
    assert "I was kind." in page
    assert "3 people answered every case." in page
    empty = client.post(f"/admin/training/calibration/cases/{case.id}/notes", data={"body": " "})
    assert empty.status_code == 422


def test_nobody_writes_about_an_open_round(team, monkeypatch):
    found = opened(monkeypatch)

    with pytest.raises(Refused, match="round_open"):
        actions.add_note(team[0], queries.cases_of(found)[0], "Psst.")


def test_a_page_names_nobody_who_decided(team, sign_in, monkeypatch):
    found = closed(team, monkeypatch)

    page = sign_in(make.admin()).get(f"/admin/training/calibration/{found.id}").text

    assert all(user.display_name not in page for user in team)


def test_a_text_that_is_gone_is_asked_about_no_more(team, monkeypatch):
    post = closed_case()
    found = opened(monkeypatch, clock.now().replace(day=1) + timedelta(days=32))
    with transaction():
        db.session.execute(update(Post).where(Post.id == post.id).values(body=""))

    actions.see_to_rounds()

    assert len(queries.papers_of(found, team[0].id).sheets) == 9
    for user in team:
        answer(user, found)
    assert found.closed_at is not None
    assert found.people == 3


def test_whoever_leaves_takes_text_answers_and_notes_along(team, monkeypatch):
    post = closed_case()
    found = opened(monkeypatch, clock.now().replace(day=1) + timedelta(days=32))
    for user in team:
        answer(user, found)
    case = queries.cases_of(found)[0]
    actions.add_note(team[0], case, "So I think.")
    before = found.share, found.kappa, [dict(one.decisions) for one in queries.cases_of(found)]

    accounts.assign_role(team[0], Role.MEMBER)
    for user in (team[0], db.session.get_one(User, post.author_id)):
        accounts.see_off(make.admin(), user, Fate.NAMELESS, reason="They asked.")
    on(monkeypatch, clock.now() + timedelta(days=30))
    for user_id in (team[0].id, post.author_id):
        accounts.carry_out(user_id)

    db.session.expire_all()
    left = select(CalibrationAnswer.id).where(CalibrationAnswer.user_id == team[0].id)
    assert db.session.scalars(left).all() == []
    assert db.session.scalars(select(CalibrationNote.id)).all() == []
    about = select(CalibrationCase).where(CalibrationCase.reviewable_id.is_not(None))
    assert [(one.text, one.about_id) for one in db.session.scalars(about)] == [("", None)]
    after = found.share, found.kappa, [dict(one.decisions) for one in queries.cases_of(found)]
    assert after == before
    assert amiss() == []


def test_two_accounts_that_become_one_count_once(team, monkeypatch):
    ada, bob, cyd = team
    found = opened(monkeypatch)
    answer(ada, found)
    actions.decide_alone(bob, found, 1, "hide", "")

    accounts.assign_role(bob, Role.MEMBER)
    accounts.merge_members(make.admin(), bob, ada)
    answer(cyd, found)

    mine = select(CalibrationAnswer.decision).where(CalibrationAnswer.user_id == ada.id)
    assert db.session.scalars(mine).all() == ["keep"] * 10
    assert queries.finished(found) == {ada.id, cyd.id}


def test_an_admin_opens_a_round_in_between_once(team):
    admin = make.admin()
    actions.open_now(admin)

    with pytest.raises(Refused, match="round_there"):
        actions.open_now(admin)
    with pytest.raises(Refused, match="admins_only"):
        actions.open_now(team[0])


def test_a_round_that_somebody_opened_at_the_same_moment_is_theirs(team, monkeypatch):
    monkeypatch.setattr(queries, "round_of", lambda _month: None)
    on(monkeypatch, FIRST)
    actions.open_now(make.admin())

    with pytest.raises(Refused, match="round_there"):
        actions.open_now(make.admin())
    assert actions.open_if_due() is None
    assert len(queries.rounds()) == 1


def test_a_round_that_was_closed_at_the_same_moment_is_closed_once(team, heard, monkeypatch):
    found, told = opened(monkeypatch), heard(CalibrationClosed)
    over = update(CalibrationRound).values(closed_at=clock.now())
    db.session.execute(over.execution_options(synchronize_session=False))
    db.session.commit()

    actions.close(found)

    assert told == []
    with pytest.raises(Refused, match="round_closed"):
        actions.decide_alone(team[0], found, 1, "keep", "")


def test_a_closed_round_costs_the_same_for_any_number_of_people(team, sign_in, monkeypatch):
    found = closed(team, monkeypatch)
    client = sign_in(team[0])
    address = f"/admin/training/calibration/{found.id}"
    client.get(address)

    with count_queries() as few:
        client.get(address)
    for case in queries.cases_of(found):
        for user in team:
            actions.add_note(user, case, "So I think.")
    with count_queries() as many:
        client.get(address)

    assert len(few) == len(many)


def test_changed_figures_are_found(team, monkeypatch):
    found = closed(team, monkeypatch)
    with transaction():
        found.kappa = 0.99
        team[0].trained_until = clock.now()
        db.session.add_all([found, team[0]])

    assert len(amiss()) == 2
