"""What `forum verify` proves of decisions: each damage is planted, and is named where it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from forum.activity.models import Deed, DeedKind
from forum.audit.models import AuditEntry
from forum.badges import actions as badges
from forum.badges.models import BadgeAward
from forum.jobs.models import Pulse
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.moderation import actions
from forum.moderation.models import CaseState, Flag, FlagOutcome, Outcome, Reviewable, Ruling
from forum.points.models import PointsEntry
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.sanctions.models import Sanction, SanctionKind, SanctionWish
from forum.tiers import actions as tiers
from forum.tiers.models import TierMembership
from forum.topics.models import Post, State
from forum.verify import queries as verify
from tests.moderation.flagging import agreed, clause_key, decide, flag, judge
from tests.points.giving import LONG, settle
from tests.support import make
from tests.support.sealed import unguarded
from tests.topics.writing import fresh, reply, start

PAUSE = SanctionWish(SanctionKind.SILENCE, 24, 3)


# What builders of members leave out, which real ones have.
BUILT = ("standing: ", "accepted guidelines")


def amiss() -> list[str]:
    db.session.expire_all()
    problems = [problem for found in verify.findings() for problem in found.problems]
    return [one for one in problems if not any(word in one for word in BUILT)]


def change(model: Any, row_id: int, **values: Any) -> None:
    with transaction():
        db.session.execute(update(model).where(model.id == row_id).values(**values))


@pytest.fixture
def overturned(app):
    """A reply that earned points, a badge and a tier, was removed with a silence, and came back."""
    make.guidelines()
    tiers.plant()
    badges.plant()
    badges.review()
    author, admirer = agreed(), agreed()
    post = reply(start(agreed()), author, LONG)
    reactions.give(admirer, fresh(post), ReactionKind.THANKS)
    flag(post)
    settle()
    words = {"clause_key": clause_key(), "words": "zzNot here.", "sanction": PAUSE}
    ruling = decide(post, Outcome.REMOVE, **words)
    settle()
    actions.overturn(judge(), ruling, "zzWe were wrong.")
    settle()
    return ruling


def test_a_decision_that_was_overturned_leaves_nothing_behind(overturned):
    author_id = overturned.about_id

    assert amiss() == []
    awards = select(BadgeAward).where(BadgeAward.user_id == author_id)
    assert [award.revoked_at for award in db.session.scalars(awards)] == [None]
    earned = select(PointsEntry).where(PointsEntry.user_id == author_id, PointsEntry.delta > 0)
    assert db.session.scalars(earned).all()


def _first(model: Any, *where: Any) -> Any:
    return db.session.scalars(select(model).where(*where).order_by(model.id)).first()


def _lose_points(ruling: Ruling) -> str:
    lost = _first(PointsEntry, PointsEntry.user_id == ruling.about_id, PointsEntry.delta > 0)
    with transaction():
        db.session.execute(delete(PointsEntry).where(PointsEntry.id == lost.id))
    return "points: "


def _lose_a_badge(ruling: Ruling) -> str:
    award = _first(BadgeAward, BadgeAward.user_id == ruling.about_id)
    change(BadgeAward, award.id, revoked_at=clock.now())
    return "badges: "


def _lose_a_tier(ruling: Ruling) -> str:
    held = _first(TierMembership, TierMembership.user_id == ruling.about_id)
    with transaction():
        db.session.execute(delete(TierMembership).where(TierMembership.id == held.id))
    return "tiers: "


def _go_on_weighing(ruling: Ruling) -> str:
    change(Sanction, ruling.sanction_id, lifted_at=None, lifted_by_id=None)
    return f"ruling {ruling.id} was taken back, and its sanction was not"


def _stay_removed(ruling: Ruling) -> str:
    gone = {"deleted_at": clock.now(), "deleted_by_id": ruling.decided_by_id}
    change(Post, ruling.target_id, state=State.DELETED, **gone)
    return f"ruling {ruling.id} on post {ruling.target_id} was taken back by halves"


def _stay_reversed(ruling: Ruling) -> str:
    deed = _first(Deed, Deed.thing_id == ruling.target_id, Deed.kind == DeedKind.REPLIED)
    change(Deed, deed.id, stands=False)
    return f"post {ruling.target_id} can be read, and counts 0 times in the activity log"


def _lose_a_reaction(ruling: Ruling) -> str:
    deed = _first(Deed, Deed.thing_id == ruling.target_id, Deed.kind == DeedKind.REACTED)
    change(Deed, deed.id, stands=False)
    return f"post {ruling.target_id} has 1 reactions, and 0 count in the activity log"


def _keep_the_flag_right(ruling: Ruling) -> str:
    raised = _first(Flag, Flag.case_id == ruling.case_id)
    change(Flag, raised.id, outcome=FlagOutcome.AGREED)
    return f"flag {raised.id} counts as right, and what it led to was taken back"


@pytest.mark.parametrize(
    "plant",
    [
        _lose_points,
        _lose_a_badge,
        _lose_a_tier,
        _go_on_weighing,
        _stay_removed,
        _stay_reversed,
        _lose_a_reaction,
        _keep_the_flag_right,
    ],
)
def test_what_was_overturned_by_halves_is_named(overturned, plant: Callable[[Ruling], str]):
    named = plant(overturned)

    assert any(problem.startswith(named) for problem in amiss()), (named, amiss())


def flagged_first(topic: Any) -> Post:
    first = _first(Post, Post.topic_id == topic.id)
    flag(first)
    return first


def test_a_topic_that_stayed_where_it_was_moved_is_named(app):
    topic, there = start(agreed()), make.channel()
    ruling = decide(flagged_first(topic), Outcome.MOVE, move_to=there.id)
    actions.overturn(judge(), ruling, "")
    assert amiss() == []

    change(type(topic), topic.id, channel_id=there.id)

    assert f"ruling {ruling.id} on post {ruling.target_id} was taken back by halves" in amiss()


def test_words_that_stayed_as_the_team_wrote_them_are_named(app):
    post = reply(start(agreed()), agreed(), "zzMine.")
    flag(post)
    ruling = decide(post, Outcome.EDIT, new_text="zzOurs.")
    actions.overturn(judge(), ruling, "")
    assert amiss() == []

    change(Post, post.id, body="zzOurs.", edited_by_id=ruling.decided_by_id)

    assert f"ruling {ruling.id} on post {post.id} was taken back by halves" in amiss()


def test_a_text_that_stayed_declined_is_named(app):
    room = make.channel(reviewed_since=clock.now())
    post = reply(start(judge(), room), agreed(), "zzWaits.")
    ruling = decide(post, Outcome.DECLINE)
    actions.overturn(judge(), ruling, "")
    assert amiss() == []

    change(Post, post.id, state=State.REJECTED)

    assert f"ruling {ruling.id} on post {post.id} was taken back by halves" in amiss()


@pytest.fixture
def decided(app):
    """A case on which somebody has decided."""
    post = reply(start(agreed()), agreed(), "zzFlagged.")
    flag(post)
    ruling = decide(post, Outcome.KEEP)
    assert amiss() == []
    return ruling


def test_a_case_that_was_decided_twice_is_named(decided):
    columns = {column.key: getattr(decided, column.key) for column in Ruling.__table__.columns}
    make.save(Ruling(**{**columns, "id": None}))

    assert f"case {decided.case_id} was decided more than once" in amiss()


def test_a_decision_that_was_lost_is_named(decided):
    other = reply(start(agreed()), agreed(), "zzFlagged too.")
    flag(other)
    lost = decide(other, Outcome.KEEP)
    with transaction():
        db.session.execute(delete(Ruling).where(Ruling.id == lost.id))

    assert f"case {lost.case_id} is decided, and nobody knows how" in amiss()


def test_a_decided_case_that_waits_again_is_named(decided):
    again = {"decided_at": None, "decided_by_id": None, "decision": None, "state": CaseState.OPEN}
    change(Reviewable, decided.case_id, **again)

    assert f"case {decided.case_id} waits, and was decided" in amiss()


def test_a_ruling_that_was_undone_and_done_is_named(decided):
    change(Ruling, decided.id, undone_at=clock.now())

    assert f"ruling {decided.id} is undone and carried out at once" in amiss()


def test_a_flag_that_nobody_answers_is_named(decided):
    raised = _first(Flag, Flag.case_id == decided.case_id)
    change(Flag, raised.id, settled_at=None, outcome=None)

    assert f"flag {raised.id} waits for an answer that nobody gives" in amiss()


def test_a_held_text_without_its_case_is_named(app):
    room = make.channel(reviewed_since=clock.now())
    post = reply(start(judge(), room), agreed(), "zzWaits.")
    with transaction():
        db.session.execute(delete(Reviewable).where(Reviewable.target_id == post.id))

    assert f"post {post.id} waits for a moderator, and is not in the queue" in amiss()


def _worker(hours: float) -> None:
    """A worker that has been there for so long."""
    since = clock.now() - timedelta(hours=hours)
    make.save(Pulse(name="one", at=clock.now(), started_at=since))


@pytest.mark.parametrize(("hours", "is_named"), [(3, True), (0.5, False)])
def test_what_the_worker_should_have_done_is_named_once_it_had_the_time(app, hours, is_named):
    with clock.at(clock.now() - timedelta(hours=5)):
        post = reply(start(agreed()), agreed(), "zzFlagged.")
        aside = reply(start(agreed()), agreed(), "zzFlagged as well.")
        flag(post)
        flag(aside)
        ruling = decide(post, Outcome.KEEP, undo_for=timedelta(seconds=12))
        case = _first(Reviewable, Reviewable.target_id == aside.id)
        actions.snooze(judge(), case, clock.now() + timedelta(hours=1))
    _worker(hours)

    found = amiss()

    late = f"case {ruling.case_id} is decided, and nobody will carry it out"
    assert (late in found) is is_named
    assert (f"case {case.id} should have come back from aside" in found) is is_named


def test_a_line_of_the_audit_log_that_was_changed_is_named(decided):
    entry = _first(AuditEntry)
    with unguarded():
        db.session.execute(update(AuditEntry).where(AuditEntry.id == entry.id).values(verb="x"))

    assert f"audit entry {entry.id} was changed, or the one before it is gone" in amiss()
