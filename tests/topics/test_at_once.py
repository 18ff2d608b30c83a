"""Many hands on one topic in one moment: counters, numbers and answers stay whole."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text, update

from forum.accounts.models import User
from forum.channels import actions as channels
from forum.channels import checks as places
from forum.channels.models import Channel, Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.kernel.unit import transaction
from forum.moderation import actions as deciding
from forum.moderation import queries as moderation
from forum.topics import actions, queries
from forum.topics.actions import Change, Conflict, NewPost, NewTopic, locking
from forum.topics.models import State, Topic
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reply, start

HANDS = 6


@pytest.fixture
def at_once(app):
    """Let several people do something in the same moment; whoever is refused has done nothing."""

    def run(people: list[User], act: Callable[[User], object]) -> None:
        ids = [person.id for person in people]
        db.session.commit()
        ready, problems = threading.Barrier(len(ids)), []

        def hand(member_id: int) -> None:
            with app.app_context():
                member = db.session.get(User, member_id)
                db.session.commit()
                ready.wait()
                try:
                    act(member)
                except (Refused, Invalid, NotFound, Conflict):
                    db.session.rollback()
                except Exception as error:
                    db.session.rollback()
                    problems.append(error)

        threads = [threading.Thread(target=hand, args=(member_id,)) for member_id in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        db.session.commit()
        db.session.expire_all()
        assert problems == []

    return run


def moderators() -> list[User]:
    return [make.moderator() for _ in range(HANDS)]


def test_who_changes_a_topic_does_not_wait_for_rows_that_point_to_it(app):
    topic = start()
    if db.engine.dialect.name != "postgresql":
        pytest.skip("Elsewhere: on SQLite one transaction writes at a time")
    with db.engine.connect() as other, transaction():
        other.execute(text("SELECT id FROM topics WHERE id = :id FOR KEY SHARE"), {"id": topic.id})
        db.session.execute(text("SET LOCAL lock_timeout = '300ms'"))

        locking.lock(topic)
        # And yet nobody else can change it meanwhile.
        changing = "SELECT id FROM topics WHERE id = :id FOR NO KEY UPDATE SKIP LOCKED"
        assert other.execute(text(changing), {"id": topic.id}).all() == []


def test_deleting_one_reply_counts_once(at_once):
    topic = start()
    post_id = reply(topic).id

    at_once(moderators(), lambda who: actions.delete(who, queries.visible_post(who, post_id)))

    assert fresh(topic).reply_count == 0
    assert broken_promises() == []


def test_bringing_one_topic_back_counts_once(at_once):
    topic, staff = start(tags=("grinder",)), moderators()
    reply(topic)
    first_id = queries.first_post(fresh(topic)).id
    actions.delete(staff[0], queries.first_post(fresh(topic)))

    at_once(staff, lambda who: actions.restore(who, queries.visible_post(who, first_id)))

    assert fresh(topic).state == State.PUBLISHED
    assert broken_promises() == []


def test_accepting_several_answers_leaves_one(at_once):
    topic = start(channel=make.channel(kind=Kind.QUESTION))
    staff = moderators()
    answers = {who.id: reply(topic).id for who in staff}

    at_once(staff, lambda who: actions.accept(who, queries.visible_post(who, answers[who.id])))

    assert fresh(topic).answer_id in answers.values()
    assert broken_promises() == []


def test_replying_while_the_topic_is_deleted_leaves_counters_whole(at_once):
    topic, staff = start(), moderators()
    topic_id, first_id = topic.id, queries.first_post(fresh(topic)).id
    deleter = staff[0].id

    def act(who: User) -> None:
        if who.id == deleter:
            actions.delete(who, queries.visible_post(who, first_id))
        else:
            actions.reply(who, queries.visible_topic(who, topic_id), NewPost("Meanwhile."))

    at_once(staff, act)

    assert fresh(topic).state == State.DELETED
    assert broken_promises() == []


def test_replying_while_the_topic_is_moved_leaves_counters_whole(at_once):
    topic, staff, into = start(), moderators(), make.channel()
    topic_id, into_id, mover = topic.id, into.id, staff[0].id

    def act(who: User) -> None:
        found = queries.visible_topic(who, topic_id)
        if who.id == mover:
            actions.move(who, found, db.session.get(Channel, into_id))
        else:
            actions.reply(who, found, NewPost("Meanwhile."))

    at_once(staff, act)

    assert fresh(topic).channel_id == into_id
    assert broken_promises() == []


def test_whoever_judged_by_the_rules_of_the_old_channel_is_refused(app):
    topic = start()
    found = queries.visible_topic(make.moderator(), topic.id)
    moved = update(Topic.__table__).where(Topic.__table__.c.id == topic.id)
    db.session.execute(moved.values(channel_id=make.channel().id))

    with pytest.raises(Refused, match="topic_moved"):
        locking.lock(found)


def test_starting_while_the_channel_is_merged_leaves_nothing_behind(at_once):
    source, into, admins = make.channel(), make.channel(), [make.admin() for _ in range(HANDS)]
    source_id, into_id, merger = source.id, into.id, admins[0].id

    def act(who: User) -> None:
        channel = db.session.get(Channel, source_id)
        if who.id == merger:
            channels.merge(who, channel, db.session.get(Channel, into_id))
        else:
            actions.start(who, channel, NewTopic("A kettle", "Which one?"))

    at_once(admins, act)

    assert [problem for check in places.ALL for problem in check.problems()] == []
    assert broken_promises() == []


def test_moving_topics_while_their_channel_is_merged_ends_for_everybody(at_once):
    source, between, into = (make.channel() for _ in range(3))
    topics = [start(channel=source).id for _ in range(HANDS)]
    staff = [make.admin() for _ in range(HANDS)]
    source_id, between_id, into_id = source.id, between.id, into.id
    topic_of = dict(zip([who.id for who in staff[1:]], topics, strict=False))

    def act(who: User) -> None:
        if who.id not in topic_of:
            channels.merge(who, *(db.session.get(Channel, row) for row in (source_id, into_id)))
        else:
            found = queries.visible_topic(who, topic_of[who.id])
            actions.move(who, found, db.session.get(Channel, between_id))

    at_once(staff, act)

    assert {fresh(db.session.get(Topic, topic)).channel_id for topic in topics} <= {
        between_id,
        into_id,
    }
    assert [problem for check in places.ALL for problem in check.problems()] == []
    assert broken_promises() == []


def test_replying_while_the_channel_is_merged_ends_for_everybody(at_once):
    source, into = make.channel(), make.channel()
    topics = [start(channel=source).id for _ in range(HANDS)]
    staff = [make.admin() for _ in range(HANDS)]
    source_id, into_id = source.id, into.id
    topic_of = dict(zip([who.id for who in staff[1:]], topics, strict=False))

    def act(who: User) -> None:
        if who.id not in topic_of:
            channels.merge(who, *(db.session.get(Channel, row) for row in (source_id, into_id)))
        else:
            found = queries.visible_topic(who, topic_of[who.id])
            actions.reply(who, found, NewPost("Meanwhile."))

    at_once(staff, act)

    assert {fresh(db.session.get(Topic, topic)).channel_id for topic in topics} == {into_id}
    assert [problem for check in places.ALL for problem in check.problems()] == []
    assert broken_promises() == []


def test_closing_and_moving_a_topic_ends_for_everybody(at_once):
    topic, staff, into = start(), moderators(), make.channel()
    topic_id, into_id, movers = topic.id, into.id, {who.id for who in staff[::2]}

    def act(who: User) -> None:
        found = queries.visible_topic(who, topic_id)
        if who.id in movers:
            actions.move(who, found, db.session.get(Channel, into_id))
        else:
            actions.close(who, found)

    at_once(staff, act)

    assert fresh(topic).channel_id == into_id
    assert broken_promises() == []


def test_letting_replies_out_while_the_channel_is_merged_ends_for_everybody(at_once):
    source, into = make.channel(reviewed_since=clock.now()), make.channel()
    topics = [start(channel=source) for _ in range(HANDS)]
    cases = [moderation.open_case("post", queries.first_post(topic).id).id for topic in topics]
    staff = [make.admin() for _ in range(HANDS)]
    source_id, into_id = source.id, into.id
    case_of = dict(zip([who.id for who in staff[1:]], cases, strict=False))

    def act(who: User) -> None:
        if who.id not in case_of:
            channels.merge(who, *(db.session.get(Channel, row) for row in (source_id, into_id)))
        else:
            deciding.approve(who, moderation.case_by_id(case_of[who.id]))

    at_once(staff, act)

    assert [problem for check in places.ALL for problem in check.problems()] == []
    assert broken_promises() == []


def test_editing_while_others_delete_ends_in_one_state(at_once):
    topic, staff = start(), moderators()
    post_id = reply(topic).id
    base = queries.wording_of(queries.visible_post(staff[0], post_id)).mark
    editors = {who.id for who in staff[: HANDS // 2]}

    def act(who: User) -> None:
        post = queries.visible_post(who, post_id)
        if who.id in editors:
            actions.edit(who, post, Change(f"Text of {who.id}.", base))
        else:
            actions.delete(who, post)

    at_once(staff, act)

    assert queries.visible_post(staff[0], post_id).state == State.DELETED
    assert broken_promises() == []


def test_replying_while_replies_are_deleted_leaves_counters_whole(at_once):
    topic, staff = start(), moderators()
    topic_id, gone = topic.id, {who.id: reply(topic).id for who in staff[: HANDS // 2]}

    def act(who: User) -> None:
        if who.id in gone:
            actions.delete(who, queries.visible_post(who, gone[who.id]))
        else:
            actions.reply(who, queries.visible_topic(who, topic_id), NewPost("Meanwhile."))

    at_once(staff, act)

    assert fresh(topic).reply_count == HANDS // 2
    assert broken_promises() == []


def test_a_pause_lets_one_of_many_texts_of_a_member_through(at_once):
    topic, member = start(), make.member()
    actions.slow(make.moderator(), fresh(topic), seconds=60)
    topic_id = topic.id

    def act(who: User) -> None:
        actions.reply(who, queries.visible_topic(who, topic_id), NewPost("Quick."))

    at_once([member] * HANDS, act)

    assert fresh(topic).reply_count == 1
