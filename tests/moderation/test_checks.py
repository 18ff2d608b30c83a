from forum.kernel import clock
from forum.moderation import actions, checks
from forum.moderation.models import Decision, Reviewable
from tests.support import make


def test_a_queue_in_order_has_nothing_to_report(kettles):
    actions.hold("kettle", 1, about=make.member(), reason="new_member")
    actions.approve(make.moderator(), actions.hold("kettle", 2, about=make.member(), reason="x"))

    assert list(checks.lost_targets()) == []
    assert list(checks.half_decided()) == []


def test_a_case_about_nothing_is_reported(kettles):
    case = actions.hold("kettle", 9, about=make.member(), reason="new_member")

    assert list(checks.lost_targets()) == [
        f"case {case.id} is about kettle 9, which does not exist"
    ]


def test_a_case_of_a_kind_that_nobody_knows_is_reported(app):
    actions.hold("teapot", 1, about=make.member(), reason="new_member")

    assert list(checks.lost_targets()) == ["cases of kind teapot wait, and nobody knows that kind"]


def test_a_decision_by_nobody_is_reported(app):
    case = make.save(
        Reviewable(
            target_kind="kettle",
            target_id=1,
            about_id=make.member().id,
            reason="x",
            decided_at=clock.now(),
            decision=Decision.APPROVED,
        )
    )

    assert list(checks.half_decided()) == [f"case {case.id} is decided by halves"]
