from datetime import UTC, datetime, timedelta

from forum.kernel import clock
from forum.moderation import actions, queries
from forum.moderation.models import FIRST_TEAM, Team
from forum.moderation.queries import Tab
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


def test_done_today_begins_at_midnight_of_the_team(kettles):
    make.save(Team(key=FIRST_TEAM, name="Team", time_zone="America/New_York"))
    ruth = make.moderator()
    for hour, target in ((3, 1), (5, 2)):
        with clock.at(datetime(2026, 11, 24, hour, 30, tzinfo=UTC)):
            case = actions.hold("kettle", target, about=make.member(), reason="loud")
            actions.approve(ruth, case)

    with clock.at(datetime(2026, 11, 24, 6, 0, tzinfo=UTC)):
        assert queries.counts(ruth)[Tab.DONE] == 1
        done = [entry.case.target_id for entry in queries.queue(Tab.DONE, by=ruth).items]
    with clock.at(datetime(2026, 11, 24, 4, 0, tzinfo=UTC)):
        assert queries.counts(ruth)[Tab.DONE] == 2

    assert done == [2]
