import pytest
from sqlalchemy import select

from forum.channels.models import Audience, Kind, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import ChannelTag, State, Tag, TopicTag
from forum.topics.settings import NEW_TAGS
from tests.support import make
from tests.topics.writing import broken_promises, choose, reason_of, start


def test_a_topic_opens_with_its_first_post(app):
    author = make.member()

    topic = start(author, title="  Grinder   stalls ", body="It **stops** at 14 g.")

    assert topic.title == "Grinder stalls"
    assert topic.slug == "grinder-stalls"
    assert topic.excerpt == "It stops at 14 g."
    assert topic.state == State.PUBLISHED
    assert topic.last_number == 1
    assert broken_promises() == []


def test_channel_author_and_tags_count_a_new_topic(app):
    author, channel = make.member(), make.channel()

    start(author, channel, tags=("Grinder", "firmware"))

    db.session.refresh(author), db.session.refresh(channel)
    assert (author.topic_count, author.post_count) == (1, 1)
    assert (channel.topic_count, channel.post_count) == (1, 1)
    assert db.session.scalars(select(Tag.topic_count)).all() == [1, 1]
    assert broken_promises() == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"title": "Help"}, "title: too_short"),
        ({"title": "\u200b\u200b\u200b\u200b\u200b\u200b"}, "title: too_short"),
        ({"title": "a b c d"}, "title: too_short"),
        ({"title": "\u7814"}, "title: too_short"),
        ({"title": "a" * 201}, "title: too_long"),
        ({"body": " \n\t "}, "body: empty"),
        ({"body": "\u200b\u2060"}, "body: empty"),
        ({"body": "a" * 32_001}, "body: too_long"),
        ({"tags": ("a", "b", "c", "d", "e", "f")}, "tags: too_many"),
        ({"tags": ("a" * 31,)}, "tags: too_long"),
        ({"tags": ("!!!",)}, "tags: no_name"),
    ],
)
def test_a_topic_that_breaks_a_rule_is_not_opened(app, given, reason):
    assert reason_of(start, **given) == reason


@pytest.mark.parametrize(
    "given",
    [
        {"title": "Howto"},
        {"title": "\u7814\u78e8"},
        {"title": "a" * 200},
        {"body": "a"},
        {"body": "\n\n" + "a" * 32_000 + "  "},
        {"tags": ("a", "b", "c", "d", "e")},
        {"tags": ("A", "a", " a ", "b", "c", "d", "e")},
        {"tags": ("a" * 30,)},
    ],
)
def test_a_topic_at_the_edge_of_the_rules_is_opened(app, given):
    assert start(**given).state == State.PUBLISHED


def test_tags_are_written_alike_and_kept_in_order(app):
    topic = start(tags=("Latte Art", "Caf\u00e9", "latte-art", "\u30b3\u30fc\u30d2\u30fc"))

    carried = (
        select(Tag.name)
        .join(TopicTag, TopicTag.tag_id == Tag.id)
        .where(TopicTag.topic_id == topic.id)
        .order_by(TopicTag.position)
    )
    assert db.session.scalars(carried).all() == ["latte-art", "cafe", "\u30b3\u30fc\u30d2\u30fc"]


def test_a_channel_may_want_tags(app):
    channel = make.channel(min_tags=2)

    assert reason_of(start, channel=channel, tags=("one",)) == "tags: too_few"
    assert start(channel=channel, tags=("one", "two")).id


def test_a_channel_may_allow_only_its_own_tags(app):
    channel, tag = make.channel(), make.save(Tag(name="firmware"))
    make.save(ChannelTag(channel_id=channel.id, tag_id=tag.id))

    assert reason_of(start, channel=channel, tags=("other",)) == "tags: not_here"
    assert start(channel=channel, tags=("Firmware",)).id


def test_new_tags_can_be_left_to_the_team(app):
    choose(NEW_TAGS, "staff")
    make.save(Tag(name="known"))

    assert reason_of(start, tags=("unknown",)) == "tags: unknown"
    assert start(tags=("known",)).id
    assert start(make.moderator(), tags=("unknown",)).id


def test_a_gallery_wants_a_picture(app):
    channel = make.channel(kind=Kind.GALLERY)

    assert reason_of(start, channel=channel, body="Just words.") == "body: picture_needed"


def test_only_the_team_announces(app):
    channel = make.channel(kind=Kind.ANNOUNCEMENT, starts=Audience.STAFF)

    assert reason_of(start, channel=channel) == "staff_write_here"
    assert start(make.moderator(), channel).id


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"archived_at": clock.now()}, "channel_archived"),
        ({"visibility": Visibility.PRIVATE}, "entry_needed"),
        ({"visibility": Visibility.SECRET}, "entry_needed"),
        ({"starts": Audience.INSIDERS}, "entry_needed"),
    ],
)
def test_a_channel_that_is_closed_to_a_member_takes_no_topic_of_theirs(app, given, reason):
    assert reason_of(start, channel=make.channel(**given)) == reason


def test_a_silenced_member_starts_nothing(app):
    author = make.member(silenced_until=clock.now().replace(year=2099))

    assert reason_of(start, author) == "silenced"


def test_a_title_without_letters_still_has_an_address(app):
    assert start(title="!!!!! ?????").slug == "topic"


def test_only_the_team_says_when_a_topic_appears(app):
    later = clock.now().replace(year=2099)

    assert reason_of(start, publish_at=later) == "staff_only"
    assert reason_of(start, make.moderator(), publish_at=clock.now()) == "publish_at: past"
    topic = start(make.moderator(), publish_at=later)
    assert topic.state == State.SCHEDULED
    assert broken_promises() == []


def test_a_scheduled_topic_counts_for_nothing_yet(app):
    author = make.moderator()
    topic = start(author, tags=("soon",), publish_at=clock.now().replace(year=2099))

    db.session.refresh(author), db.session.refresh(topic.channel)
    assert (author.topic_count, topic.channel.topic_count) == (0, 0)
    assert db.session.scalar(select(Tag.topic_count)) == 0
