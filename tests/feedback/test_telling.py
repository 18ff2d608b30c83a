"""Asking and reminding; what becomes of feedback when accounts merge or somebody leaves."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from forum.accounts import actions as accounts
from forum.activity.models import Deed, DeedKind
from forum.feedback import actions, checks, queries, tasks
from forum.feedback.models import FeedbackAnswer, FeedbackPart, Starts
from forum.kernel import clock
from forum.kernel.db import db
from forum.launches import actions as launches
from forum.notices.models import Notice
from tests.feedback.asked import SAID, asking, say, sheet, use_code
from tests.launches.launched import DAY, HOUR, MINUTE, NOON, member
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")
OPEN = NOON + 2 * MINUTE


def told(who) -> list[str]:
    query = select(Notice).where(Notice.user_id == who.id).order_by(Notice.id)
    return [notice.facts["what"] for notice in db.session.scalars(query)]


def work(at) -> None:
    with clock.at(at):
        tasks.tell({})


def no_problems() -> bool:
    return not [problem for check in checks.ALL for problem in check.problems()]


def counting() -> list[int]:
    query = select(Deed.who_id).where(Deed.kind == DeedKind.GAVE_FEEDBACK, Deed.stands.is_(True))
    return list(db.session.scalars(query.order_by(Deed.id)))


def merge(one, into) -> None:
    accounts.merge_members(make.admin(), one, into)
    db.session.expire_all()


def test_members_are_asked_once_and_reminded_on_the_third_and_the_tenth_day():
    ada = member()
    asking(ada)

    seen = []
    for after in (0 * DAY, HOUR, 3 * DAY - MINUTE, 3 * DAY, 4 * DAY, 10 * DAY, 13 * DAY):
        work(OPEN + after)
        seen.append(len(told(ada)))

    assert seen == [1, 1, 1, 2, 2, 3, 3]
    assert told(ada) == ["feedback", "feedback_again", "feedback_again"]


def test_whoever_answered_or_handed_it_back_is_not_reminded():
    ada, ben, carl = member(), member(), member()
    round_ = asking(ada, ben, carl)
    work(OPEN)
    with clock.at(OPEN + HOUR):
        say(ada, round_, 3)
        actions.keep(carl, round_, sheet(round_, 3))
        launches.leave(ben, round_.launch)

    work(OPEN + 4 * DAY)

    assert [len(told(one)) for one in (ada, ben, carl)] == [1, 1, 2]


def test_a_worker_that_was_away_reminds_once_and_nobody_after_it_closed():
    ada, ben = member(), member()
    asking(ada)
    work(OPEN)
    work(OPEN + 11 * DAY)
    other = asking(ben)
    work(OPEN + 40 * DAY)

    assert told(ada) == ["feedback", "feedback_again"]
    assert told(ben) == []
    assert queries.part_of(other, ben.id).closes_at == OPEN + 14 * DAY


def test_with_a_code_members_are_asked_when_they_have_used_it_for_a_week():
    ada, ben = member(), member()
    round_ = asking(ada, ben, starts=Starts.REDEEMED)
    use_code(ada, round_.launch, NOON + DAY)
    use_code(ben, round_.launch, None)

    work(NOON + 8 * DAY - MINUTE)
    before = told(ada)
    work(NOON + 8 * DAY)

    assert (before, told(ada), told(ben)) == ([], ["feedback"], [])


def test_what_the_brand_heard_is_told_once_to_those_who_answered(sign_in):
    ada, ben = member(), member()
    round_ = asking(ada, ben)
    admin = make.admin()
    with clock.at(OPEN + DAY):
        say(ada, round_, 3)
        reported = [queries.is_reported(round_.launch_id)]
        actions.respond(admin, round_, SAID)
        actions.respond(admin, round_, SAID)
        reported.append(queries.is_reported(round_.launch_id))

    assert (told(ada), told(ben), reported) == (["heard"], [], [False, True])
    assert "What the team heard about zzField kettle" in sign_in(ada).get("/notices").text


def test_of_two_who_answer_for_the_brand_at_once_members_hear_of_one(app):
    ada, admin = member(), make.admin()
    round_ = asking(ada)
    with clock.at(OPEN + DAY):
        say(ada, round_, 3)
        actions.respond(admin, round_, SAID)
        # As the process has it that read the round a moment before.
        set_committed_value(round_, "said_at", None)
        actions.respond(admin, round_, SAID)

    assert told(ada) == ["heard"]


def test_of_two_accounts_that_become_one_the_first_answers_stay():
    ada, other, ben = member(), member(), member()
    round_ = asking(ada, other, ben)
    with clock.at(OPEN + HOUR):
        say(other, round_, 2, None, None, None, "zzFirst")
    with clock.at(OPEN + 2 * HOUR):
        say(ada, round_, 5, None, None, None, "zzSecond")
        say(ben, round_, 1)
        merge(other, ada)

    assert [one.words for one in db.session.scalars(select(FeedbackAnswer)) if one.words] == [
        "zzFirst"
    ]
    assert queries.part_of(round_, ada.id).sent_at == OPEN + HOUR
    assert counting() == [ada.id, ben.id]
    assert no_problems()


def test_what_was_sent_counts_more_than_what_was_kept():
    ada, other = member(), member()
    round_ = asking(ada, other)
    with clock.at(OPEN + HOUR):
        actions.keep(ada, round_, sheet(round_, 1))
        say(other, round_, 4)
        merge(other, ada)

    assert [one.number for one in db.session.scalars(select(FeedbackAnswer))] == [4]
    assert counting() == [ada.id] and no_problems()


def test_of_whoever_leaves_only_numbers_are_left():
    ada, ben = member(), member()
    round_ = asking(ada, ben)
    with clock.at(OPEN + HOUR):
        say(ada, round_, 4, None, None, None, "zzMine", shared=True)
        actions.keep(ben, round_, sheet(round_, 2, None, None, None, "zzDraft"))
        for one in (ada, ben):
            actions.let_go(one.id)
    db.session.expire_all()

    assert [(one.number, one.words) for one in db.session.scalars(select(FeedbackAnswer))] == [
        (4, "")
    ]
    assert [one.user_id for one in db.session.scalars(select(FeedbackPart))] == [ada.id]
    assert not queries.part_of(round_, ada.id).is_shared
