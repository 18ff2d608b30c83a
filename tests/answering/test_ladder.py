"""The ladder: who is asked when, who takes a call, and tests of it."""

from datetime import timedelta

import pytest

from forum.answering import actions, queries, tasks
from forum.answering.actions import Level
from forum.answering.models import Ask, Call, CallState, Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.mail.models import Letter
from forum.notices.models import Notice
from forum.topics import actions as topics
from forum.topics import queries as posts
from tests.answering.asking import amiss, cases_of, question, row_of
from tests.support import make
from tests.topics.writing import fresh, reply, start


@pytest.fixture
def people(app):
    """Ada and her back-up on the first level, Ruth on the third."""
    ada, backup, ruth = make.moderator(), make.moderator(), make.member()
    levels = [Level(1, [ada, backup], 15), Level(3, [ruth], 5)]
    actions.arrange_ladder(make.admin(), levels)
    return ada, backup, ruth


def calls():
    return db.session.scalars(db.select(Call).order_by(Call.id)).all()


def asked(call):
    query = db.select(Ask.user_id).where(Ask.call_id == call.id).order_by(Ask.number)
    return list(db.session.scalars(query))


def late(topic):
    """The moment passes at which the topic should have been answered."""
    moment = row_of(topic).due_at
    with clock.at(moment):
        tasks.raise_late({})
    return moment


def climb(moment):
    with clock.at(moment):
        tasks.climb({})


def state_of(call):
    db.session.refresh(call)
    return call.state


def test_what_is_late_asks_the_first_of_its_level_once(people):
    topic = question()

    moment = late(topic)
    with clock.at(moment + timedelta(minutes=14)):
        tasks.raise_late({})
        tasks.climb({})

    (call,) = calls()
    assert asked(call) == [people[0].id]
    assert state_of(call) == CallState.RINGING
    assert amiss() == []


def test_it_climbs_to_the_back_up_and_the_next_level_until_nobody_is_left(people):
    moment = late(question())
    (call,) = calls()

    climb(moment + timedelta(minutes=15))
    climb(moment + timedelta(minutes=15))
    assert asked(call) == [people[0].id, people[1].id]
    climb(moment + timedelta(minutes=30))
    assert asked(call) == [person.id for person in people]
    climb(moment + timedelta(minutes=35))

    assert state_of(call) == CallState.UNHEARD
    assert asked(call) == [person.id for person in people]
    assert amiss() == []


def test_each_who_is_asked_gets_a_letter_and_a_notice(people):
    late(question(title="My grinder smokes"))

    (letter,) = db.session.scalars(db.select(Letter).where(Letter.kind == "answering.asked"))
    assert letter.to_address == people[0].email
    assert "My grinder smokes" in letter.text
    (notice,) = db.session.scalars(db.select(Notice).where(Notice.kind == "ladder"))
    assert notice.user_id == people[0].id


def test_who_takes_it_ends_it(people):
    moment = late(question())
    (call,) = calls()

    actions.acknowledge_call(people[0], call.id)
    climb(moment + timedelta(hours=1))

    assert state_of(call) == CallState.ACKNOWLEDGED
    assert call.acknowledged_by_id == people[0].id
    assert asked(call) == [people[0].id]
    assert amiss() == []


def test_of_two_who_take_it_the_second_is_told_so(people):
    moment = late(question())
    (call,) = calls()
    climb(moment + timedelta(minutes=15))
    actions.acknowledge_call(people[1], call.id)

    with pytest.raises(Refused, match="call_over"):
        actions.acknowledge_call(people[0], call.id)

    assert state_of(call) == CallState.ACKNOWLEDGED
    assert call.acknowledged_by_id == people[1].id


def test_nobody_takes_what_they_were_not_asked(people):
    late(question())

    with pytest.raises(Refused, match="not_yours"):
        actions.acknowledge_call(make.member(), calls()[0].id)


def test_an_answer_ends_the_call(people):
    topic = question()
    late(topic)

    reply(topic)

    assert state_of(calls()[0]) == CallState.ENDED
    assert amiss() == []


def test_having_seen_the_topic_takes_its_call(people):
    topic = question()
    late(topic)

    actions.acknowledge(people[0], fresh(topic))

    call = calls()[0]
    assert state_of(call) == CallState.ACKNOWLEDGED
    assert call.acknowledged_by_id == people[0].id
    assert amiss() == []


def test_press_is_called_at_once_from_the_third_level(people):
    topic = start()

    actions.sort_topic(topic.id, Kind.PRESS)

    (call,) = calls()
    assert asked(call) == [people[2].id]
    assert amiss() == []


def test_a_test_is_one_in_every_word(people):
    call = actions.try_ladder(make.admin(), 1)

    assert call.is_test
    (letter,) = db.session.scalars(db.select(Letter).where(Letter.kind == "answering.asked"))
    assert "test" in letter.subject
    assert amiss() == []


def test_only_admins_try_and_arrange_the_ladder(people):
    with pytest.raises(Refused):
        actions.try_ladder(people[0], 1)
    with pytest.raises(Refused):
        actions.arrange_ladder(people[0], [])


def test_an_empty_ladder_calls_nobody_and_says_so(app, sign_in):
    late(question())

    assert calls() == []
    page = sign_in(make.moderator()).get("/admin/answering/ladder").text
    assert "Nobody stands on the ladder" in page
    assert amiss() == []


def test_what_broke_while_climbing_is_asked_again_once(people, monkeypatch):
    moment = late(question())
    (call,) = calls()
    whole = queries.call_by_id

    def broken(call_id):
        raise RuntimeError("the power went")

    monkeypatch.setattr(queries, "call_by_id", broken)
    with pytest.raises(RuntimeError), clock.at(moment + timedelta(minutes=15)):
        tasks.climb({})
    assert asked(call) == [people[0].id]
    monkeypatch.setattr(queries, "call_by_id", whole)

    climb(moment + timedelta(minutes=16))
    climb(moment + timedelta(minutes=16))

    assert asked(call) == [people[0].id, people[1].id]


def test_the_word_takes_the_call_without_signing_in(app, people, guest):
    late(question(title="My grinder smokes"))
    (letter,) = db.session.scalars(db.select(Letter).where(Letter.kind == "answering.asked"))
    address = "/ladder/" + letter.text.split("/ladder/")[1].split()[0]
    assert "My grinder smokes" in guest.get(address).text

    guest.post(address)

    assert state_of(calls()[0]) == CallState.ACKNOWLEDGED
    assert "Somebody is on it" in guest.get(address).text


def test_a_word_that_is_not_ours_opens_nothing(guest):
    assert guest.get("/ladder/nonsense").status_code == 404


def press_topic(channel=None):
    topic = start(None, channel)
    actions.sort_topic(topic.id, Kind.PRESS)
    return topic


def for_press(channel):
    actions.choose_for_channel(make.admin(), channel, Kind.PRESS)
    return channel


def test_what_must_not_wait_calls_at_once_when_it_is_moved_to_the_press(people):
    topic, press = start(), for_press(make.channel())
    assert calls() == []

    topics.move(make.moderator(), fresh(topic), fresh(press))

    (call,) = calls()
    assert (call.kind, asked(call)) == (Kind.PRESS, [people[2].id])
    assert len(cases_of(topic)) == 1
    assert amiss() == []


def test_what_must_not_wait_calls_again_when_its_clock_goes_on(people):
    topic, lena = press_topic(), make.moderator()
    actions.wait_for_author(lena, fresh(topic))
    assert [state_of(call) for call in calls()] == [CallState.ENDED]

    reply(topic, topic.author, "Here is what you asked for.")

    assert [state_of(call) for call in calls()] == [CallState.ENDED, CallState.RINGING]
    assert amiss() == []


def test_what_must_not_wait_calls_again_when_it_comes_back(people):
    topic, lena = press_topic(), make.moderator()
    topics.delete(lena, posts.first_post(fresh(topic)))
    assert [state_of(call) for call in calls()] == [CallState.ENDED]

    topics.restore(lena, posts.first_post(fresh(topic)))

    assert [state_of(call) for call in calls()] == [CallState.ENDED, CallState.RINGING]
    assert amiss() == []


def test_what_must_not_wait_calls_again_when_it_is_not_done_after_all(people):
    topic, lena = press_topic(), make.moderator()
    actions.finish(lena, fresh(topic))

    actions.reopen(lena, fresh(topic))

    assert [state_of(call) for call in calls()] == [CallState.ENDED, CallState.RINGING]
    assert amiss() == []
