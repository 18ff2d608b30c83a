"""What is told of the work of the team: to whom it decided about, who flagged, and the team."""

from datetime import timedelta

import pytest

from forum.answering import actions as answering
from forum.answering.actions import Level
from forum.appeals import actions as appeals
from forum.appeals.actions import Verdict
from forum.appeals.models import AppealOutcome
from forum.appeals.settings import HOURS
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.moderation import actions as moderation
from forum.moderation.actions import TeamPlan
from forum.notices.decided import SAYINGS
from forum.notices.kinds import NoticeKind
from forum.notices.models import Notice
from forum.pages import queries as pages
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from forum.site import actions as site
from tests.notices.told import kinds, notices
from tests.support import make

PAGE = "/notices"


@pytest.fixture
def ada(app):
    return make.member(username="ada", display_name="Ada")


@pytest.fixture
def lena(app):
    return make.moderator(username="lena", display_name="Lena")


@pytest.fixture
def ruth(app):
    return make.admin(username="ruth", display_name="Ruth")


@pytest.fixture
def case(app):
    return held()


def held():
    user = make.member()
    return moderation.hold("member", user.id, about=user, reason="approval")


def sanction(by, user, kind=SanctionKind.WARNING, hours=None):
    clauses = pages.clauses_of(pages.current_guidelines()) if pages.current_guidelines() else []
    why = Reasons(clauses[0].key, 1, "Please stay kind.") if clauses else Reasons("", 0, "Please.")
    return sanctions.impose(by, user, SanctionWish(kind, hours), reasons=why)


def team_of(ruth, *people, is_dealt=False):
    plan = TeamPlan("Night", "UTC", [], [], 5, is_dealt, people)
    with transaction():
        team = moderation.add_team(ruth, "Night")
        return moderation.arrange_team(ruth, team.key, plan)


def by_letter(user):
    query = db.select(Notice.mail_due_at).where(Notice.user_id == user.id)
    return db.session.scalars(query).all()


def test_who_is_warned_by_hand_reads_so_in_the_inbox_and_is_not_mailed_twice(ada, lena, sign_in):
    sanction(lena, ada)

    assert kinds(ada) == ["sanction"]
    assert by_letter(ada) == [None]
    browser = sign_in(ada)
    assert "The team has warned you" in browser.get(PAGE).text
    assert browser.get(f"{PAGE}/{notices(ada)[0].id}").location == "/my/decisions"


def test_who_may_write_again_is_told(ada, lena, sign_in):
    made = sanction(lena, ada, SanctionKind.SILENCE, 24)
    with clock.at(clock.now() + timedelta(hours=25)):
        sanctions.tell_of_end(made.id)

    assert kinds(ada) == ["sanction", "sanction_over"]
    assert "You can write here again" in sign_in(ada).get(PAGE).text


def test_who_is_forgiven_is_told(ada, lena, sign_in):
    sanctions.lift(lena, sanction(lena, ada), "I was too quick.")

    assert kinds(ada) == ["sanction", "sanction_over"]
    assert "Something decided about you was taken back" in sign_in(ada).get(PAGE).text


def test_it_says_how_soon_the_brand_wants_to_answer(ada, lena):
    made = sanction(lena, ada)
    site.choose(make.admin(), HOURS.key, 24)

    appeals.appeal(ada, "I quoted somebody.", sanction_id=made.id)

    said = SAYINGS[NoticeKind.APPEAL](notices(ada)[-1].facts, "")
    assert said.more.endswith("You should be told within 24 hours.")
    before = SAYINGS[NoticeKind.APPEAL]({"outcome": ""}, "")
    assert before.more == "Somebody who had no part in the decision reads it."


@pytest.mark.parametrize(
    "answer",
    [
        (AppealOutcome.UPHELD, "the decision stands"),
        (AppealOutcome.REDUCED, "the decision is milder now"),
        (AppealOutcome.OVERTURNED, "the decision is taken back"),
    ],
)
def test_who_asks_for_another_look_hears_that_it_came_and_what_became_of_it(
    ada, lena, ruth, sign_in, answer
):
    outcome, said = answer
    made = sanction(lena, ada)
    asked = appeals.appeal(ada, "I quoted somebody.", sanction_id=made.id)
    assert kinds(ada)[1:] == ["appeal"]

    appeals.decide(ruth, asked.id, Verdict(outcome, "We have read it again."))

    assert kinds(ada)[1:] == ["appeal", "appeal"]
    page = sign_in(ada).get(PAGE).text
    assert "We have your request for another look" in page
    assert said in page


def test_a_case_that_is_passed_on_is_told_to_admins_with_the_words(case, lena, ruth, sign_in):
    moderation.escalate(lena, case, "It may need a lawyer.")

    assert kinds(ruth) == ["case"] and kinds(lena) == []
    browser = sign_in(ruth)
    assert "Lena has passed a case on to you" in browser.get(PAGE).text
    answer = browser.get(f"{PAGE}/{notices(ruth)[0].id}")
    assert answer.location == f"/admin/moderation?case={case.id}"


def test_a_case_that_is_sent_to_a_team_is_told_to_those_who_sit_in_it(case, lena, ruth, sign_in):
    ben = make.moderator()
    team = team_of(ruth, ben)

    moderation.send(lena, case, team.key, "It is about a parcel.")

    assert kinds(ben) == ["case"] and kinds(ruth) == []
    assert "Lena has sent a case to your team" in sign_in(ben).get(PAGE).text


def test_whoever_gets_a_case_dealt_is_told(lena, ruth, sign_in):
    team = team_of(ruth, lena, is_dealt=True)
    case = held()
    assert kinds(lena) == []

    moderation.send(ruth, case, team.key, "Please look.")

    assert kinds(lena) == ["case"]
    assert case.assigned_to_id == lena.id


def test_the_others_of_the_team_hear_that_a_removal_waits_for_them(ada, lena, ruth, sign_in):
    sanction(lena, ada, SanctionKind.REMOVAL)

    assert kinds(ruth) == ["second_needed"] and kinds(lena) == [] and kinds(ada) == []
    browser = sign_in(ruth)
    assert "The removal of a member waits for a second person" in browser.get(PAGE).text
    answer = browser.get(f"{PAGE}/{notices(ruth)[0].id}")
    assert answer.location == f"/admin/sanctions/members/{ada.id}"


def test_what_only_staff_are_told_is_not_read_by_who_is_staff_no_more(case, lena, ruth, sign_in):
    moderation.escalate(lena, case, "It may need a lawyer.")
    ruth.role = "member"
    db.session.commit()

    assert "has passed a case on" not in sign_in(ruth).get(PAGE).text


def ladder(*levels):
    given = [Level(level, people, 15) for level, people in levels]
    answering.arrange_ladder(make.admin(), given)


def test_a_case_that_is_passed_on_is_told_to_those_whom_the_ladder_names_and_their_back_ups(
    case, lena, ruth
):
    lead, backup, boss = make.moderator(), make.moderator(), make.admin()
    ladder((1, [lena]), (2, [lead, backup]), (4, [boss]))

    moderation.escalate(lena, case, "It may need a lawyer.")
    assert (kinds(lead), kinds(backup)) == (["case"], ["case"])
    assert (kinds(lena), kinds(boss), kinds(ruth)) == ([], [], [])

    for _ in range(2):
        moderation.escalate(lead, case, "It does need a lawyer.")

    assert (kinds(backup), kinds(boss)) == (["case", "case"], ["case"])
    assert kinds(ruth) == []


def test_where_the_ladder_names_nobody_of_the_team_those_who_run_the_site_are_told(
    case, lena, ruth
):
    friend = make.member()
    ladder((1, [lena]), (2, [friend]))

    moderation.escalate(lena, case, "It may need a lawyer.")

    assert (kinds(ruth), kinds(friend), kinds(lena)) == (["case"], [], [])
