"""What is undone is wholly undone: whoever has left the team, and however the case stood."""

from datetime import timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Role
from forum.kernel import clock
from forum.moderation import actions
from forum.moderation.actions import UNDO
from forum.moderation.models import CaseState, Outcome
from forum.topics import queries as texts
from forum.topics.models import State
from tests.accounts.test_leaving import left
from tests.moderation.flagging import agreed, as_it_is, case_of, decide, flag, judge, some_post
from tests.moderation.test_rulings import problems
from tests.support import make
from tests.topics.writing import start


def no_longer_of_the_team(moderator):
    accounts.set_role(make.admin(), moderator, Role.MEMBER)


def gone_for_good(moderator):
    no_longer_of_the_team(moderator)
    left(moderator)


@pytest.mark.parametrize("goes", [no_longer_of_the_team, gone_for_good])
def test_an_edit_is_undone_although_whoever_made_it_is_of_the_team_no_more(app, goes):
    make.guidelines()
    post, editor = some_post(), judge()
    flag(post)
    ruling = decide(post, Outcome.EDIT, editor, new_text="zzMilder words.", words="Shorter.")
    assert as_it_is(post).body == "zzMilder words."
    goes(editor)

    actions.overturn(judge(), ruling, "zzWe were wrong.")

    post = as_it_is(post)
    assert (post.body, post.state) == ("zzFlagged words.", State.PUBLISHED)
    assert "zzFlagged words." in post.html
    assert [one.body for one in texts.versions_of(post)][-2:] == [
        "zzMilder words.",
        "zzFlagged words.",
    ]
    assert ruling.overturned_at is not None
    assert problems() == []


def test_the_edit_of_a_first_post_is_undone_in_what_lists_say_of_it_too(app):
    make.guidelines()
    topic, editor = start(agreed(), body="zzWhat the author wrote."), judge()
    post = texts.first_post(topic)
    flag(post)
    ruling = decide(post, Outcome.EDIT, editor, new_text="zzMilder words.", words="Shorter.")
    no_longer_of_the_team(editor)

    actions.overturn(judge(), ruling, "zzWe were wrong.")

    post = as_it_is(post)
    assert (post.body, post.topic.excerpt) == ("zzWhat the author wrote.",) * 2
    assert problems() == []


def test_a_case_that_waited_for_the_member_waits_on_when_its_decision_is_undone(app):
    make.guidelines()
    post, moderator = some_post(), judge()
    flag(post)
    asked, now = clock.now(), clock.now() + timedelta(hours=5)
    case = case_of(post)
    actions.wait_for_member(moderator, case, asked + timedelta(days=2))
    before = (case.state, case.paused_at, case.waits_until, case.due_at, case.band_due_at)

    with clock.at(now):
        ruling = decide(post, Outcome.KEEP, moderator, undo_for=UNDO)
    with clock.at(now + timedelta(seconds=11)):
        actions.undo(moderator, ruling)

    case = case_of(post)
    assert case.state == CaseState.WAITING
    assert (case.state, case.paused_at, case.waits_until, case.due_at, case.band_due_at) == before
    assert problems() == []
    with clock.at(now + timedelta(hours=1)):
        actions.resume(moderator, case)
    assert case.due_at - before[3] >= timedelta(hours=5, minutes=59)
    assert problems() == []


def test_a_case_that_slept_sleeps_on_when_its_decision_is_undone(app):
    make.guidelines()
    post, moderator = some_post(), judge()
    flag(post)
    until = clock.now() + timedelta(days=2)
    actions.snooze(moderator, case_of(post), until)
    ruling = decide(post, Outcome.KEEP, moderator, undo_for=UNDO)

    actions.undo(moderator, ruling)

    case = case_of(post)
    assert (case.state, case.snoozed_until) == (CaseState.SNOOZED, until)
    assert problems() == []


def test_what_cannot_be_done_is_looked_at_at_once_with_what_was_left_of_its_time(app):
    make.guidelines()
    post, moderator = some_post(), judge()
    flag(post)
    case = case_of(post)
    actions.wait_for_member(moderator, case, clock.now() + timedelta(days=2))
    due_at, now = case.due_at, clock.now() + timedelta(hours=5)

    with clock.at(now):
        ruling = decide(post, Outcome.KEEP, moderator, undo_for=UNDO)
        actions.give_back(ruling.id)

    case = case_of(post)
    assert (case.state, case.paused_at, case.waits_until) == (CaseState.OPEN, None, None)
    assert case.due_at - due_at >= timedelta(hours=4, minutes=59)
    assert problems() == []
