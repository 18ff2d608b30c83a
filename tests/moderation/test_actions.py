import pytest
from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused
from forum.kernel.unit import transaction
from forum.moderation import actions, queries
from forum.moderation.actions import AlreadyDecided
from forum.moderation.models import Decision
from tests.support import make


def test_a_thing_held_twice_waits_once(app, kettles):
    member = make.member()

    first = actions.hold("kettle", 1, about=member, reason="new_member")
    second = actions.hold("kettle", 1, about=member, reason="other")

    assert first.id == second.id
    assert queries.waiting_count() == 1


def test_a_yes_is_carried_out_by_the_kind_and_kept_with_who_and_when(app, kettles):
    moderator = make.moderator()
    case = actions.hold("kettle", 1, about=make.member(), reason="new_member")

    actions.approve(moderator, case)

    assert kettles.approved == [1]
    assert (case.decision, case.decided_by_id) == (Decision.APPROVED, moderator.id)
    assert case.decided_at is not None
    assert queries.waiting_count() == 0


def test_a_no_carries_words_to_the_member(app, kettles):
    case = actions.hold("kettle", 2, about=make.member(), reason="new_member")

    actions.reject(make.moderator(), case, "  Too loud.  ")

    assert kettles.rejected == [(2, "Too loud.")]
    assert case.note == "Too loud."


def test_the_second_of_two_moderators_is_told_and_nothing_happens_twice(app, kettles):
    case = actions.hold("kettle", 1, about=make.member(), reason="new_member")
    quicker, slower = make.moderator(), make.moderator()
    actions.approve(quicker, case)

    with pytest.raises(AlreadyDecided) as told:
        actions.reject(slower, case, "No.")

    assert told.value.case_id == case.id
    assert (kettles.approved, kettles.rejected) == ([1], [])
    assert queries.case_by_id(case.id).decided_by.id == quicker.id


def test_the_database_lets_one_decision_through_even_when_both_saw_the_case_open(app, kettles):
    case = actions.hold("kettle", 1, about=make.member(), reason="new_member")
    actions.approve(make.moderator(), case)
    case.__dict__["decided_at"] = None  # what the slower one still has in front of them

    with pytest.raises(AlreadyDecided):
        actions.approve(make.moderator(), case)
    assert kettles.approved == [1]


def test_members_decide_on_nothing(app, kettles):
    case = actions.hold("kettle", 1, about=make.member(), reason="new_member")

    with pytest.raises(Refused) as refused:
        actions.approve(make.member(), case)
    assert refused.value.verdict.reason == "staff_only"
    assert queries.case_by_id(case.id).is_open


def test_what_the_kind_cannot_do_leaves_the_case_open(app, kettles, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(kettles, "approve", fail)
    case = actions.hold("kettle", 1, about=make.member(), reason="new_member")

    with pytest.raises(ZeroDivisionError):
        actions.approve(make.moderator(), case)
    assert queries.case_by_id(case.id).is_open


def test_a_withdrawn_thing_waits_no_more_and_can_be_held_again(app, kettles):
    member = make.member()
    first = actions.hold("kettle", 1, about=member, reason="new_member")

    actions.withdraw("kettle", 1)
    second = actions.hold("kettle", 1, about=member, reason="new_member")

    assert queries.case_by_id(first.id).decision == Decision.WITHDRAWN
    assert second.id != first.id
    assert queries.waiting_count() == 1


def test_a_case_without_its_target_can_only_be_put_away(app, kettles):
    moderator = make.moderator()
    case = actions.hold("kettle", 9, about=make.member(), reason="new_member")

    with pytest.raises(NotFound):
        actions.approve(moderator, case)
    actions.dismiss(moderator, case)

    assert queries.waiting_count() == 0


def test_a_case_with_its_target_cannot_be_put_away(app, kettles):
    case = actions.hold("kettle", 1, about=make.member(), reason="new_member")

    with pytest.raises(Refused) as refused:
        actions.dismiss(make.moderator(), case)
    assert refused.value.verdict.reason == "still_there"


def test_a_page_of_cases_loads_each_kind_once(app, kettles):
    member = make.member()
    with transaction():
        for target in (1, 2, 3, 9):
            actions.hold("kettle", target, about=member, reason="new_member")

    shown = queries.soonest(9)

    assert [entry.target for entry in shown] == ["kettle 1", "kettle 2", "kettle 3", None]
    assert kettles.loads == 1


def test_the_log_keeps_who_decided_what(app, kettles):
    moderator = make.moderator()
    case = actions.hold("kettle", 1, about=make.member(), reason="new_member")

    actions.reject(moderator, case, "No.")

    entry = db.session.scalar(select(AuditEntry))
    assert (entry.actor_id, entry.verb, entry.target_kind) == (
        moderator.id,
        "moderation.reject",
        "kettle",
    )
    assert entry.after == {"case": case.id, "note": "No."}
