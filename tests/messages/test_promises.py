"""What `forum verify` proves of messages, what a merge keeps, and what open pages are told."""

import pytest
from sqlalchemy import select, update

from forum.accounts import actions as accounts
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.live.models import LiveEvent
from forum.messages import actions, checks, queries
from forum.messages.models import Complaint, Conversation, Message, MessageWish, Participant, Reach
from tests.messages.talking import begin, member, place, seen, send, visible
from tests.support import make
from tests.topics.test_hostile import HOSTILE, Elements


def amiss() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


@pytest.fixture
def talk(app):
    """A busy conversation: somebody left, somebody came, a message is gone."""
    ann, ben, cai, late = (member() for _ in range(4))
    first = begin(ann, ben, cai)
    gone = send(ben, first.conversation_id, "Away with this.")
    actions.leave(cai, place(cai, first.conversation_id))
    actions.add(ann, place(ann, first.conversation_id), late.username)
    send(ann, first.conversation_id)
    actions.delete(ben, visible(ben, gone))
    db.session.expire_all()
    return first.conversation_id, ann, ben, cai


def test_all_promises_hold_after_real_actions(talk):
    assert amiss() == []


def test_a_wrong_count_is_told(talk):
    with transaction():
        seen(talk[2], talk[0]).unread_count = 7

    assert any("has 7 unread" in problem for problem in amiss())


def test_a_wrong_end_is_told(talk):
    with transaction():
        db.session.get(Conversation, talk[0]).last_number = 9

    assert any("ends at 9" in problem for problem in amiss())


def test_an_author_who_is_not_there_is_told(talk):
    stranger = make.member().id
    with transaction():
        db.session.execute(update(Message).values(author_id=stranger))

    assert any("not in its conversation" in problem for problem in amiss())


def test_reading_ahead_is_told(talk):
    with transaction():
        seen(talk[2], talk[0]).read_number = 99

    assert any("has read what is not" in problem for problem in amiss())


def test_words_that_should_be_gone_are_told(talk):
    with transaction():
        gone = db.session.scalars(select(Message).where(Message.deleted_at.is_not(None))).first()
        gone.text = "Away with this."

    assert any("its text is still there" in problem for problem in amiss())


def test_two_accounts_in_one_conversation_become_one_member_of_it(app):
    boss, old, new, third = make.admin(), member(), member(), member()
    both = begin(old, new, third).conversation_id
    send(new, both)
    send(third, both)
    alone = begin(third, old).conversation_id
    actions.choose_reach(old, Reach.NOBODY)

    accounts.merge_members(boss, old, new)
    db.session.expire_all()

    assert amiss() == []
    here = db.session.scalars(
        select(Participant.user_id).where(Participant.conversation_id == both)
    )
    assert set(here) == {new.id, third.id}
    assert seen(new, alone).unread_count == 1
    assert seen(new, both).unread_count == 1
    assert db.session.get(MessageWish, new.id).reach == Reach.NOBODY


def test_those_in_a_conversation_are_told_each_by_themselves_and_nobody_else(app):
    ann, ben, cai = member(), member(), member()
    talk = begin(ann, ben).conversation_id
    actions.add(ann, place(ann, talk), cai.username)
    actions.leave(cai, place(cai, talk))
    with transaction():
        for event in db.session.scalars(select(LiveEvent)).all():
            db.session.delete(event)

    send(ben, talk)
    actions.keep_read({(ann.id, talk): 2})

    events = db.session.scalars(select(LiveEvent).order_by(LiveEvent.id)).all()
    assert {event.user_id for event in events if event.kind == "message-sent"} == {ann.id, ben.id}
    told = next(event for event in events if event.user_id == ann.id)
    assert told.data == {"conversation": talk, "by": ben.id, "number": 2, "unread": 1}
    assert {event.user_id for event in events} == {ann.id, ben.id}
    last = [event for event in events if event.kind == "messages"][-1]
    assert (last.user_id, last.data) == (ann.id, {"unread": 0})
    assert all(event.channel_id is None and event.topic_id is None for event in events)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_as_words(app, sign_in, words):
    ann, ben = member(display_name=words[:100]), member()
    first = begin(ann, ben, body=words, title=words[:100])
    place_of_ben = queries.place_of(ben, first.conversation_id)
    actions.report(
        ben, visible(ben, first), place_of_ben, complaint=Complaint.OTHER, note=words[:1000]
    )
    talk, client = first.conversation_id, sign_in(ann)

    pages = [
        client.get(path)
        for path in (
            "/messages",
            f"/messages/{talk}",
            f"/messages/{talk}/part?from=1&to=2",
            f"/messages/{talk}/people",
            f"/messages/m/{first.id}/edit",
            f"/messages/m/{first.id}/delete",
        )
    ]
    pages.append(sign_in(ben).get(f"/messages/m/{first.id}/report"))
    pages.append(sign_in(make.moderator()).get("/admin/moderation"))

    assert [page.status_code for page in pages] == [200] * 8
    assert [bad for page in pages for bad in Elements(page.text).bad] == []
    assert visible(ann, first).body == words.strip()
