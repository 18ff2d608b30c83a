from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.channels.models import ChannelRole
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.topics import actions, queries
from forum.topics.actions import NewPost, NewTopic
from forum.topics.models import PinScope, State
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")
SOON = timedelta(hours=1)


def verbs() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))


def test_a_closed_topic_takes_no_reply_until_it_is_open_again():
    moderator, topic = make.moderator(), make.topic()

    actions.close(moderator, topic)
    with pytest.raises(Refused) as refused:
        actions.reply(make.member(), topic, NewPost("Too late?"))
    topic = queries.visible_topic(moderator, topic.id)
    actions.reopen(moderator, topic)
    actions.reply(make.member(), topic, NewPost("In time."))

    assert refused.value.verdict.reason == "topic_closed"
    assert topic.closed_by_id is None
    assert verbs() == ["topics.close", "topics.reopen"]


def test_a_pin_with_an_end_lapses_by_itself():
    topic = make.topic()

    actions.pin(make.moderator(), topic, scope=PinScope.CHANNEL, until=clock.now() + SOON)

    assert topic.is_pinned
    with clock.at(clock.now() + 2 * SOON):
        assert not topic.is_pinned


def test_a_pin_cannot_end_before_it_begins():
    moderator, topic = make.moderator(), make.topic()

    with pytest.raises(Invalid) as invalid:
        actions.pin(moderator, topic, scope=PinScope.SITE, until=clock.now() - SOON)

    assert invalid.value.reason == "past"


def test_a_channel_moderator_pins_in_the_channel_but_not_on_the_front_page():
    channel = make.channel()
    keeper = make.insider(channel, place=ChannelRole.MODERATOR)
    topic = make.topic(channel=channel)

    actions.pin(keeper, topic, scope=PinScope.CHANNEL)
    with pytest.raises(Refused):
        actions.pin(keeper, topic, scope=PinScope.SITE)

    assert queries.visible_topic(keeper, topic.id).pin_scope == PinScope.CHANNEL


def test_slow_mode_makes_a_member_wait_and_then_not():
    topic, member = make.topic(), make.member()
    actions.slow(make.moderator(), topic, seconds=60)
    actions.reply(member, topic, NewPost("First."))

    with pytest.raises(Refused) as refused:
        actions.reply(member, topic, NewPost("Second."))
    topic = queries.visible_topic(member, topic.id)
    with clock.at(clock.now() + timedelta(seconds=61)):
        actions.reply(member, topic, NewPost("Third."))

    assert refused.value.verdict.reason == "slow_mode"
    assert topic.reply_count == 2


def test_a_scheduled_topic_appears_when_its_moment_comes_and_not_before():
    moderator = make.moderator()
    new = NewTopic("Next week's roast", "Come back on Monday.", publish_at=clock.now() + SOON)
    topic = actions.start(moderator, make.channel(), new)

    assert actions.publish_due() == 0
    with clock.at(clock.now() + 2 * SOON):
        assert actions.publish_due() == 1
        assert actions.publish_due() == 0

    assert topic.state == State.PUBLISHED
    assert topic.publish_at is None


def test_the_moment_of_a_scheduled_topic_can_be_changed_or_taken_away():
    moderator = make.moderator()
    new = NewTopic("Next week's roast", "Come back on Monday.", publish_at=clock.now() + SOON)
    topic = actions.start(moderator, make.channel(), new)

    actions.schedule(moderator, topic, publish_at=clock.now() + 5 * SOON)
    with clock.at(clock.now() + 2 * SOON):
        assert actions.publish_due() == 0
    actions.publish_now(moderator, topic)

    assert topic.state == State.PUBLISHED


@pytest.mark.parametrize(
    "verb",
    [
        actions.close,
        actions.reopen,
        lambda who, topic: actions.pin(who, topic, scope=PinScope.CHANNEL),
        actions.unpin,
        lambda who, topic: actions.slow(who, topic, seconds=9),
        lambda who, topic: actions.move(who, topic, make.channel()),
        lambda who, topic: actions.merge(who, topic, make.topic()),
        lambda who, topic: actions.split(who, topic, numbers=[2], title="A new one"),
    ],
    ids=["close", "reopen", "pin", "unpin", "slow", "move", "merge", "split"],
)
def test_a_member_does_nothing_of_what_moderators_do(verb):
    topic = make.topic()
    make.post(topic=topic)

    with pytest.raises(Refused) as refused:
        verb(topic.author, topic)

    assert refused.value.verdict.reason == "staff_only"
    assert verbs() == []
