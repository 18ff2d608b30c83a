from datetime import UTC, datetime, timedelta

import pytest

from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.moderation import actions
from forum.moderation.actions import AlreadyDecided, CaseChanged
from forum.moderation.models import Band, CaseState, Reviewable, Team
from tests.support import make

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def hours(number):
    return timedelta(hours=number)


@pytest.fixture
def case(kettles):
    with clock.at(MONDAY):
        old = make.member(created_at=MONDAY - timedelta(days=99))
        return actions.hold("kettle", 1, about=old, reason="loud", severity=35)


def pass_time(moment):
    with clock.at(moment):
        return actions.let_time_pass()


def test_a_case_is_in_hand_for_a_quarter_of_an_hour(case):
    lena = make.moderator()
    with clock.at(MONDAY):
        actions.claim(lena, case)

    assert case.claimed_by_id == lena.id
    assert case.is_claimed_at(MONDAY + timedelta(minutes=14))
    assert not case.is_claimed_at(MONDAY + timedelta(minutes=15))


def test_nobody_takes_what_another_one_has(case):
    lena, ben = make.moderator(), make.moderator()
    with clock.at(MONDAY):
        actions.claim(lena, case)
        with pytest.raises(CaseChanged):
            actions.claim(ben, case)

    with clock.at(MONDAY + timedelta(minutes=15)):
        actions.claim(ben, case)

    assert case.claimed_by_id == ben.id


def test_being_busy_with_it_keeps_it(case):
    lena = make.moderator()
    with clock.at(MONDAY):
        actions.claim(lena, case)
        version = case.version
    with clock.at(MONDAY + timedelta(minutes=10)):
        actions.claim(lena, case)
        actions.renew(make.moderator(), case)

    db.session.refresh(case)
    assert case.claimed_until == MONDAY + timedelta(minutes=25)
    assert case.version == version


def test_of_two_who_saw_the_same_the_second_changes_nothing(case):
    lena, ben = make.moderator(), make.moderator()
    with clock.at(MONDAY):
        seen = case.version
        actions.escalate(lena, case, "Please have a look.")
        case.__dict__["version"] = seen  # what Ben still has in front of him
        with pytest.raises(CaseChanged):
            actions.snooze(ben, case, MONDAY + hours(2))

    db.session.refresh(case)
    assert case.state == CaseState.ESCALATED


def test_a_page_that_is_older_than_the_case_is_refused(case):
    with pytest.raises(CaseChanged):
        actions.expect_version(case, case.version - 1)
    actions.expect_version(case, case.version)
    actions.expect_version(case, None)


def test_what_was_given_back_is_free(case):
    lena = make.moderator()
    with clock.at(MONDAY):
        actions.claim(lena, case)
        actions.release(lena, case)

    assert (case.claimed_by_id, case.claimed_until) == (None, None)


def test_what_was_put_aside_comes_back_by_itself(case):
    with clock.at(MONDAY):
        actions.snooze(make.moderator(), case, MONDAY + hours(4))
    assert case.state == CaseState.SNOOZED

    pass_time(MONDAY + hours(3))
    assert case.state == CaseState.SNOOZED
    pass_time(MONDAY + hours(4))

    assert (case.state, case.snoozed_until) == (CaseState.OPEN, None)


def test_the_clock_stands_still_while_the_member_has_to_answer(case):
    moderator = make.moderator()
    with clock.at(MONDAY + hours(2)):
        actions.wait_for_member(moderator, case, MONDAY + hours(72))
    assert case.changes_at == MONDAY + hours(72)
    assert not case.is_late_at(MONDAY + hours(71))

    with clock.at(MONDAY + hours(52)):
        actions.resume(moderator, case)

    assert case.due_at == MONDAY + hours(12 + 50)
    assert case.parts[-1]["points"] == 4
    assert case.state == CaseState.OPEN


def test_a_pause_over_the_weekend_leaves_the_working_time_that_was_left(kettles):
    with transaction():
        week = [[540, 1020]] * 5 + [None, None]
        db.session.add(Team(key="moderation", name="Moderation", hours=week))
    friday = datetime(2026, 11, 20, 9, tzinfo=UTC)
    old, moderator = make.member(created_at=friday - timedelta(days=99)), make.moderator()
    with clock.at(friday):
        case = actions.hold("kettle", 1, about=old, reason="loud", severity=35)
    with clock.at(friday + hours(1)):
        actions.wait_for_member(moderator, case, friday + hours(100))
    with clock.at(MONDAY + hours(1)):
        actions.resume(moderator, case)

    # 11 of 12 working hours were left: seven on Monday, four on Tuesday.
    assert case.due_at == datetime(2026, 11, 24, 13, tzinfo=UTC)


def test_an_escalated_case_needs_words_and_comes_back_escalated(case):
    moderator = make.moderator()
    with clock.at(MONDAY):
        with pytest.raises(Invalid):
            actions.escalate(moderator, case, "  ")
        actions.escalate(moderator, case, "Too big for me.")
        actions.wait_for_member(moderator, case, MONDAY + hours(1))
    pass_time(MONDAY + hours(1))

    assert (case.state, case.escalated_level) == (CaseState.ESCALATED, 1)


@pytest.mark.parametrize("until", [MONDAY, MONDAY - hours(1), MONDAY + timedelta(days=61)])
def test_a_case_is_put_aside_until_a_moment_that_comes(case, until):
    with clock.at(MONDAY), pytest.raises(Invalid):
        actions.snooze(make.moderator(), case, until)


def test_waiting_raises_a_case_and_being_late_raises_it_once_more(case):
    assert pass_time(MONDAY + timedelta(minutes=29)) == 0
    assert pass_time(MONDAY + timedelta(minutes=30)) == 1
    assert case.priority == 36

    pass_time(MONDAY + hours(5))
    assert (case.priority, case.band, case.rank) == (45, Band.HIGH, 1)
    assert case.due_at == MONDAY + hours(7)

    pass_time(MONDAY + hours(7))
    assert (case.band, case.rank) == (Band.HIGH, 0)


def test_time_changes_no_version_so_that_nobody_is_refused_for_it(case):
    pass_time(MONDAY + hours(5))

    assert case.version == 1


def test_a_case_that_weighs_all_it_can_is_left_alone(case):
    moment = MONDAY
    for _ in range(40):
        if case.changes_at is None:
            break
        moment = case.changes_at
        pass_time(moment)

    assert case.changes_at is None
    assert pass_time(moment + timedelta(days=9)) == 0


@pytest.mark.parametrize("act", ["claim", "release", "snooze", "escalate", "wait", "resume"])
def test_members_do_nothing_with_cases(case, act):
    later = clock.now() + hours(1)
    more = {"snooze": (later,), "wait": (later,), "escalate": ("x",)}.get(act, ())
    name = "wait_for_member" if act == "wait" else act

    with pytest.raises(Refused) as refused:
        getattr(actions, name)(make.member(), case, *more)
    assert refused.value.verdict.reason == "staff_only"


@pytest.mark.parametrize("act", ["claim", "snooze", "escalate", "wait_for_member", "resume"])
def test_nothing_is_done_with_a_decided_case(case, act):
    actions.approve(make.moderator(), case)
    later = clock.now() + hours(1)
    more = {"snooze": (later,), "wait_for_member": (later,), "escalate": ("x",)}.get(act, ())

    with pytest.raises(AlreadyDecided):
        getattr(actions, act)(make.moderator(), case, *more)


def test_a_decided_case_is_in_nobodys_hands_and_waits_for_nothing(case):
    lena = make.moderator()
    actions.claim(lena, case)
    actions.approve(lena, case)

    row = db.session.get(Reviewable, case.id)
    assert (row.state, row.claimed_by_id, row.changes_at) == (CaseState.DECIDED, None, None)
    assert row.version == 3


def test_the_log_says_who_did_what(case):
    lena = make.moderator()
    actions.claim(lena, case)
    actions.escalate(lena, case, "Please look.")

    entries = db.session.query(AuditEntry).order_by(AuditEntry.id).all()
    assert [entry.verb for entry in entries] == ["moderation.claim", "moderation.escalate"]
    assert entries[1].after["words"] == "Please look."
