"""What members do is written down once, and counts as long as it is there."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from forum.accounts import actions as accounts
from forum.activity import actions, checks, queries, tasks
from forum.activity.actions import Thing
from forum.activity.models import Deed, DeedKind
from forum.activity.queries import METRICS, Range
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.topics import actions as topics
from forum.topics import queries as texts
from forum.topics.models import Post
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reply, start


@pytest.fixture
def author(app):
    return make.member()


@pytest.fixture
def topic(author):
    return start(author, make.channel(kind="question"))


def log() -> list[Deed]:
    """The lines of the log, as they are in the database."""
    db.session.expire_all()
    return list(db.session.scalars(select(Deed).order_by(Deed.id)))


def come_to(name: str, **within) -> dict[int, int]:
    return dict(queries.values(METRICS[name], Range(**within)))


def test_who_writes_is_in_the_log_with_place_and_size(topic, author):
    helper = make.member()

    post = reply(topic, helper, "Turn it the other way.")

    started, replied = log()
    assert (started.kind, started.who_id, started.to_id) == (DeedKind.STARTED, author.id, None)
    assert (replied.kind, replied.who_id, replied.to_id) == (
        DeedKind.REPLIED,
        helper.id,
        author.id,
    )
    assert (replied.thing_kind, replied.thing_id) == ("post", post.id)
    assert (replied.topic_id, replied.channel_id) == (topic.id, topic.channel_id)
    assert replied.size == len("Turn it the other way.")
    assert replied.stands and replied.settled_at is None
    assert broken_promises() == []


def test_what_waits_for_a_moderator_is_no_deed_yet(app):
    start(make.member(), make.channel(reviewed_since=clock.now()))

    assert log() == []


def test_a_deleted_reply_counts_no_longer_until_it_is_back(topic):
    helper, moderator = make.member(), make.moderator()
    post = reply(topic, helper)

    topics.delete(moderator, post)
    assert come_to("replies") == {}
    line = log()[-1]
    assert (line.kind, line.who_id) == (DeedKind.REVERSED, moderator.id)
    assert broken_promises() == []

    topics.restore(moderator, fresh(post))
    assert come_to("replies") == {helper.id: 1}
    assert [deed.kind for deed in log()][-1] == DeedKind.RESTORED
    assert broken_promises() == []


def test_a_deleted_topic_takes_everything_along_and_brings_back_what_it_took(topic, author):
    helper, moderator = make.member(), make.moderator()
    kept, gone = reply(topic, helper), reply(topic, helper)
    reactions.give(author, kept, ReactionKind.LIKE)
    topics.delete(moderator, gone)

    topics.delete(moderator, texts.first_post(fresh(topic)))
    assert come_to("posts") == {} and come_to("reactions_received") == {}
    assert broken_promises() == []

    topics.restore(moderator, texts.first_post(fresh(topic)))
    assert come_to("posts") == {author.id: 1, helper.id: 1}
    assert come_to("reactions_received") == {helper.id: 1}
    assert broken_promises() == []


def test_a_reply_deleted_while_its_topic_is_away_stays_away(topic, author):
    moderator = make.moderator()
    post = reply(topic)
    topics.delete(moderator, texts.first_post(fresh(topic)))
    topics.delete(moderator, fresh(post))

    topics.restore(moderator, texts.first_post(fresh(topic)))

    assert come_to("posts") == {author.id: 1}
    assert broken_promises() == []


def test_a_reply_restored_while_its_topic_is_away_comes_back_with_it(topic, author):
    moderator = make.moderator()
    post = reply(topic)
    topics.delete(moderator, post)
    topics.delete(moderator, texts.first_post(fresh(topic)))
    topics.restore(moderator, fresh(post))
    assert come_to("posts") == {}

    topics.restore(moderator, texts.first_post(fresh(topic)))

    assert come_to("posts") == {author.id: 1, post.author_id: 1}
    assert broken_promises() == []


def test_a_reaction_that_was_taken_back_does_not_come_back_with_its_post(topic, author):
    moderator = make.moderator()
    post = reply(topic)
    reactions.give(author, post, ReactionKind.LIKE)
    reactions.give(author, post, ReactionKind.THANKS)
    reactions.withdraw(author, post, ReactionKind.LIKE)
    assert come_to("reactions_received") == {post.author_id: 1}

    topics.delete(moderator, post)
    topics.restore(moderator, fresh(post))

    assert come_to("reactions_received") == {post.author_id: 1}


@pytest.mark.parametrize("takes_topic", [False, True])
def test_what_two_accounts_of_one_cheered_is_one_deed_also_when_it_was_away(
    topic, author, takes_topic
):
    post, moderator, one, other = reply(topic), make.moderator(), make.member(), make.member()
    for member in (one, other):
        reactions.give(member, post, ReactionKind.LIKE)
    gone = texts.first_post(fresh(topic)) if takes_topic else fresh(post)
    topics.delete(moderator, gone)

    accounts.merge_members(make.admin(), one, other)
    topics.restore(moderator, fresh(gone))

    assert come_to("reactions_given") == {other.id: 1}
    assert come_to("posts") == {author.id: 1, post.author_id: 1}


def test_an_answer_counts_for_who_wrote_it_and_not_when_it_is_ones_own(topic, author):
    post = reply(topic)
    topics.accept(author, post)
    assert come_to("accepted_answers") == {post.author_id: 1}

    own = reply(fresh(topic), author)
    topics.accept(author, own)

    assert come_to("accepted_answers") == {}
    assert broken_promises() == []


def test_an_answer_to_ones_own_question_counts_for_nobody_whoever_accepts_it(topic, author):
    own = reply(topic, author)

    topics.accept(make.moderator(), own)

    assert come_to("accepted_answers") == {}
    assert come_to("people_helped") == {}
    assert broken_promises() == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (DeedKind.WELCOMED, "welcomes"),
        (DeedKind.INVITED, "members_invited"),
        (DeedKind.BROUGHT_CUSTOMER, "customers_brought"),
        (DeedKind.THANKED, "thanks_given"),
    ],
)
def test_what_one_did_to_another_account_of_theirs_counts_no_longer(app, kind, name):
    one, other = make.member(), make.member()
    actions.record(kind, one.id, Thing("member", other.id), to_id=other.id)
    assert come_to(name) == {one.id: 1}

    accounts.merge_members(make.admin(), one, other)

    assert come_to(name) == {}


def test_posts_that_moved_are_taken_along_with_their_new_topic(topic, author):
    moderator = make.moderator()
    post = reply(topic)
    made = topics.split(moderator, fresh(topic), numbers=[post.number], title="On its own")

    topics.delete(moderator, texts.first_post(fresh(made)))

    assert come_to("posts") == {author.id: 1}
    assert broken_promises() == []


def test_a_day_on_which_a_member_reads_is_one_deed(app):
    member, other = make.member(), make.member()
    actions.note_visits([member.id, other.id])
    actions.note_visits([member.id])
    with clock.at(clock.now() + timedelta(days=1)):
        actions.note_visits([member.id])

    assert come_to("days_active") == {member.id: 2, other.id: 1}


def test_weeks_begin_on_monday_and_people_are_counted_once(app):
    one, other = make.member(), make.member()
    sunday = clock.now().replace(year=2026, month=3, day=8, hour=12)
    for days in (0, 1, 2):
        with clock.at(sunday + timedelta(days=days)):
            reply(start(other, make.channel()), one)

    assert come_to("weeks_contributed", members=[one.id]) == {one.id: 2}
    assert come_to("people_replied_to") == {one.id: 1}
    assert come_to("channels_contributed_in", members=[one.id]) == {one.id: 3}
    assert come_to("replies", since=sunday + timedelta(days=2)) == {one.id: 1}
    assert come_to("replies", until=sunday) == {}


def test_lines_of_the_log_stay_as_they_were_written(topic):
    with pytest.raises(DatabaseError, match="activity log stays as it is"), transaction():
        db.session.execute(text("UPDATE deeds SET size = 1000"))


def test_deeds_of_a_merged_account_are_those_of_the_member(topic, author):
    into = make.member()

    accounts.merge_members(make.admin(), author, into)

    assert come_to("topics") == {into.id: 1}


def test_the_worker_takes_every_deed_in_once(topic):
    tasks.settle({})
    first = [deed.settled_at for deed in log()]
    tasks.settle({})

    assert None not in first
    assert [deed.settled_at for deed in log()] == first


def test_missing_and_doubled_deeds_are_found(topic):
    with transaction():
        db.session.execute(text("DELETE FROM deeds"))

    post_id = db.session.scalars(select(Post.id)).one()
    assert broken_promises() == [
        f"post {post_id} can be read, and counts 0 times in the activity log"
    ]


def test_a_deed_that_contradicts_the_log_is_found(topic):
    with transaction():
        db.session.execute(text("UPDATE deeds SET stands = :no"), {"no": False})

    assert list(checks.turned_without_a_line()) == [
        f"deed {log()[0].id} is not as the last line about it says"
    ]


def test_deeds_that_nobody_is_going_to_take_in_are_found(topic):
    assert list(checks.deeds_left_waiting()) == []

    with transaction():
        db.session.execute(text("DELETE FROM jobs"))

    assert list(checks.deeds_left_waiting()) == [
        "1 deeds wait to be taken in, and no job is owed for it"
    ]


def test_somebody_elses_deed_can_be_reversed_alone(topic, author):
    post = reply(topic)
    giver = make.member()
    for one in (author, giver):
        reactions.give(one, post, ReactionKind.LIKE)
    actions.take_back(Thing("post", post.id), DeedKind.REACTED, giver.id, by_id=None)

    assert come_to("reactions_given") == {author.id: 1}
