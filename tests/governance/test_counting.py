from datetime import timedelta

from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.appeals.models import AppealOutcome
from forum.governance import actions, checks, months, queries
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.moderation import actions as moderation
from forum.moderation.models import Outcome, Ruling
from tests.governance.telling import appealed, keys_of, on, ruled
from tests.moderation import flagging
from tests.sanctions import deciding
from tests.support import make
from tests.support.queries import count_queries

OCTOBER = months.named("2026-10")


def amiss():
    return [line for check in checks.ALL for line in check.problems()]


def test_a_month_holds_what_was_decided_in_it(app):
    make.guidelines()
    kind, subject = flagging.clause_key(1), flagging.clause_key(2)
    with on(30, month=9):
        ruled(clause=kind)
    with on(5):
        for _ in range(3):
            ruled(clause=kind)
            ruled(Outcome.REMOVE, clause=subject)
    with on(1, month=11):
        ruled(clause=kind)

    figures = queries.count(OCTOBER)

    assert keys_of(figures, "outcomes") == [("hide", 3), ("remove", 3)]
    assert figures["outcomes"]["total"] == 6
    labels = {row["label"]: row["count"] for row in figures["clauses"]["rows"]}
    assert labels == {"1. zzKind": 3, "2. zzSubject": 3}
    assert keys_of(figures, "deciders") == [("person", 6)]


def test_the_times_begin_when_the_case_was_opened(app):
    with on(5):
        for hours in (1, 3, 30):
            ruled(after=timedelta(hours=hours))

    figures = queries.count(OCTOBER)

    assert figures["final_minutes"] == 180
    assert figures["first_minutes"] == 180


def test_a_case_is_looked_at_when_somebody_takes_it(app):
    judge = make.moderator()
    with on(5):
        cases = []
        for _ in range(3):
            post = make.post(topic=make.topic())
            cases.append(moderation.hold("post", post.id, about=post.author, reason="flagged"))
    with on(5, hour=10):
        for case in cases:
            moderation.claim(judge, case)
    with on(5, hour=12):
        for case in cases:
            moderation.decide(judge, case, moderation.Decided(Outcome.KEEP))

    figures = queries.count(OCTOBER)

    assert (figures["first_minutes"], figures["final_minutes"]) == (60, 180)


def test_what_rules_held_is_told_with_what_they_got_wrong(app):
    with on(5):
        for _ in range(3):
            make_held(Outcome.APPROVE, "automod")
            make_held(Outcome.DECLINE, "automod")
            make_held(Outcome.APPROVE, "channel")

    figures = queries.count(OCTOBER)

    assert keys_of(figures, "held") == [("through", 6), ("declined", 3)]
    assert keys_of(figures, "held_by_rule") == [("declined", 3), ("through", 3)]
    assert keys_of(figures, "opened") == [("rule", 6), ("order", 3)]


def test_appeals_are_told_with_their_end_and_the_clause_that_was_wrong(app):
    make.guidelines()
    kind = flagging.clause_key(1)
    with on(5):
        rulings = [ruled(clause=kind) for _ in range(6)]
    with on(6):
        for ruling in rulings[:3]:
            appealed(ruling, AppealOutcome.OVERTURNED)
        for ruling in rulings[3:]:
            appealed(ruling, AppealOutcome.UPHELD)

    figures = queries.count(OCTOBER)

    assert keys_of(figures, "appeals") == [("overturned", 3), ("upheld", 3)]
    assert [row["label"] for row in figures["overturned"]["rows"]] == ["1. zzKind"]
    assert (figures["appeals_made"], figures["appeals_in_time"]) == (6, 6)
    assert figures["outcomes"]["total"] == 6


def test_flags_count_as_right_when_the_team_agreed(app):
    with on(5):
        for outcome in (Outcome.HIDE, Outcome.KEEP):
            for _ in range(3):
                post = flagging.some_post()
                flagging.flag(post)
                flagging.decide(post, outcome)

    figures = queries.count(OCTOBER)

    assert keys_of(figures, "flags") == [("right", 3), ("wrong", 3)]


def test_a_month_stays_as_it_is_when_decisions_are_overturned_later(app):
    with on(5):
        posts = [flagging.some_post() for _ in range(3)]
        for post in posts:
            flagging.flag(post)
        rulings = [flagging.decide(post, Outcome.HIDE) for post in posts]
    with on(2, month=11):
        actions.make_missing()
        for ruling in rulings:
            appealed(ruling, AppealOutcome.OVERTURNED)

    frozen = queries.month_named("2026-10")

    assert keys_of(frozen.figures, "flags") == [("right", 3)]
    assert queries.recount(frozen) == frozen.figures
    assert amiss() == []


def test_decisions_about_members_count_once_they_are_carried_out(app):
    with on(5):
        for _ in range(3):
            deciding.silence(make.member())
            deciding.propose(make.member())

    figures = queries.count(OCTOBER)

    assert keys_of(figures, "sanctions") == [("silence", 3)]


def test_criticism_is_counted_when_a_second_person_agreed(app):
    with on(5):
        for _ in range(3):
            ruled(Outcome.REMOVE, is_about_us=True)
        before = queries.count(OCTOBER)
        for ruling in db.session.scalars(select(Ruling)).all():
            moderation.second(make.moderator(), ruling)

    figures = queries.count(OCTOBER)

    assert before["criticism"] == 0
    assert figures["criticism"] == 3
    assert keys_of(figures, "deciders") == [("two_people", 3)]


def test_a_forged_figure_is_found(app):
    with on(5):
        for _ in range(3):
            ruled()
    with on(2, month=11):
        actions.make_missing()
    with transaction():
        found = queries.month_named("2026-10")
        found.figures = {**found.figures, "criticism": 7}

    assert amiss() == ["2026-10 was frozen with other figures than a recount gives: criticism"]


def test_accounts_that_became_one_later_are_no_fault(app):
    with on(5):
        people = [make.member() for _ in range(3)]
        for one in people:
            ruled(about=one)
    with on(2, month=11):
        actions.make_missing()
    with on(3, month=11):
        accounts.merge_members(make.admin(), people[0], people[1])

    assert queries.recount(queries.month_named("2026-10")) != (
        queries.month_named("2026-10").figures
    )
    assert amiss() == []


def test_a_month_costs_the_same_however_much_happened(app):
    def cost():
        with count_queries() as seen:
            queries.count(OCTOBER)
        return len(seen)

    with on(5):
        appealed(ruled(), AppealOutcome.UPHELD)
    few = cost()
    with on(6):
        for _ in range(6):
            appealed(ruled(), AppealOutcome.OVERTURNED)

    assert cost() == few


def make_held(outcome, reason):
    """A post that waited, and what became of it."""
    author = make.member()
    topic = make.topic()
    post = make.post(topic=topic, author=author, state="held")
    case = moderation.hold("post", post.id, about=author, reason=reason)
    moderation.decide(make.moderator(), case, moderation.Decided(outcome))
