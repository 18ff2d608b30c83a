"""The published formula: who can be chosen, how they are placed, and that it is reproducible."""

from datetime import timedelta

import pytest

from forum.activity.models import DeedKind
from forum.kernel import clock
from forum.moderation.models import Decision, Outcome, Reviewable, Ruling
from forum.recognition import actions, periods, queries
from forum.recognition.models import Nomination, Spotlight, SpotlightOffer, SpotlightRound
from forum.sanctions.models import Sanction, SanctionKind
from tests.recognition.deeds import NOVEMBER, OCTOBER, did, old_member, wrote
from tests.support import make

MONTH = periods.named("2026-10")


def chosen() -> list[int]:
    return [one.user_id for one in queries.candidates(MONTH)]


def test_months_and_weeks_have_names():
    assert periods.at(OCTOBER, "month").key == "2026-10"
    assert periods.at(OCTOBER, "week").key == "2026-W42"
    assert periods.before(periods.named("2026-01")).key == "2025-12"
    assert periods.named("2026-W42").ends - periods.named("2026-W42").starts == timedelta(days=7)
    with pytest.raises(ValueError, match="neither"):
        periods.named("2026-13")


def test_who_can_be_chosen(app):
    good = old_member()
    staff, gone = make.moderator(created_at=OCTOBER), old_member(deactivated_at=NOVEMBER)
    young = make.member(created_at=OCTOBER, approved_at=OCTOBER)
    suspended = old_member(suspended_until=NOVEMBER)
    long_ago = old_member(suspended_until=OCTOBER - timedelta(days=200))
    lazy, violator, shone = old_member(), old_member(), old_member()
    for one in (good, staff, gone, young, suspended, long_ago, violator, shone):
        wrote(one)
    wrote(lazy, times=2)
    make.save(
        Reviewable(
            target_kind="post",
            target_id=1,
            about_id=violator.id,
            reason="x",
            decision=Decision.REJECTED,
            decided_at=OCTOBER,
        )
    )
    before = make.save(SpotlightRound(period="2026-07", made_at=OCTOBER))
    asked = SpotlightOffer(round_id=before.id, user_id=shone.id, until=OCTOBER)
    make.save(asked)
    make.save(
        Spotlight(
            offer_id=asked.id,
            user_id=shone.id,
            period="2026-07",
            began_at=OCTOBER - timedelta(days=70),
            ends_at=OCTOBER,
        )
    )

    assert chosen() == [good.id, long_ago.id]


def test_the_score_is_where_one_stands_in_each_part(app):
    helper, greeter, quiet = old_member(), old_member(), old_member()
    asker = old_member()
    for one in (helper, greeter, quiet):
        wrote(one)
    did(DeedKind.ACCEPTED, asker, helper, times=2)
    did(DeedKind.REACTED, asker, helper)
    did(DeedKind.REACTED, asker, greeter, times=4)
    did(DeedKind.WELCOMED, greeter, asker)
    did(DeedKind.REPLIED, greeter, asker)
    make.save(Nomination(author_id=asker.id, to_id=quiet.id, period=MONTH.key))

    by_id = {one.user_id: one for one in queries.candidates(MONTH)}

    assert (by_id[helper.id].help, by_id[greeter.id].help) == (7, 1)
    assert by_id[helper.id].score == pytest.approx(0.35)
    assert by_id[greeter.id].score == pytest.approx(0.35 / 2 + 0.25 + 0.20)
    assert by_id[quiet.id].score == pytest.approx(0.10)
    assert next(iter(by_id)) == greeter.id


def test_two_who_name_each_other_count_for_neither(app):
    one, two, three = old_member(), old_member(), old_member()
    for author, to in ((one, two), (two, one), (three, one)):
        make.save(Nomination(author_id=author.id, to_id=to.id, period=MONTH.key))

    assert queries.candidates(MONTH) == []
    wrote(one)
    wrote(two)
    assert {c.user_id: c.nominations for c in queries.candidates(MONTH)} == {one.id: 1, two.id: 0}


def test_one_place_of_five_is_for_somebody_who_never_stood_on_a_list(app):
    people = [old_member() for _ in range(7)]
    friend = old_member()
    for number, one in enumerate(people):
        wrote(one)
        did(DeedKind.ACCEPTED, friend, one, times=10 - number)
    listed = [{"user_id": one.id} for one in people[:6]]
    make.save(SpotlightRound(period="2026-09", made_at=OCTOBER, candidates=listed))

    found = queries.shortlist(queries.candidates(MONTH))

    assert [one.user_id for one in found] == [one.id for one in (*people[:4], people[6])]
    assert [one.is_new for one in found] == [False] * 4 + [True]


def test_the_command_says_the_same_twice_also_after_the_round(app):
    people = [old_member(username=f"p{number}") for number in range(6)]
    for number, one in enumerate(people):
        wrote(one)
        did(DeedKind.WELCOMED, one, people[number - 1], times=number)

    def said() -> str:
        runner = app.test_cli_runner()
        return runner.invoke(args=["recognition", "candidates", "--month", "2026-10"]).output

    with clock.at(NOVEMBER):
        before = said()
        made = actions.make_round(MONTH)
        actions.offer(make.moderator(), made, people[5].id)
        (asked,) = queries.offers_of(made.id).values()
        actions.answer(people[5], asked.id, says_yes=True)

        assert "2026-10: 6 members could be chosen." in before
        assert "1. p5: score" in before and "p0" not in before
        assert said() == before


def test_the_command_refuses_what_is_no_period(app):
    runner = app.test_cli_runner()
    for words in (["--month", "soon"], ["--week", "2999-W01"]):
        assert runner.invoke(args=["recognition", "candidates", *words]).exit_code == 1


def test_a_no_at_a_door_is_no_violation_and_a_rejected_edit_is(app):
    asker, editor = old_member(), old_member()
    for number, (kind, one) in enumerate((("entry", asker), ("edit", editor)), start=1):
        wrote(one)
        make.save(
            Reviewable(
                target_kind=kind,
                target_id=number,
                about_id=one.id,
                reason="x",
                decision=Decision.REJECTED,
                decided_at=OCTOBER,
            )
        )

    assert chosen() == [asker.id]


def test_a_warning_is_a_violation_and_what_was_overturned_is_none(app):
    warned, cleared, forgiven = old_member(), old_member(), old_member()
    for one in (warned, cleared, forgiven):
        wrote(one)
    for one, lifted_at in ((warned, None), (cleared, NOVEMBER)):
        given = {"user_id": one.id, "kind": SanctionKind.WARNING, "weight": 1}
        make.save(Sanction(**given, starts_at=OCTOBER, lifted_at=lifted_at))
    case = make.save(
        Reviewable(
            target_kind="post",
            target_id=1,
            about_id=forgiven.id,
            reason="flagged",
            decision=Decision.REJECTED,
            decided_at=OCTOBER,
        )
    )
    given = {"case_id": case.id, "target_kind": "post", "target_id": 1, "about_id": forgiven.id}
    make.save(Ruling(**given, outcome=Outcome.REMOVE, made_at=OCTOBER, overturned_at=NOVEMBER))

    assert chosen() == [cleared.id, forgiven.id]
