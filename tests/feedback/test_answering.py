"""When a round is open for whom, what may be said, and what it is worth."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Guest
from forum.activity import tasks as activity
from forum.activity.models import Deed, DeedKind
from forum.badges import queries as badges
from forum.feedback import actions, checks, policy, queries
from forum.feedback.actions import Sheet
from forum.feedback.models import FeedbackAnswer, Starts
from forum.feedback.queries import Given
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.launches import actions as launches
from forum.points.models import Reason
from tests.feedback.asked import asking, draft, launched, say, sheet, use_code
from tests.launches.launched import DAY, HOUR, MINUTE, NOON, SECOND, member
from tests.points.giving import points_of, reasons_of
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")
OPEN = NOON + 2 * MINUTE
CLOSE = OPEN + 14 * DAY


def refused(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.verdict.reason


def verdict(who, round_, at) -> str:
    found = policy.can_answer(who, round_, queries.seat_of(who, round_), at)
    return found.reason or "yes"


def no_problems() -> bool:
    return not [problem for check in checks.ALL for problem in check.problems()]


def deeds() -> list[tuple[int, bool]]:
    query = select(Deed.who_id, Deed.stands).where(Deed.kind == DeedKind.GAVE_FEEDBACK)
    return [(who, stands) for who, stands in db.session.execute(query.order_by(Deed.id))]


def test_what_has_no_code_is_open_for_fourteen_days_to_the_second():
    ada = member()
    round_ = asking(ada)

    assert verdict(ada, round_, OPEN - SECOND) == "feedback_not_open"
    assert [verdict(ada, round_, at) for at in (OPEN, CLOSE)] == ["yes", "yes"]
    assert verdict(ada, round_, CLOSE + SECOND) == "feedback_closed"


def test_with_a_code_it_opens_seven_days_after_it_was_used():
    ada, ben = member(), member()
    round_ = asking(ada, ben, starts=Starts.REDEEMED)
    used = NOON + 3 * DAY
    use_code(ada, round_.launch, used)
    use_code(ben, round_.launch, None)

    assert verdict(ada, round_, used + 7 * DAY - SECOND) == "feedback_not_open"
    assert verdict(ada, round_, used + 7 * DAY) == "yes"
    assert verdict(ada, round_, used + 21 * DAY + SECOND) == "feedback_closed"
    assert verdict(ben, round_, used + 100 * DAY) == "feedback_not_open"


def test_a_round_that_is_published_late_gives_everybody_all_of_its_days():
    ada = member()
    round_ = draft(launched(ada))
    late = NOON + 60 * DAY

    with clock.at(late):
        actions.publish(make.admin(), round_)

    assert verdict(ada, round_, late + 14 * DAY) == "yes"


def test_only_who_got_one_may_answer():
    ada, ben, carl = member(), member(), member()
    round_ = asking(ada, ben)
    with clock.at(OPEN):
        launches.leave(ben, round_.launch)

    assert verdict(ben, round_, OPEN) == "feedback_not_yours"
    assert verdict(carl, round_, OPEN) == "feedback_not_yours"
    assert verdict(make.admin(), round_, OPEN) == "feedback_not_yours"
    assert verdict(Guest(), round_, OPEN) == "sign_in_needed"
    with clock.at(OPEN):
        assert refused(lambda: say(carl, round_, 3)) == "feedback_not_yours"


def test_what_was_kept_counts_for_nothing_until_it_is_sent_and_can_be_changed_until_it_closes():
    ada = member()
    round_ = asking(ada)
    with clock.at(OPEN + HOUR):
        actions.keep(ada, round_, sheet(round_, 2, None, 1, [0, 2], "zzA hook"))
        kept = queries.answers_of(queries.part_of(round_, ada.id))
        before = [one.answers for one in queries.all_results(round_)]
        say(ada, round_, 4, 9, 0, [1], "zzA lid")
        first = [one.counts for one in queries.all_results(round_)]
        say(ada, round_, 5, 9, 0, [1, 2], "")

    assert [(kept[one].numbers, kept[one].words) for one in sorted(kept)] == [
        ((2,), ""),
        ((1,), ""),
        ((0, 2), ""),
        ((), "zzA hook"),
    ]
    assert before == [0, 0, 0, 0, 0]
    assert first == [{4: 1}, {9: 1}, {0: 1}, {1: 1}, {0: 1}]
    results = queries.all_results(round_)
    assert [one.counts for one in results] == [{5: 1}, {9: 1}, {0: 1}, {1: 1, 2: 1}, {}]
    assert [one.answers for one in results] == [1, 1, 1, 1, 0]
    with clock.at(CLOSE + SECOND):
        assert refused(lambda: say(ada, round_, 1)) == "feedback_closed"
    assert deeds() == [(ada.id, True)]
    assert no_problems()


def test_an_empty_form_is_kept_but_not_sent():
    ada = member()
    round_ = asking(ada)

    with clock.at(OPEN):
        actions.keep(ada, round_, Sheet())
        with pytest.raises(Invalid):
            actions.send(ada, round_, Sheet({}, is_shared=True))

    assert deeds() == []


@pytest.mark.parametrize(
    "given", [(0,), (6,), (None, 11), (None, None, 2), (None, None, None, [3]), ([1, 2],)]
)
def test_only_what_is_asked_can_be_said(given):
    ada = member()
    round_ = asking(ada)

    with clock.at(OPEN), pytest.raises(Invalid) as problem:
        say(ada, round_, *given)

    assert problem.value.reason == "no_choice" and not db.session.query(FeedbackAnswer).count()


def test_words_have_an_end():
    ada = member()
    round_ = asking(ada)
    question = queries.questions_of(round_)[-1]

    with clock.at(OPEN), pytest.raises(Invalid) as problem:
        actions.send(ada, round_, Sheet({question.id: Given((), "z" * 2_001)}))

    assert (problem.value.field, problem.value.reason) == (f"q{question.id}", "too_long")


def test_feedback_gives_fifteen_points_once_and_three_launches_make_a_tester():
    ada, ben = member(), member()
    rounds = [asking(ada, ben) for _ in range(3)]
    with clock.at(OPEN):
        for round_ in rounds:
            say(ada, round_, 3)
            say(ada, round_, 4)
        say(ben, rounds[0], 3)
        activity.settle({})
    db.session.expire_all()

    with clock.at(OPEN + 2 * DAY):
        assert (points_of(ada), points_of(ben)) == (45, 15)
    assert reasons_of(ada) == [Reason.FEEDBACK] * 3
    assert [
        "tester" in {award.badge.slug for award in badges.held_by(one)} for one in (ada, ben)
    ] == [True, False]


def test_figures_are_means_shares_and_a_score():
    people = [member() for _ in range(10)]
    round_ = asking(*people)
    says = [10, 10, 9, 9, 8, 7, 7, 6, 3, 0]

    with clock.at(OPEN):
        for number, one in enumerate(people):
            say(one, round_, 1 + number % 2, says[number], number % 2)
    scale, recommend, single, *_rest = queries.shared_results(round_)

    assert scale.mean == 1.5 and scale.answers == 10
    # Four of ten recommend it, and three of ten warn of it.
    assert recommend.score == 10
    assert single.rows == [("zzRed", 5), ("zzBlue", 5)]


def test_words_are_for_others_only_where_they_are_shared():
    ada, ben = member(), member()
    round_ = asking(ada, ben)
    with clock.at(OPEN):
        say(ada, round_, 3, None, None, None, "zzSecret")
        say(ben, round_, 3, None, None, None, "zzOpen", shared=True)

    told = [[one.words for one in result.words] for result in queries.shared_results(round_)]
    known = [{one.words for one in result.words} for result in queries.all_results(round_)]

    assert told == [[], [], [], [], ["zzOpen"]]
    assert known[-1] == {"zzSecret", "zzOpen"}


def test_results_are_read_once_ones_own_answers_are_final():
    ada, other, admin, moderator = member(), member(), make.admin(), make.moderator()
    round_ = asking(ada)

    def may(who, at) -> str:
        seat = queries.seat_of(who, round_)
        return policy.can_read_results(who, round_, seat, at).reason or "yes"

    assert may(ada, CLOSE) == "feedback_results_later"
    assert may(ada, CLOSE + SECOND) == "yes"
    assert may(other, CLOSE + DAY) == may(moderator, CLOSE + DAY) == "feedback_not_yours"
    assert may(admin, OPEN) == "yes"
    assert may(Guest(), CLOSE + DAY) == "sign_in_needed"
