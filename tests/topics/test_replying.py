import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.channels.models import Audience, Visibility
from forum.drafts import actions as drafts
from forum.drafts import queries as draft_queries
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics import actions, queries
from forum.topics.actions import Change, NewPost
from forum.topics.models import Post, State, Topic
from tests.support import make
from tests.topics.writing import broken_promises, reason_of, reply, start


def test_a_reply_takes_the_next_number_and_lifts_its_topic(app):
    topic = start()
    later = clock.now() + timedelta(hours=1)

    with clock.at(later):
        post = reply(topic)

    assert post.number == 2
    assert (topic.last_number, topic.reply_count, topic.people_count) == (2, 1, 2)
    assert topic.bumped_at == later
    assert broken_promises() == []


def test_a_reply_is_stored_as_it_will_be_shown(app):
    post = reply(start(), body="It **stops**.\r\nReally.\r")

    assert post.body == "It **stops**.\nReally."
    assert "<strong>stops</strong>" in post.html
    assert post.text.startswith("It stops.")


def test_the_last_five_people_stand_beside_a_topic_newest_first(app):
    topic, people = start(), [make.member() for _ in range(6)]

    for person in people:
        reply(topic, person)
    reply(topic, people[2])

    newest = [people[2], people[5], people[4], people[3], people[1]]
    assert topic.face_ids == [person.id for person in newest]
    assert topic.people_count == 7


def test_pressing_twice_posts_once(app):
    topic, author = start(), make.member()

    first = reply(topic, author, client_key="k1")
    second = reply(topic, author, client_key="k1")

    assert first.id == second.id
    assert topic.reply_count == 1


def test_pressing_twice_starts_one_topic(app):
    author, channel = make.member(), make.channel()

    first = start(author, channel, client_key="k1")
    second = start(author, channel, client_key="k1")

    assert first.id == second.id


def test_a_second_press_finds_its_post_after_the_topic_was_closed(app):
    topic, author = start(), make.member()
    first = reply(topic, author, client_key="k1")
    actions.close(make.moderator(), topic)

    assert reply(topic, author, client_key="k1").id == first.id


def test_another_text_under_an_old_key_is_posted_too(app):
    topic, author = start(), make.member()
    first = reply(topic, author, "One.", client_key="k1")

    second = reply(topic, author, "Two.", client_key="k1")

    assert second.id != first.id
    assert second.body == "Two."


def test_another_text_is_posted_also_when_the_first_was_edited_since(app):
    topic, author = start(), make.member()
    first = reply(topic, author, "One.", client_key="k1")
    reply(topic)
    first = queries.visible_post(author, first.id)
    actions.edit(author, first, Change("One, and a half.", queries.wording_of(first).mark))

    again = reply(topic, author, "One.", client_key="k1")
    other = reply(topic, author, "Two.", client_key="k1")

    assert again.id == first.id
    assert other.body == "Two."


def test_two_people_may_have_the_same_key(app):
    topic = start()

    assert reply(topic, client_key="k1").id != reply(topic, client_key="k1").id


def test_a_reply_remembers_which_post_it_answers(app):
    topic = start()
    reply(topic)

    assert reply(topic, reply_to=2).reply_to == 2


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_a_reply_to_a_post_that_is_not_there_answers_nobody(app, number):
    assert reply(start(), reply_to=number).reply_to is None


def test_posting_puts_the_draft_away(app):
    topic, author = start(), make.member()
    drafts.save(author, f"reply:{topic.id}", body="Same")
    drafts.save(author, "reply:999", body="Other")

    reply(topic, author)

    assert draft_queries.draft_of(author, f"reply:{topic.id}") is None
    assert draft_queries.draft_of(author, "reply:999") is not None


def test_a_reply_that_is_refused_leaves_the_draft(app):
    topic, author = start(), make.member()
    actions.close(make.moderator(), topic)
    drafts.save(author, f"reply:{topic.id}", body="Same")

    assert reason_of(reply, topic, author) == "topic_closed"
    assert draft_queries.draft_of(author, f"reply:{topic.id}") is not None


@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        ({"archived_at": clock.now()}, "channel_archived"),
        ({"visibility": Visibility.PRIVATE}, "entry_needed"),
        ({"replies": Audience.INSIDERS}, "entry_needed"),
        ({"replies": Audience.STAFF}, "staff_write_here"),
    ],
)
def test_a_channel_that_is_closed_to_a_member_takes_no_reply_of_theirs(app, channel, reason):
    topic = make.topic(channel=make.channel(**channel))

    assert reason_of(reply, topic) == reason


@pytest.mark.parametrize("state", [State.HELD, State.REJECTED, State.SCHEDULED, State.DELETED])
def test_nobody_replies_to_a_topic_that_is_not_published(app, state):
    topic = make.topic(state=state)

    assert reason_of(reply, topic, make.moderator()) == "topic_not_open"


def test_a_closed_topic_takes_replies_of_those_who_look_after_it(app):
    topic = start()
    actions.close(make.moderator(), topic)

    assert reason_of(reply, topic, topic.author) == "topic_closed"
    assert reply(topic, make.moderator()).number == 2


def test_slow_mode_makes_a_member_wait(app):
    topic, author = start(), make.member()
    actions.slow(make.moderator(), topic, seconds=60)
    now = clock.now()
    with clock.at(now):
        reply(topic, author)

    with clock.at(now + timedelta(seconds=59)):
        assert reason_of(reply, topic, author) == "slow_mode"
    with clock.at(now + timedelta(seconds=60)):
        assert reply(topic, author).number == 3


def test_deleting_a_post_does_not_shorten_the_wait(app):
    topic, author = start(channel=make.channel(slow_mode_seconds=60)), make.member()
    post = reply(topic, author)

    actions.delete(author, post)

    assert reason_of(reply, topic, author) == "slow_mode"


def test_slow_mode_spares_the_team_and_everybody_else(app):
    topic, moderator = start(channel=make.channel(slow_mode_seconds=60)), make.moderator()
    reply(topic, moderator)

    assert reply(topic, moderator).number == 3
    assert reply(topic).number == 4


def test_a_reply_as_long_as_a_post_may_be_is_taken(app):
    topic = start()

    assert reply(topic, body="a" * 32_000).number == 2
    assert reason_of(reply, topic, body="a" * 32_001) == "body: too_long"


def test_two_threads_that_reply_fifty_times_each_leave_whole_numbers(app):
    topic, writers = start(), [make.member(), make.member()]
    db.session.commit()
    errors: list[Exception] = []

    def write(author_id: int) -> None:
        with app.app_context():
            for n in range(50):
                try:
                    author = db.session.get(type(writers[0]), author_id)
                    found = queries.visible_topic(author, topic.id)
                    actions.reply(author, found, NewPost(f"Reply {n}."))
                except Exception as error:
                    errors.append(error)
                    db.session.rollback()

    threads = [threading.Thread(target=write, args=(writer.id,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = db.session.scalars(
        select(Post.number).where(Post.topic_id == topic.id).order_by(Post.number)
    ).all()
    db.session.expire_all()
    assert errors == []
    assert numbers == list(range(1, 102))
    assert db.session.scalar(select(Topic.reply_count).where(Topic.id == topic.id)) == 100
    assert broken_promises() == []


def test_one_text_sent_by_two_threads_at_once_is_posted_once(app):
    topic, author = start(), make.member()
    db.session.commit()
    ready = threading.Barrier(4)
    found: list[int] = []

    def press() -> None:
        with app.app_context():
            writer = db.session.get(type(author), author.id)
            here = queries.visible_topic(writer, topic.id)
            db.session.commit()
            ready.wait()
            found.append(actions.reply(writer, here, NewPost("Once.", client_key="k1")).id)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert len(set(found)) == 1
    assert db.session.scalar(select(func.count(Post.id)).where(Post.number > 1)) == 1
