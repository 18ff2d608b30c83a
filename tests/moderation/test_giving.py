"""A case can be for somebody of the team, and is for others again when they are not there."""

from datetime import timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Role
from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.moderation import actions, queries
from forum.moderation.actions import FlagText, TeamPlan
from forum.moderation.queries import Tab
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from tests.accounts.test_leaving import left
from tests.notices.told import kinds, notices
from tests.support import make
from tests.topics.writing import reply, start


@pytest.fixture
def lena(app):
    return make.moderator(username="lena", display_name="Lena")


@pytest.fixture
def ben(app):
    return make.moderator(username="ben", display_name="Ben")


def held(number=1):
    return actions.hold("kettle", number, about=make.member(), reason="loud")


def team(*people, key="moderation", is_dealt=False):
    plan = TeamPlan("Shop", "UTC", [], [], 5, is_dealt, people)
    return actions.arrange_team(make.admin(), key, plan)


def now_for(case):
    db.session.refresh(case)
    return case.assigned_to_id


def test_a_case_is_for_somebody_who_is_told_and_finds_it_among_theirs(kettles, lena, ben):
    case = held()

    actions.give(lena, case, ben, "You know this kettle.")

    assert now_for(case) == ben.id
    assert kinds(ben) == ["case"] and kinds(lena) == []
    assert [one.case.id for one in queries.queue(Tab.MINE, by=ben).items] == [case.id]
    line = db.session.scalars(db.select(AuditEntry)).all()[-1]
    said = {"case": case.id, "words": "You know this kettle.", "user_id": ben.id}
    assert (line.verb, line.after) == ("moderation.give", said)


def test_others_may_still_take_it_and_decide(kettles, lena, ben):
    case = held()
    actions.give(lena, case, ben, "")

    actions.claim(lena, case)
    actions.approve(lena, case)

    assert kettles.approved == [1]


def test_the_name_can_be_taken_off(kettles, lena, ben):
    case = held()
    actions.give(lena, case, ben, "")

    actions.give(ben, case, None, "")

    assert now_for(case) is None


def test_nobody_gets_a_case_about_themselves_or_of_another_team(kettles, lena, ben):
    about_ben = actions.hold("kettle", 2, about=ben, reason="loud")
    team(lena)

    for case, person in [(about_ben, ben), (held(), ben), (held(3), make.member())]:
        with pytest.raises(Invalid) as refused:
            actions.give(lena, case, person, "")
        assert refused.value.field == "person"


def test_nobody_gets_a_case_that_only_they_have_flagged(app, lena, ben):
    with app.test_request_context():
        post = reply(start())
        actions.flag(ben, "post", post.id, FlagText("else", "Look."))
        case = queries.case_of("post", post.id)

        with pytest.raises(Invalid):
            actions.give(lena, case, ben, "")


def test_who_does_not_decide_gives_nothing(kettles, ben):
    with pytest.raises(Refused):
        actions.give(make.member(), held(), ben, "")


def test_a_case_is_for_others_again_when_they_leave_the_team(kettles, lena, ben):
    team(lena, ben)
    case = held()
    actions.give(lena, case, ben, "")

    team(lena)

    assert now_for(case) is None


def test_a_case_is_for_others_again_when_they_are_of_the_staff_no_more(kettles, lena, ben):
    case = held()
    actions.give(lena, case, ben, "")

    accounts.set_role(make.admin(), ben, Role.MEMBER)

    assert now_for(case) is None


def test_a_case_is_for_others_again_when_they_are_suspended(kettles, lena, ben):
    case = held()
    actions.give(lena, case, ben, "")

    wish, why = SanctionWish(SanctionKind.SUSPENSION, 24), Reasons("", 0, "Please wait.")
    sanctions.impose(make.admin(), ben, wish, reasons=why)

    assert now_for(case) is None


def test_who_is_away_gets_nothing_and_a_team_that_deals_deals_anew(kettles, lena, ben):
    team(lena, ben, is_dealt=True)
    first = held()
    assert first.assigned_to_id == lena.id

    actions.be_away(lena, clock.now() + timedelta(days=3))

    assert now_for(first) == ben.id
    assert kinds(ben) == ["case"]
    assert held(2).assigned_to_id == ben.id
    assert lena not in queries.hands_of("moderation")
    with clock.at(clock.now() + timedelta(days=3)):
        assert held(3).assigned_to_id == lena.id


def test_who_is_back_gets_cases_again_and_stays_away_through_a_new_plan(kettles, lena, ben):
    team(lena, ben)
    actions.be_away(lena, clock.now() + timedelta(days=3))
    team(lena, ben)
    assert lena not in queries.hands_of("moderation")

    actions.be_back(lena)

    assert lena in queries.hands_of("moderation")


def test_at_the_desk_a_case_is_given_and_says_for_whom_it_is(kettles, lena, ben, sign_in):
    case = held()
    browser = sign_in(lena)
    page = browser.get(f"/admin/moderation?case={case.id}").text
    assert "For whom?" in page and 'data-press="g"' in page

    data = {"person": str(ben.id), "words": "", "version": str(case.version)}
    answer = browser.post(f"/admin/moderation/{case.id}/give", data=data, follow_redirects=True)

    assert "It is for Ben now." in answer.text
    assert "For Ben; anybody may take it" in answer.text
    assert "For you" in sign_in(ben).get("/admin/moderation?tab=mine").text


def test_what_was_typed_comes_back_when_they_cannot_have_it(kettles, lena, ben, sign_in):
    case = held()
    browser = sign_in(lena)
    sanction = SanctionWish(SanctionKind.SUSPENSION, 24)
    sanctions.impose(make.admin(), ben, sanction, reasons=Reasons("", 0, "Please wait."))

    data = {"person": str(ben.id), "words": "Look at the spout.", "version": str(case.version)}
    page = browser.post(f"/admin/moderation/{case.id}/give", data=data).text

    assert "Look at the spout." in page
    assert now_for(case) is None


def test_who_sits_in_a_team_says_under_mine_that_they_are_away(kettles, lena, sign_in):
    browser = sign_in(lena)
    assert "I am away for" not in browser.get("/admin/moderation?tab=mine").text
    team(lena)

    page = browser.post("/admin/moderation/away", data={"days": "7"}, follow_redirects=True).text

    assert "You are away until" in page
    page = browser.post("/admin/moderation/away", follow_redirects=True).text
    assert "I am away for" in page
    assert browser.post("/admin/moderation/away", data={"days": "5"}).status_code == 404


def no_longer_of_the_team(user):
    accounts.set_role(make.admin(), user, Role.MEMBER)


def gone_for_good(user):
    no_longer_of_the_team(user)
    left(user)


@pytest.mark.parametrize("goes", [no_longer_of_the_team, gone_for_good])
def test_the_team_is_told_that_cases_are_for_all_of_it_again(kettles, lena, ben, goes, sign_in):
    mine, held_by_ben, others = held(1), held(2), held(3)
    actions.give(lena, mine, ben, "")
    actions.claim(ben, held_by_ben)
    told = notices(ben)

    goes(ben)

    assert kinds(lena) == ["case"]
    assert [one.facts["count"] for one in notices(lena)] == [2]
    assert notices(ben)[len(told) :] == []
    for case in (mine, held_by_ben, others):
        db.session.refresh(case)
        assert (case.assigned_to_id, case.claimed_by_id, case.claimed_until) == (None, None, None)
    browser = sign_in(lena)
    assert "2 cases wait for your whole team again" in browser.get("/notices").text


def test_who_leaves_leaves_their_case_to_the_team_that_is_told(kettles, lena, ben):
    case = held()
    actions.give(lena, case, ben, "")

    left(ben)

    assert kinds(lena) == ["case"]
    assert now_for(case) is None


def test_nobody_is_told_where_somebody_else_has_the_case_now(kettles, lena, ben):
    team(lena, ben, is_dealt=True)
    case = held()
    had = ben if case.assigned_to_id == ben.id else lena
    other = lena if had is ben else ben

    no_longer_of_the_team(had)

    assert now_for(case) == other.id
    assert [one.facts["what"] for one in notices(other)] == ["for_you"]


def test_a_lease_that_is_over_tells_nobody(kettles, lena, ben):
    case = held()
    actions.claim(ben, case)

    with clock.at(clock.now() + timedelta(minutes=16)):
        no_longer_of_the_team(ben)

    assert kinds(lena) == []
    assert case.claimed_by_id is None
