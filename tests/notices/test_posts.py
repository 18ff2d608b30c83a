import pytest

from forum.channels.models import Kind, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.notices import actions
from forum.notices.actions.posts import AT_ONCE
from forum.notices.kinds import Wish
from forum.notices.signals import NoticeMade
from forum.reading import actions as reading
from forum.reading.models import Level
from forum.topics import actions as topics
from forum.topics import queries
from tests.notices.told import follow, kinds, notices, unread, want
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start


def test_the_author_of_a_topic_is_told_of_a_reply_and_the_replier_is_not():
    ada, grace = make.member(), make.member()
    topic = start(ada)

    post = reply(topic, grace)

    [notice] = notices(ada)
    assert (notice.kind, notice.actor_id, notice.post_id) == ("reply", grace.id, post.id)
    assert unread(ada) == 1
    assert kinds(grace) == []


def test_nobody_is_told_of_what_they_did_themselves():
    ada = make.member(username="ada")
    topic = start(ada, body="I am @ada.")

    reply(topic, ada, "> [@ada](/p/1):\n> I am\n\nStill @ada.")

    assert kinds(ada) == []


def test_one_post_tells_each_person_one_thing_and_a_mention_counts_most():
    ada, grace = make.member(username="ada"), make.member()
    topic = start(ada)
    first = queries.first_post(topic)

    reply(topic, grace, f"> [@ada](/p/{first.id}):\n> It stops\n\n@ada, try this.", reply_to=1)

    assert kinds(ada) == ["mention"]


def test_a_quote_tells_more_than_a_reply():
    ada, grace = make.member(), make.member()
    topic = start(make.member())
    post = reply(topic, ada)

    reply(topic, grace, "> Same here.\n\nNot here.", reply_to=post.number)

    assert kinds(ada) == ["quote"]


def test_a_quote_of_a_post_elsewhere_tells_its_author():
    ada = make.member(username="ada")
    other = reply(start(make.member()), ada)

    reply(start(make.member()), body=f"> [@ada](/p/{other.id}):\n> Same here.\n\nIndeed.")

    assert kinds(ada) == ["quote"]


def test_who_does_not_want_mentions_is_told_of_the_reply_instead():
    ada = make.member(username="ada")
    want(ada, mention=Wish.NOTHING)
    topic = start(ada)

    reply(topic, body="@ada look")

    assert kinds(ada) == ["reply"]


def test_who_wants_nothing_of_a_kind_is_told_nothing():
    ada = make.member()
    want(ada, reply=Wish.NOTHING, followed=Wish.NOTHING)

    reply(start(ada))

    assert kinds(ada) == []


def test_followers_have_one_line_that_grows_until_they_read_it(flush):
    ada, grace = make.member(), make.member()
    topic = start()
    follow(ada, topic, Level.FOLLOWING)

    reply(topic, grace)
    last = reply(topic, make.member())

    [line] = notices(ada)
    assert (line.kind, line.count, line.post_id) == ("followed", 2, last.id)
    assert unread(ada) == 1

    actions.read(ada, line)
    reply(topic, grace)
    assert [(line.count, line.is_read) for line in notices(ada)] == [(2, True), (1, False)]


def test_who_took_part_follows_and_is_told_of_the_next_reply():
    ada = make.member()
    topic = start()
    reply(topic, ada)

    reply(topic, make.member())

    assert kinds(ada) == ["followed"]


def test_watching_a_channel_tells_of_topics_and_replies_and_following_it_of_topics():
    room = make.channel()
    watcher, follower, passer_by = make.member(), make.member(), make.member()
    follow(watcher, room, Level.WATCHING)
    follow(follower, room, Level.FOLLOWING)

    reply(start(channel=room))

    assert kinds(watcher) == ["topic", "followed"]
    assert kinds(follower) == ["topic"]
    assert kinds(passer_by) == []


@pytest.mark.parametrize("what", ["topic", "channel"])
def test_what_is_muted_tells_nothing(what):
    ada, room = make.member(username="ada"), make.channel()
    topic = start(channel=room)
    follow(ada, topic if what == "topic" else room, Level.MUTED)

    reply(topic, body="@ada come back")

    assert kinds(ada) == []


@pytest.mark.parametrize("door", [Visibility.PRIVATE, Visibility.SECRET])
def test_nobody_is_told_of_what_they_may_not_see(door):
    room = make.channel(visibility=door)
    ada, grace = make.insider(room), make.member(username="grace")
    follow(grace, room, Level.WATCHING)

    topic = start(ada, room, body="@grace look")
    reply(topic, make.insider(room), "@grace too")

    assert kinds(grace) == []


def test_a_stream_tells_only_those_to_whom_something_is_said_in_person():
    room, ada, grace = make.channel(kind=Kind.LIVE), make.member(), make.member(username="grace")
    follow(grace, room, Level.WATCHING)
    stream = make.topic(channel=room, author=ada)

    first = reply(stream, grace)
    reply(stream, make.member())
    assert kinds(ada) == kinds(grace) == []

    reply(stream, ada, "@grace hello")
    reply(stream, make.member(), reply_to=first.number)
    assert kinds(grace) == ["mention", "reply"]


def test_who_left_or_waits_at_the_door_of_the_site_is_told_nothing():
    gone = make.member(username="gone", deactivated_at=clock.now())
    new = make.member(username="newcomer", approved_at=None)

    start(body="@gone and @newcomer")

    assert kinds(gone) == kinds(new) == []


def test_a_held_post_tells_nobody_until_it_is_published():
    room, ada = make.channel(reviewed_since=clock.now()), make.moderator(username="ada")
    topic = start(ada, room)
    post = reply(topic, body="@ada hello")
    assert kinds(ada) == []

    moderation.approve(make.moderator(), cases.case_of("post", post.id))

    assert kinds(ada) == ["mention"]


def test_an_edit_tells_those_whom_it_mentions_for_the_first_time():
    ada, grace = make.member(username="ada"), make.member(username="grace")
    author = make.member()
    topic = start(author, body="@ada first.")
    post = queries.first_post(topic)
    mark = queries.wording_of(post).mark

    change = topics.Change("@ada and @grace now.", mark, title=topic.title)
    topics.edit(author, fresh(post), change)

    assert (kinds(ada), kinds(grace)) == (["mention"], ["mention"])


def test_an_edit_also_tells_those_who_have_read_the_text_as_it_was():
    ada, author = make.member(username="ada"), make.member()
    topic = start(author, body="Hello all.")
    post = queries.first_post(topic)
    reading.keep_positions({(ada.id, topic.id): 1})

    change = topics.Change("Hello @ada.", queries.wording_of(post).mark, title=topic.title)
    topics.edit(author, fresh(post), change)

    assert kinds(ada) == ["mention"]


def test_a_text_from_elsewhere_tells_nobody():
    ada, room = make.member(username="ada"), make.channel()
    follow(ada, room, Level.WATCHING)

    start(channel=room, body="@ada", origin={"site": "x", "url": "https://x.example/1"})

    assert kinds(ada) == []


def test_ten_people_are_told_of_a_text_that_mentions_more():
    people = [make.member(username=f"person{number}") for number in range(12)]

    start(body=" ".join(f"@{person.username}" for person in people))

    assert sum(bool(kinds(person)) for person in people) == 10


def test_a_crowd_of_followers_is_told_by_the_worker_and_each_once(work):
    room = make.channel()
    crowd = [make.member(username="first"), *(make.member() for _ in range(AT_ONCE + 1))]
    for person in crowd:
        follow(person, room, Level.WATCHING)

    topic = start(channel=room, body="@first of all")
    assert [kinds(person) for person in crowd[:2]] == [["mention"], []]

    work()
    post = queries.first_post(fresh(topic))
    actions.spread(post.id, beyond=0)
    assert [kinds(person) for person in crowd[:3]] == [["mention"], ["topic"], ["topic"]]
    assert {unread(person) for person in crowd} == {1}


def test_a_crowd_told_again_after_a_crash_counts_the_reply_once(work):
    topic = start()
    crowd = [make.member() for _ in range(AT_ONCE + 2)]
    for person in crowd:
        follow(person, topic, Level.FOLLOWING)

    post = reply(topic)
    work()
    actions.spread(post.id, beyond=0)

    assert {line.count for person in crowd for line in notices(person)} == {1}
    assert {unread(person) for person in crowd} == {1}


def test_each_new_line_is_announced(app, monkeypatch):
    heard = []
    monkeypatch.setitem(app.extensions["bus"].handlers, NoticeMade, [heard.append])
    ada = make.member()

    reply(start(ada))

    assert heard == [NoticeMade(ada.id, notices(ada)[0].id, unread=1)]


def test_telling_several_costs_no_more_questions_than_telling_one():
    topic, writer = start(), make.member()

    def cost():
        db.session.commit()
        with count_queries() as seen:
            reply(topic, writer)
        # How many open pages are told of it is another slice's business.
        return len([each for each in seen if "notice" in each or "INTO inboxes" in each])

    follow(make.member(), topic, Level.FOLLOWING)
    one = cost()
    for _ in range(2):
        follow(make.member(), topic, Level.FOLLOWING)

    assert cost() <= one


def test_a_deleted_post_asks_nobody_to_read_it():
    ada, grace = make.member(), make.member()
    topic = start(ada)
    post = reply(topic, grace)
    assert unread(ada) == 1

    topics.delete(grace, fresh(post))

    assert unread(ada) == 0


def test_a_topic_that_moves_behind_a_door_leaves_no_unread_notice_outside(work):
    room = make.channel(visibility=Visibility.PRIVATE)
    ada = make.member()
    topic = start(ada)
    reply(topic)

    topics.move(make.admin(), fresh(topic), fresh(room))
    work()

    assert unread(ada) == 0


def test_a_post_that_moves_takes_its_notice_along():
    ada, grace = make.member(), make.member()
    topic, other = start(ada), start(make.member())
    post = reply(topic, grace)
    with transaction():
        actions.move_posts([post.id], other.id)

    [notice] = notices(ada)
    assert notice.topic_id == other.id
