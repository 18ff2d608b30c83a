"""What waits in the queue about somebody who leaves: their texts are still looked at."""

import pytest

from forum.accounts.models import Fate
from forum.kernel.db import db
from forum.mail.models import Letter
from forum.moderation import actions, checks, queries
from forum.moderation.actions import UNDO
from forum.moderation.models import FlagOutcome, Outcome
from forum.topics.models import State
from tests.accounts.test_leaving import left
from tests.moderation.flagging import agreed, as_it_is, case_of, clause_key, decide, flag, some_post
from tests.support import make


def problems() -> list[str]:
    return [one for check in checks.ALL for one in check.problems()]


@pytest.fixture
def theirs(app):
    """A flagged post of somebody who will leave."""
    make.guidelines()
    return some_post(agreed(email="zz@example.org"))


def test_a_flagged_text_that_stays_is_still_looked_at(theirs):
    made = flag(theirs)
    left(theirs.author, Fate.NAMELESS)
    assert case_of(theirs).is_open
    letters = db.session.query(Letter).count()

    decide(theirs, Outcome.REMOVE, clause_key=clause_key())

    assert as_it_is(theirs).state == State.DELETED
    assert queries.flag_by_id(made.id).outcome == FlagOutcome.AGREED
    assert db.session.query(Letter).count() == letters
    assert problems() == []


def test_what_was_decided_a_moment_before_is_decided_anew(theirs):
    flag(theirs)
    given = {"clause_key": "", "new_text": "zzMilder.", "undo_for": UNDO}
    ruling = decide(theirs, Outcome.EDIT, **given)

    left(theirs.author, Fate.NAMELESS)
    actions.carry_out_or_give_back(ruling.id)

    assert case_of(theirs).is_open
    assert as_it_is(theirs).body == "zzFlagged words."
    assert problems() == []


def test_a_flagged_text_that_goes_answers_its_flags(theirs):
    made = flag(theirs)

    left(theirs.author, Fate.DELETED)

    assert queries.open_case("post", theirs.id) is None
    assert queries.flag_by_id(made.id).outcome == FlagOutcome.AGREED
    assert problems() == []


def test_what_is_asked_about_them_alone_ends(app):
    user = make.member()
    actions.hold("member", user.id, about=user, reason="approval")

    left(user)

    assert queries.waiting_count() == 0
