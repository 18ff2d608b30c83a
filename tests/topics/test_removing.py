import pytest
from sqlalchemy import select

from forum.accounts.models import Guest
from forum.audit.models import AuditEntry
from forum.channels.models import ChannelRole, Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation.models import Decision, Reviewable
from forum.topics import actions, queries
from forum.topics.models import Post, State, Tag, Topic
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reason_of, reply, start


def counts_of(thing) -> tuple[int, int]:
    db.session.refresh(thing)
    return thing.topic_count, thing.post_count


def first_of(topic: Topic) -> Post:
    return queries.first_post(fresh(topic))


def test_a_deleted_reply_counts_no_longer(app):
    topic, author = start(), make.member()
    post = reply(topic, author)

    actions.delete(author, fresh(post))

    assert post.state == State.DELETED
    assert post.deleted_by_id == author.id
    assert counts_of(author) == (0, 0)
    assert (topic.reply_count, topic.people_count, topic.face_ids) == (0, 1, [])
    assert broken_promises() == []


def test_a_restored_reply_is_as_before(app):
    topic, author = start(), make.member()
    post = reply(topic, author)
    actions.delete(author, fresh(post))

    actions.restore(author, fresh(post))

    assert post.state == State.PUBLISHED
    assert post.deleted_at is None
    assert counts_of(author) == (0, 1)
    assert (topic.reply_count, topic.face_ids) == (1, [author.id])
    assert broken_promises() == []


def test_deleting_twice_is_harmless(app):
    topic, author = start(), make.member()
    post = reply(topic, author)

    actions.delete(author, fresh(post))
    actions.delete(make.moderator(), fresh(post))

    assert post.deleted_by_id == author.id
    assert broken_promises() == []


def test_deleting_the_newest_reply_lets_the_topic_sink_again(app):
    began = clock.now()
    with clock.at(began):
        topic = start()
    post = reply(topic)
    assert topic.bumped_at > began

    actions.delete(make.moderator(), fresh(post))

    assert topic.bumped_at == began


def test_the_first_post_takes_its_topic_along(app):
    author, channel = make.member(), make.channel()
    topic = start(author, channel, tags=("grinder",))

    actions.delete(author, first_of(topic))

    assert topic.state == State.DELETED
    assert topic.deleted_by_id == author.id
    assert counts_of(author) == counts_of(channel) == (0, 0)
    assert db.session.scalar(select(Tag.topic_count)) == 0
    assert broken_promises() == []


def test_a_restored_topic_brings_everything_back(app):
    author, replier, channel = make.member(), make.member(), make.channel(kind="question")
    topic = start(author, channel, tags=("grinder",))
    actions.accept(author, fresh(reply(topic, replier)))
    moderator = make.moderator()
    actions.delete(moderator, first_of(topic))
    db.session.refresh(replier)
    assert (replier.post_count, replier.accepted_count) == (0, 0)

    actions.restore(moderator, first_of(topic))

    db.session.refresh(replier)
    assert (replier.post_count, replier.accepted_count) == (1, 1)
    assert counts_of(author) == (1, 1)
    assert counts_of(channel) == (1, 2)
    assert broken_promises() == []


def test_a_reply_deleted_in_a_deleted_topic_changes_no_counter(app):
    topic, moderator = start(), make.moderator()
    post = reply(topic)
    actions.delete(moderator, first_of(topic))

    actions.delete(moderator, fresh(post))
    assert broken_promises() == []

    actions.restore(moderator, first_of(topic))
    assert topic.reply_count == 0
    assert broken_promises() == []


@pytest.mark.parametrize(
    ("who", "reason"),
    [("guest", "sign_in_needed"), ("stranger", "not_yours"), ("author", ""), ("moderator", "")],
)
def test_who_may_delete_a_reply(app, who, reason):
    author = make.member()
    people = {
        "guest": Guest(),
        "stranger": make.member(),
        "author": author,
        "moderator": make.moderator(),
    }
    post = reply(start(), author)

    assert reason_of(actions.delete, people[who], fresh(post)) == reason


def test_an_author_does_not_take_a_topic_away_from_those_who_replied(app):
    topic = start()
    reply(topic)

    assert reason_of(actions.delete, topic.author, first_of(topic)) == "has_replies"
    actions.delete(make.moderator(), first_of(topic))
    assert topic.state == State.DELETED


def test_what_a_moderator_removed_its_author_does_not_bring_back(app):
    author = make.member()
    post = reply(start(), author)
    actions.delete(make.moderator(), fresh(post))

    assert reason_of(actions.restore, author, fresh(post)) == "removed_by_staff"


def test_what_a_moderator_removes_is_written_down(app):
    moderator = make.moderator()
    post = reply(start())

    actions.delete(moderator, fresh(post))
    actions.restore(moderator, fresh(post))

    verbs = db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert verbs == ["posts.delete", "posts.restore"]


def test_what_authors_take_back_is_nobodys_business(app):
    author = make.member()

    actions.delete(author, fresh(reply(start(), author)))

    assert db.session.scalars(select(AuditEntry.verb)).all() == []


def test_deleting_the_answer_lets_the_question_wait_again(app):
    topic, answerer = start(channel=make.channel(kind="question")), make.member()
    post = reply(topic, answerer)
    actions.accept(topic.author, fresh(post))

    actions.delete(answerer, fresh(post))

    db.session.refresh(answerer)
    assert topic.answer_id is None
    assert answerer.accepted_count == 0
    assert broken_promises() == []


def test_deleting_a_held_post_closes_its_case(app):
    author, channel = make.member(), make.channel(reviewed_since=clock.now())
    post = reply(start(make.moderator(), channel), author)

    actions.delete(author, fresh(post))

    assert db.session.scalars(select(Reviewable.decision)).all() == [Decision.WITHDRAWN]
    assert broken_promises() == []


def test_deleting_and_restoring_is_no_way_around_a_review(app):
    channel, author = make.channel(reviewed_since=clock.now()), make.member()
    post = reply(start(make.moderator(), channel), author)
    actions.delete(author, fresh(post))

    actions.restore(author, fresh(post))

    assert post.state == State.HELD
    assert broken_promises() == []


def test_an_approved_post_comes_back_without_another_review(app):
    channel, author = make.channel(), make.member()
    post = reply(start(channel=channel), author)
    channel.reviewed_since = clock.now()
    db.session.commit()
    actions.delete(author, fresh(post))

    actions.restore(author, fresh(post))

    assert post.state == State.PUBLISHED
    assert broken_promises() == []


def test_a_scheduled_topic_that_was_deleted_waits_for_its_moment_again(app):
    moderator = make.moderator()
    topic = start(moderator, publish_at=clock.now().replace(year=2099))
    actions.delete(moderator, first_of(topic))

    actions.restore(moderator, first_of(topic))

    assert topic.state == State.SCHEDULED
    assert broken_promises() == []


def test_what_was_merged_away_does_not_come_back_by_itself(app):
    moderator, old, new = make.moderator(), start(), start()
    first = first_of(old)
    actions.merge(moderator, fresh(old), fresh(new))

    assert first.topic_id == new.id
    assert fresh(old).state == State.DELETED
    assert broken_promises() == []


def test_the_page_offers_what_was_deleted_to_those_who_may_restore_it(sign_in, guest):
    topic, author = start(), make.member()
    post = reply(topic, author, "The words that were here.")
    path = f"/t/{topic.slug}/{topic.id}"
    sign_in(author).post(f"/p/{post.id}/delete")

    own, other = sign_in(author).get(path).text, guest.get(path).text

    assert f'action="/p/{post.id}/restore"' in own
    assert "The words that were here." in own
    assert "removed by its author" in other
    assert "The words that were here." not in other


def test_a_topic_taken_back_is_still_open_to_its_author_alone(sign_in, guest):
    topic = start()
    client = sign_in(topic.author)
    path = f"/t/{topic.slug}/{topic.id}"

    answer = client.post(f"/p/{first_of(topic).id}/delete", follow_redirects=True)

    assert answer.status_code == 200
    assert "Bring it back" in answer.text
    assert guest.get(path).status_code == 404
    assert sign_in(make.member()).get(path).status_code == 404
    client.post(f"/p/{first_of(topic).id}/restore")
    assert guest.get(path).status_code == 200


def test_an_answer_deleted_in_a_deleted_topic_is_taken_off_once(app):
    topic, moderator = start(channel=make.channel(kind=Kind.QUESTION)), make.moderator()
    post = reply(topic)
    actions.accept(topic.author, fresh(post))
    actions.delete(moderator, first_of(topic))

    actions.delete(moderator, fresh(post))

    assert broken_promises() == []


def test_who_looks_after_a_channel_brings_back_what_others_deleted(sign_in):
    channel = make.channel()
    topic, author = start(channel=channel), make.member()
    post = reply(topic, author)
    actions.delete(author, fresh(post))
    keeper = sign_in(make.insider(channel, place=ChannelRole.MODERATOR))

    answer = keeper.post(f"/p/{post.id}/restore")

    assert answer.status_code == 302
    assert fresh(post).state == State.PUBLISHED


def test_a_deleted_topic_is_open_to_those_who_look_after_its_channel_alone(sign_in):
    channel = make.channel()
    topic = start(channel=channel)
    address = f"/t/{topic.slug}/{topic.id}"
    actions.delete(make.moderator(), first_of(topic))
    keepers = [
        make.insider(room, place=ChannelRole.MODERATOR) for room in (channel, make.channel())
    ]
    people = [*keepers, make.insider(channel), topic.author]

    codes = [sign_in(somebody).get(address).status_code for somebody in people]

    assert codes == [200, 404, 404, 404]
