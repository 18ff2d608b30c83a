"""Decisions: what each does, what undoing and overturning give back, and who may not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.moderation import actions, checks, queries
from forum.moderation.actions import UNDO, AlreadyDecided, CaseChanged, Decided, SanctionWish
from forum.moderation.models import CaseState, Decision, Flag, FlagOutcome, Outcome, Ruling
from forum.sanctions import checks as sanction_checks
from forum.sanctions import queries as sanctions
from forum.sanctions.models import SanctionKind
from forum.topics import actions as topics
from forum.topics import queries as texts
from forum.topics.actions import Change
from forum.topics.models import State
from tests.moderation.flagging import (
    agreed,
    as_it_is,
    case_of,
    clause_key,
    decide,
    flag,
    judge,
    some_post,
)
from tests.support import make
from tests.topics.test_hiding import everything
from tests.topics.writing import broken_promises, fresh, start

WARN = SanctionWish(SanctionKind.WARNING, None, 1)
PAUSE = SanctionWish(SanctionKind.SILENCE, 24, 3)


def problems() -> list[str]:
    found = [one for check in checks.ALL + sanction_checks.ALL for one in check.problems()]
    return [*found, *broken_promises()]


@pytest.fixture
def flagged(app):
    """Guidelines, and a post that somebody has flagged."""
    make.guidelines()
    post = some_post()
    flag(post)
    return post


def test_keeping_changes_nothing_and_shows_what_was_hidden(flagged):
    flag(flagged, judge())
    assert as_it_is(flagged).is_hidden

    ruling = decide(flagged, Outcome.KEEP)

    assert as_it_is(flagged).state == State.PUBLISHED
    assert (ruling.outcome, ruling.carried_out_at is not None) == (Outcome.KEEP, True)
    case = queries.case_by_id(ruling.case_id)
    assert (case.decision, case.state) == (Decision.APPROVED, CaseState.DECIDED)
    assert problems() == []


@pytest.mark.parametrize(
    ("outcome", "given", "state"),
    [
        (Outcome.HIDE, {}, State.HIDDEN),
        (Outcome.REMOVE, {}, State.DELETED),
        (Outcome.EDIT, {"new_text": "zzMilder words."}, State.PUBLISHED),
        (Outcome.NOTHING, {"sanction": WARN, "words": "zzPlease."}, State.PUBLISHED),
    ],
)
def test_what_is_decided_is_done_and_overturning_undoes_it_wholly(flagged, outcome, given, state):
    before = everything(flagged.topic, flagged, flagged.author)
    words = flagged.body

    ruling = decide(flagged, outcome, clause_key=clause_key(), **given)
    assert as_it_is(flagged).state == state
    assert (flagged.body == words) is (outcome != Outcome.EDIT)
    assert problems() == []

    actions.overturn(judge(), ruling, "zzWe were wrong.")
    found = as_it_is(flagged)
    assert (found.state, found.body) == (State.PUBLISHED, words)
    assert sanctions.weight_of(found.author) == 0
    assert db.session.scalars(select(Flag.outcome)).all() == [FlagOutcome.DISAGREED]
    assert problems() == []
    if outcome != Outcome.EDIT:
        after = everything(found.topic, found, found.author)
        assert after == before


def test_a_topic_is_moved_and_brought_back(app):
    topic, there = start(agreed()), make.channel()
    here = topic.channel_id
    first = texts.first_post(fresh(topic))
    flag(first)

    ruling = decide(first, Outcome.MOVE, move_to=there.id)
    assert fresh(topic).channel_id == there.id
    actions.overturn(judge(), ruling, "")

    assert fresh(topic).channel_id == here
    assert problems() == []


def test_a_ruling_keeps_the_clause_as_it_stood(flagged):
    ruling = decide(flagged, Outcome.REMOVE, clause_key=clause_key(2), facts="zzSeen.")

    told = (ruling.clause_number, ruling.clause_title, ruling.guidelines_number, ruling.facts)
    assert told == (2, "zzSubject", 1, "zzSeen.")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"outcome": Outcome.REMOVE}, "clause"),
        ({"outcome": Outcome.REMOVE, "clause_key": "zznone"}, "clause"),
        ({"outcome": Outcome.APPROVE}, "outcome"),
        ({"outcome": Outcome.EDIT}, "new_text"),
        ({"outcome": Outcome.NOTHING}, "sanction"),
        ({"outcome": Outcome.KEEP, "sanction": WARN, "words": "zz"}, "sanction"),
        ({"outcome": Outcome.HIDE, "sanction": WARN}, "words"),
        ({"outcome": Outcome.KEEP, "words": "z" * 2001}, "words"),
    ],
)
def test_a_decision_that_is_not_whole_is_none(flagged, given, field):
    given = {"clause_key": clause_key()} | given if field != "clause" else given

    with pytest.raises(Invalid) as invalid:
        decide(flagged, **given)

    assert invalid.value.field == field
    assert db.session.scalars(select(Ruling)).all() == []
    assert case_of(flagged).is_open


def test_a_sanction_comes_with_the_decision_and_goes_with_it(flagged):
    key = clause_key()
    ruling = decide(flagged, Outcome.REMOVE, clause_key=key, words="zzWhy.", sanction=PAUSE)
    assert as_it_is(flagged).author.is_silenced
    assert sanctions.weight_of(flagged.author) == 3

    actions.overturn(judge(), ruling, "zzSorry.")

    assert not as_it_is(flagged).author.is_silenced
    assert sanctions.weight_of(flagged.author) == 0
    assert problems() == []


def test_reducing_keeps_the_decision_and_makes_the_rest_milder(flagged):
    key = clause_key()
    ruling = decide(flagged, Outcome.REMOVE, clause_key=key, words="zzWhy.", sanction=PAUSE)

    actions.reduce(judge(), ruling, "zzMilder.", WARN)

    assert as_it_is(flagged).state == State.DELETED
    assert not flagged.author.is_silenced
    assert sanctions.weight_of(flagged.author) == 1
    assert problems() == []


def test_nothing_is_done_before_the_seconds_are_over(flagged):
    moderator = judge()
    ruling = decide(flagged, Outcome.REMOVE, moderator, clause_key=clause_key(), undo_for=UNDO)

    assert as_it_is(flagged).state == State.PUBLISHED
    assert not queries.case_by_id(ruling.case_id).is_open
    with clock.at(clock.now() + timedelta(seconds=13)):
        actions.carry_out(ruling.id)
        actions.carry_out(ruling.id)

    assert as_it_is(flagged).state == State.DELETED
    assert problems() == []


def test_undoing_puts_the_case_back_as_it_was_and_the_job_does_nothing(flagged):
    moderator, case = judge(), case_of(flagged)
    before = (case.due_at, case.priority, case.reason)
    ruling = decide(flagged, Outcome.REMOVE, moderator, clause_key=clause_key(), undo_for=UNDO)

    actions.undo(moderator, ruling)
    actions.carry_out(ruling.id)

    found = case_of(flagged)
    assert (found.due_at, found.priority, found.reason) == before
    assert (found.decided_by_id, found.decision, found.state) == (None, None, CaseState.OPEN)
    assert as_it_is(flagged).state == State.PUBLISHED
    assert db.session.scalars(select(Flag.outcome)).all() == [None]
    assert problems() == []


def test_what_was_flagged_within_the_seconds_belongs_to_the_case_that_waits_again(flagged):
    moderator = judge()
    ruling = decide(flagged, Outcome.REMOVE, moderator, clause_key=clause_key(), undo_for=UNDO)
    flag(flagged)

    actions.undo(moderator, ruling)

    assert len(queries.open_flags(case_of(flagged).id)) == 2
    assert case_of(flagged).id == ruling.case_id
    assert problems() == []


@pytest.mark.parametrize("late", [True, False])
def test_only_who_decided_takes_it_back_and_only_in_time(flagged, late):
    moderator = judge()
    ruling = decide(flagged, Outcome.REMOVE, moderator, clause_key=clause_key(), undo_for=UNDO)
    who = moderator if late else judge()

    later = clock.now() + timedelta(seconds=13 if late else 1)
    with clock.at(later), pytest.raises(Refused) as refused:
        actions.undo(who, ruling)

    assert refused.value.verdict.reason == ("carried_out" if late else "not_your_decision")


def test_what_cannot_be_done_any_more_puts_the_case_back(flagged):
    ruling = decide(flagged, Outcome.EDIT, clause_key="", new_text="zzNew.", undo_for=UNDO)
    topics.delete(judge(), as_it_is(flagged))

    actions.carry_out_or_give_back(ruling.id)

    db.session.expire_all()
    assert queries.ruling_by_id(ruling.id).undone_at is not None
    assert case_of(flagged).is_open


def test_the_second_of_two_is_told_and_nothing_happens_twice(flagged):
    case = case_of(flagged)
    decide(flagged, Outcome.KEEP)

    with pytest.raises(AlreadyDecided):
        actions.decide(judge(), case, Decided(Outcome.REMOVE, clause_key=clause_key()))

    assert as_it_is(flagged).state == State.PUBLISHED
    assert len(db.session.scalars(select(Ruling)).all()) == 1


def test_who_has_an_older_page_is_told_before_anything_is_done(flagged):
    version = case_of(flagged).version
    flag(flagged)

    with pytest.raises(CaseChanged):
        decide(flagged, Outcome.KEEP, version=version)


def test_criticism_is_removed_by_two_people(flagged):
    first, other = judge(), judge()
    key = clause_key()
    ruling = decide(flagged, Outcome.REMOVE, first, clause_key=key, is_about_us=True)
    assert as_it_is(flagged).state == State.PUBLISHED
    assert case_of(flagged).is_open
    with pytest.raises(Refused) as refused:
        actions.second(first, ruling)
    assert refused.value.verdict.reason == "second_person"

    actions.second(other, ruling)

    assert as_it_is(flagged).state == State.DELETED
    assert (ruling.decided_by_id, ruling.seconded_by_id) == (first.id, other.id)
    assert problems() == []


def test_a_second_person_who_objects_leaves_the_case_open(flagged):
    key = clause_key()
    ruling = decide(flagged, Outcome.REMOVE, clause_key=key, is_about_us=True)

    actions.object_to(judge(), ruling)

    assert case_of(flagged).is_open
    assert queries.proposal_of(ruling.case_id) is None
    assert problems() == []


def test_deciding_otherwise_ends_what_was_proposed(flagged):
    key = clause_key()
    proposed = decide(flagged, Outcome.REMOVE, clause_key=key, is_about_us=True)

    decide(flagged, Outcome.KEEP)

    assert proposed.undone_at is not None
    assert problems() == []


def test_a_hidden_post_that_was_mended_is_looked_at_with_its_new_words(flagged):
    decide(flagged, Outcome.HIDE, clause_key=clause_key())
    post = as_it_is(flagged)
    topics.edit(post.author, post, Change("zzKinder words.", texts.wording_of(post).mark))

    decide(post, Outcome.KEEP)

    assert (as_it_is(post).state, post.body) == (State.PUBLISHED, "zzKinder words.")
    assert problems() == []


def test_what_was_hidden_twice_stays_hidden_when_the_first_decision_is_overturned(flagged):
    first = decide(flagged, Outcome.HIDE, clause_key=clause_key())
    post = as_it_is(flagged)
    topics.edit(post.author, post, Change("zzKinder words.", texts.wording_of(post).mark))
    decide(post, Outcome.KEEP)
    flag(post)
    second = decide(flagged, Outcome.HIDE, clause_key=clause_key())

    actions.overturn(judge(), first, "zzWe were wrong.")
    assert as_it_is(flagged).state == State.HIDDEN
    assert problems() == []

    actions.overturn(judge(), second, "zzWrong again.")
    assert as_it_is(flagged).state == State.PUBLISHED
    assert problems() == []


def test_the_worker_carries_it_out(flagged):
    ruling = decide(flagged, Outcome.REMOVE, clause_key=clause_key(), undo_for=UNDO)

    job = db.session.scalars(select(Job).where(Job.kind == actions.JOB)).one()

    assert (job.payload, job.key) == ({"ruling": ruling.id}, str(ruling.id))
