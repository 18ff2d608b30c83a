"""What is written down for open pages when something happens, and for how long."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.models import Guest, Role
from forum.accounts.signals import MembersMerged
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.live import actions, queries
from forum.live.models import LiveEvent, QuietMember
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.server.stream_reader import Subjects, part_for
from forum.topics import actions as topics
from forum.topics.actions import NewPost, NewTopic
from tests.live.listening import signed_in
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh


def events():
    db.session.expire_all()
    return db.session.scalars(select(LiveEvent).order_by(LiveEvent.id)).all()


def kinds():
    return [event.kind for event in events()]


def test_a_reply_is_told_with_its_place_and_its_author(app):
    topic, author = make.topic(), make.member()

    post = topics.reply(author, topic, NewPost("Hello."))

    [event] = [event for event in events() if event.kind == "post"]
    assert (event.topic_id, event.channel_id, event.user_id) == (topic.id, topic.channel_id, None)
    assert event.data == {"post": post.id, "number": 2, "by": author.id}


def test_slow_mode_is_told_to_open_pages_once_each_time_it_changes(app):
    room = make.channel(visibility=Visibility.PRIVATE)
    topic, moderator = make.topic(channel=room), make.moderator()

    for seconds in (30, 30, 0):
        topics.slow(moderator, fresh(topic), seconds=seconds)

    told = [event for event in events() if event.kind == "changed"]
    assert [(event.topic_id, event.channel_id) for event in told] == [(topic.id, room.id)] * 2
    assert [event.data for event in told] == [{"what": "slowed"}] * 2
    event = queries.Happened(1, clock.now(), "changed", room.id, topic.id, None, told[0].data)
    page = Subjects.named(str(topic.id), "")
    for doors, is_told in (({room.id}, True), (set(), False)):
        rights = queries.Rights(7, frozenset(doors))
        assert bool(part_for(event, page, rights)) == is_told


def test_a_topic_is_told_once(app):
    topics.start(make.member(), make.channel(), NewTopic("A new topic", "With words."))

    assert kinds().count("topic") == 1
    assert "post" not in kinds()


def test_what_is_taken_back_was_never_told(app):
    topic, author = make.topic(), make.member()

    def reply_and_fail():
        with transaction():
            topics.reply(author, topic, NewPost("Hello."))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        reply_and_fail()

    assert kinds() == []


def test_a_post_that_waits_for_a_moderator_is_not_told(app):
    channel = make.channel(reviewed_since=clock.now())

    topics.reply(make.member(), make.topic(channel=channel), NewPost("Hello."))

    assert "post" not in kinds()


def test_edits_removals_and_returns_are_told(app):
    topic, author = make.topic(), make.member()
    post = topics.reply(author, topic, NewPost("Hello."))

    topics.delete(author, post)
    topics.restore(author, post)

    assert [kind for kind in kinds() if kind in {"gone", "back"}] == ["gone", "back"]


def test_reactions_are_told_with_their_counts(app):
    topic = make.topic()
    post = make.post(topic=topic)

    reactions.give(make.member(), post, next(iter(ReactionKind)))

    [event] = [event for event in events() if event.kind == "reactions"]
    assert event.data["counts"] == {next(iter(ReactionKind)).value: 1}
    assert event.data["number"] == 2


def test_what_is_played_back_from_the_past_is_told_to_nobody(app):
    topic, author = make.topic(), make.member()

    with clock.at(clock.now() - timedelta(days=1)):
        topics.reply(author, topic, NewPost("Hello."))

    assert kinds() == []


def test_events_are_forgotten_after_an_hour_but_for_the_newest(app):
    old = clock.now() - timedelta(hours=2)
    for _ in range(3):
        make.save(LiveEvent(kind="post", at=old, data={}))
    newest = events()[-1].id

    forgotten = actions.prune()

    assert forgotten == 2
    assert [event.id for event in events()] == [newest]


def test_a_number_is_never_given_twice(app):
    make.save(LiveEvent(kind="post", data={}))
    before = events()[-1].id
    with transaction():
        db.session.execute(db.delete(LiveEvent))

    make.save(LiveEvent(kind="post", data={}))

    assert events()[-1].id > before


def test_rights_are_those_of_the_channels_own_rules(app):
    public, members = make.channel(), make.channel(visibility=Visibility.MEMBERS)
    private = make.channel(visibility=Visibility.PRIVATE)
    insider, member = make.insider(private), make.member()
    staff = make.moderator()
    sessions = [signed_in(user).id for user in (insider, member, staff)]

    found = queries.rights_of([queries.GUESTS, *sessions, 10**8])

    assert found[queries.GUESTS] == queries.Rights(Guest.id, frozenset({public.id}))
    assert found[sessions[0]].channels == {public.id, members.id, private.id}
    assert found[sessions[1]].channels == {public.id, members.id}
    assert found[sessions[2]].channels == {public.id, members.id, private.id}
    assert 10**8 not in found


def test_rights_of_many_cost_what_those_of_few_cost(app):
    private = make.channel(visibility=Visibility.PRIVATE)
    few = [signed_in(make.insider(private)).id for _ in range(2)]
    many = few + [signed_in(make.member()).id for _ in range(20)]

    with count_queries() as first:
        queries.rights_of(few)
    db.session.expire_all()
    with count_queries() as second:
        queries.rights_of(many)

    assert len(first) == len(second) == 3


def test_a_notice_is_for_one_member_alone(app):
    event = queries.Happened(1, clock.now(), "notices", None, None, 7, {"unread": 3})
    subjects = Subjects.named("", "all")

    own = part_for(event, subjects, queries.Rights(7, frozenset()))
    other = part_for(event, subjects, queries.Rights(8, frozenset({1})))

    assert own == {"kind": "notices", "unread": 3}
    assert other is None


@pytest.mark.parametrize("words", ["", "all", "-1", "1e9", "٣", "9" * 40, "1,,2", "1;DROP"])
def test_nonsense_for_a_subject_is_no_subject(words):
    assert Subjects.named(words, "").topics <= {1, 2}


def test_two_accounts_that_became_one_stay_unseen(app):
    quiet, other = make.member(), make.member()
    actions.write_unseen(quiet)

    with transaction():
        announce(MembersMerged(quiet.id, other.id, make.admin().id))

    db.session.expire_all()
    assert [row.user_id for row in db.session.scalars(select(QuietMember))] == [other.id]
    assert queries.is_quiet(other)


def test_a_guest_has_nothing_to_choose(app):
    with pytest.raises(Refused):
        actions.write_unseen(Guest())
    assert make.member().role == Role.MEMBER
