import pytest
from sqlalchemy import update

from forum.channels.models import Channel, Kind, Visibility
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.standing import actions as standing
from forum.topics import actions, queries
from forum.topics.actions import NewPost, NewTopic
from forum.topics.models import State
from forum.verify.queries import findings
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")


def talk(replies: int = 2, **given):
    """A topic made by real actions, with replies by different people."""
    channel = given.pop("channel", None) or make.channel(kind=Kind.QUESTION)
    author = make.member()
    topic = actions.start(author, channel, NewTopic("Which kettle is it", "I wonder.", **given))
    posts = [actions.reply(make.member(), topic, NewPost(f"Reply {n}.")) for n in range(replies)]
    return topic, posts


def amiss() -> list[str]:
    """What is wrong once everybody stands where their deeds put them."""
    standing.look_at(None)
    return [problem for finding in findings() for problem in finding.problems]


def test_a_moved_topic_is_counted_in_its_new_channel_and_not_in_the_old():
    topic, _ = talk()
    old, new = topic.channel, make.channel()

    actions.move(make.moderator(), topic, new)
    db.session.refresh(old)
    db.session.refresh(new)

    assert (old.topic_count, old.post_count) == (0, 0)
    assert (new.topic_count, new.post_count) == (1, 3)
    assert amiss() == []


def test_a_topic_is_not_moved_into_a_channel_that_was_merged_since_it_was_found():
    topic, _ = talk()
    new, other = make.channel(), make.channel()
    merged = update(Channel.__table__).where(Channel.__table__.c.id == new.id)
    db.session.execute(merged.values(merged_into_id=other.id))

    with pytest.raises(Invalid, match="channel: missing"):
        actions.move(make.moderator(), topic, new)


def test_an_answer_does_not_follow_into_a_channel_without_answers():
    topic, posts = talk()
    actions.accept(topic.author, posts[0])

    actions.move(make.moderator(), topic, make.channel(kind=Kind.DISCUSSION))

    assert topic.answer_id is None
    assert amiss() == []


def test_a_topic_moved_into_a_secret_channel_is_gone_for_others():
    topic, _ = talk()
    reader = make.member()

    actions.move(make.moderator(), topic, make.channel(visibility=Visibility.SECRET))

    with pytest.raises(NotFound):
        queries.visible_topic(reader, topic.id)


def test_merging_puts_the_posts_behind_and_keeps_every_old_address():
    ending, moved = talk(tags=("kettle",))
    staying, _ = talk()
    reader = make.member()

    actions.merge(make.moderator(), ending, staying)

    assert staying.reply_count == 5
    assert [post.number for post in queries.all_posts(staying)] == [1, 2, 3, 4, 5, 6]
    assert queries.post_at(reader, ending.id, number=2).id == moved[0].id
    assert queries.merged_into(reader, ending.id).id == staying.id
    assert ending.state == State.DELETED
    assert amiss() == []


def test_merging_twice_leads_to_the_last_topic():
    first, _ = talk()
    second, _ = talk()
    third, _ = talk()
    moderator = make.moderator()

    actions.merge(moderator, first, second)
    actions.merge(moderator, second, third)

    assert queries.merged_into(make.member(), first.id).id == third.id
    assert queries.post_at(make.member(), first.id, number=2).topic_id == third.id
    assert amiss() == []


def test_a_topic_is_not_merged_into_itself():
    topic, _ = talk()

    with pytest.raises(Invalid):
        actions.merge(make.moderator(), topic, topic)


def test_a_split_opens_a_new_topic_and_keeps_every_old_address():
    topic, posts = talk(replies=4)
    actions.accept(topic.author, posts[1])

    made = actions.split(make.moderator(), topic, numbers=[3, 5], title="About lids only")

    assert made.author_id == posts[1].author_id
    assert [post.id for post in queries.all_posts(made)] == [posts[1].id, posts[3].id]
    assert (topic.reply_count, made.reply_count) == (2, 1)
    assert topic.answer_id is None
    assert queries.post_at(make.member(), topic.id, number=5).id == posts[3].id
    assert amiss() == []


@pytest.mark.parametrize(("numbers", "reason"), [([], "none"), ([1, 2], "cannot_open")])
def test_a_split_needs_replies(numbers, reason):
    topic, _ = talk()

    with pytest.raises(Invalid) as invalid:
        actions.split(make.moderator(), topic, numbers=numbers, title="About lids only")

    assert invalid.value.reason == reason


def test_what_is_hidden_does_not_come_out_by_a_split():
    topic, _ = talk()
    moderator = make.moderator()
    actions.delete(moderator, queries.first_post(topic))

    with pytest.raises(Refused, match="topic_not_open"):
        actions.split(moderator, topic, numbers={2}, title="A topic of its own")

    assert amiss() == []


def test_an_answer_in_a_deleted_topic_is_taken_off_once():
    topic, posts = talk()
    moderator = make.moderator()
    actions.accept(topic.author, posts[0])
    actions.delete(moderator, queries.first_post(topic))

    actions.move(moderator, topic, make.channel(kind=Kind.DISCUSSION))

    assert topic.answer_id is None
    assert amiss() == []
