"""Likeness to removed posts is learned from decisions, and only ever orders the queue."""

from datetime import timedelta

import pytest

from forum.automod import learning, likeness, queries
from forum.automod.models import AutomodLikeness
from forum.automod.settings import LIKENESS
from forum.kernel.db import db
from forum.moderation import actions as moderation
from forum.moderation.models import Band, Outcome, Ruling
from forum.topics.models import State
from tests.support import make
from tests.topics.writing import choose, reply, start

BAD = "Buy cheap golden parrots now, the best price, write to me today"
GOOD = "My grinder stalls on light roasts when I go below fourteen grams"


@pytest.fixture(autouse=True)
def _in_a_request(app):
    """Cases name the address of what they are about."""
    with app.test_request_context():
        yield


def knows(kept: int = 150, removed: int = 150) -> AutomodLikeness:
    found = likeness.learn([f"{GOOD} {n}" for n in range(kept)], [BAD] * removed)
    row = AutomodLikeness(kept=kept, removed=removed, words=dict(found.words), held_back={})
    return make.save(row)


def case_about(body: str):
    post = reply(start(), body=body)
    return moderation.hold("post", post.id, about=post.author, reason="channel")


def decided(body: str, outcome: Outcome, **given) -> None:
    post = reply(start(), body=body)
    case = moderation.hold("post", post.id, about=post.author, reason="flagged")
    moderation.decide(make.admin(), case, moderation.Decided(outcome, **given))


def test_a_text_like_removed_ones_is_told_from_others():
    found = likeness.learn([GOOD] * 100, [BAD] * 100)

    assert found.points("Cheap golden parrots at the best price") == likeness.MOST_POINTS
    assert found.points("Does your grinder stall as well?") == 0
    assert found.points("Nobody ever said this.") == 0


@pytest.mark.parametrize(("kept", "removed"), [(99, 150), (150, 99)])
def test_it_says_nothing_below_a_hundred_decisions_of_each_sort(kept, removed):
    assert likeness.learn([GOOD] * kept, [BAD] * removed).points(BAD) == 0


def test_what_is_kept_of_it_is_bounded():
    texts = [" ".join(f"word{n}x{i}" for i in range(300)) for n in "abcdefghijklmnopqrstuvwxyz"]

    assert len(likeness.learn(texts * 2, [BAD] * 200).words) <= likeness.MOST_WORDS


def test_a_case_about_such_a_text_is_due_earlier_within_its_band(app):
    plain = case_about(BAD)
    knows()

    case = case_about(BAD)

    part = next(one for one in case.parts if one["part"] == "likeness")
    assert (part["points"], part["decisions"]) == (10, 300)
    assert case.band == plain.band == Band.LOW
    whole = plain.due_at - plain.created_at
    assert abs((case.due_at - case.created_at) - whole * 0.8) < timedelta(seconds=1)


def test_it_moves_no_case_into_another_band(app):
    knows()
    post = reply(start(), body=BAD)

    case = moderation.hold("post", post.id, about=post.author, reason="flagged", severity=15)

    assert case.priority >= 25
    assert case.band == Band.LOW


def test_it_hides_and_decides_nothing(app):
    knows()

    post = reply(start(), body=BAD)

    assert post.state == State.PUBLISHED


def test_nothing_is_added_when_it_is_switched_off(app):
    knows()
    choose(LIKENESS, value=False)

    assert [one["part"] for one in case_about(BAD).parts if one["part"] == "likeness"] == []


def test_it_learns_from_what_people_decided_and_nobody_took_back(app):
    decided("One that stays for good.", Outcome.KEEP)
    decided("One that goes out of sight.", Outcome.HIDE)
    decided("One that was brought back.", Outcome.HIDE)
    newest = db.session.query(Ruling).order_by(Ruling.id.desc()).first()
    moderation.overturn(make.admin(), newest, "A mistake.")

    found = queries.decided_texts()

    assert found.kept == ["One that stays for good."]
    assert found.removed == ["One that goes out of sight."]


def test_learning_waits_for_enough_and_keeps_few_versions(app, monkeypatch):
    decided("One that stays for good.", Outcome.KEEP)
    decided("One that goes out of sight.", Outcome.HIDE)
    assert learning.learn() is None
    monkeypatch.setattr(likeness, "LEAST", 1)

    made = [learning.learn() for _ in range(7)]

    kept = [one.id for one in db.session.query(AutomodLikeness).order_by(AutomodLikeness.id)]
    assert kept == [one for one in kept if one > made[-1].id - 5]
    assert made[-1].held_back.keys() == {"removed", "kept", "removed_met", "kept_met"}
