from datetime import timedelta

from forum.kernel import clock
from forum.moderation import actions, queries
from tests.support import make


def test_a_case_is_late_once_it_was_due(kettles):
    with clock.at(clock.now() - timedelta(hours=3)):
        actions.hold("kettle", 1, about=make.member(), reason="new_member", severity=45)
    with clock.at(clock.now() - timedelta(hours=1)):
        actions.hold("kettle", 2, about=make.member(), reason="new_member", severity=45)

    assert [entry.is_late for entry in queries.soonest(9)] == [True, False]
    assert queries.late_count() == 1


def test_decided_cases_are_never_late(kettles):
    with clock.at(clock.now() - timedelta(days=9)):
        case = actions.hold("kettle", 1, about=make.member(), reason="new_member")
    actions.approve(make.moderator(), case)

    assert queries.late_count() == 0
