"""What open pages of the queue are told of cases, when, and whose pages those are."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.channels.models import ChannelRole
from forum.kernel.db import db
from forum.live.models import LiveEvent
from forum.moderation import actions
from forum.moderation.actions import UNDO
from forum.moderation.models import Outcome
from tests.moderation.flagging import agreed, case_of, decide, flag, judge, some_post
from tests.support import make


@pytest.fixture
def told(app):
    """Who has been told of cases since it was asked last: by whom, and to whom."""
    seen = [0]

    def since():
        db.session.expire_all()
        query = select(LiveEvent).where(LiveEvent.id > seen[0], LiveEvent.kind == "case")
        found = db.session.scalars(query.order_by(LiveEvent.id)).all()
        seen[0] = max([seen[0], *(event.id for event in found)])
        return [(event.data["case"], event.data["by"], event.user_id) for event in found]

    return since


@pytest.fixture
def flagged(told):
    """A post that somebody flagged, and its case; that it came is told already."""
    post = some_post()
    flag(post)
    return post, case_of(post).id


def test_a_decision_is_told_at_once_though_it_can_be_taken_back_still(told, flagged):
    (post, number), lena, ben = flagged, judge(), make.moderator()
    told()

    decide(post, Outcome.REMOVE, lena, undo_for=UNDO)

    assert told() == [(number, lena.id, lena.id), (number, lena.id, ben.id)]


def test_that_it_is_taken_back_is_told_too(told, flagged):
    (post, number), lena, ben = flagged, judge(), make.moderator()
    ruling = decide(post, Outcome.REMOVE, lena, undo_for=UNDO)
    told()

    actions.undo(lena, ruling)

    assert told() == [(number, lena.id, lena.id), (number, lena.id, ben.id)]


def test_what_could_not_be_done_waits_again_and_is_told_as_nobodys_deed(told, flagged):
    (post, number), lena = flagged, judge()
    ruling = decide(post, Outcome.REMOVE, lena, undo_for=UNDO)
    told()

    actions.give_back(ruling.id)

    assert told() == [(number, 0, lena.id)]


def test_a_case_whose_question_is_asked_no_more_is_told(told, flagged):
    (post, number), lena = flagged, judge()
    told()

    actions.withdraw("post", post.id)

    assert told() == [(number, 0, lena.id)]


def test_a_proposal_to_remove_is_told_before_a_second_person_agrees(told, flagged):
    (post, number), lena, ben = flagged, judge(), make.moderator()
    told()

    decide(post, Outcome.REMOVE, lena, is_about_us=True)

    assert set(told()) == {(number, lena.id, lena.id), (number, lena.id, ben.id)}


def test_nobody_is_told_but_the_team_and_who_looks_after_the_channel(told, flagged):
    (post, _number), lena = flagged, judge()
    keeper, elsewhere, reader = agreed(), agreed(), agreed()
    here, there = post.topic.channel, make.channel()
    make.seat(here, keeper, role=ChannelRole.MODERATOR)
    make.seat(there, elsewhere, role=ChannelRole.MODERATOR)
    make.seat(here, reader)
    told()

    actions.claim(lena, case_of(post))
    decide(post, Outcome.KEEP, lena, undo_for=timedelta(seconds=12))

    assert {user_id for _, _, user_id in told()} == {lena.id, keeper.id}
