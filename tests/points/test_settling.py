"""Points follow from the activity log and the rules, in whatever order deeds come in."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from forum.accounts import actions as accounts
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import Deed, DeedKind
from forum.channels import actions as channels
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.points import actions, queries
from forum.points.actions import Terms
from forum.points.models import PointsEntry, Reason
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.topics import actions as topics
from forum.topics import queries as texts
from tests.points.giving import LONG, entries_of, points_of, reasons_of, settle
from tests.support import make
from tests.topics.writing import fresh, reply, start

LONG_AGO = clock.now() - timedelta(days=100)


@pytest.fixture
def room(app):
    return make.channel(kind="question")


def old(**given):
    """A member whose points count at once."""
    return make.member(created_at=LONG_AGO, **given)


def seasoned(room):
    """A member who has written before, and so is no newcomer."""
    author = old()
    with clock.at(clock.now() - timedelta(days=90)):
        start(author, room)
    settle()
    return author


def opening(topic):
    return texts.first_post(fresh(topic))


def react(member, post, kind=ReactionKind.LIKE):
    reactions.give(member, fresh(post), kind)


def differences():
    settle()
    return list(queries.differences())


def test_a_topic_gives_points_to_who_starts_it(room):
    author = old()

    start(author, room)

    [entry] = entries_of(author)
    assert (entry.reason, entry.delta, entry.stands) == (Reason.TOPIC, 5, True)
    assert entry.posts_at == entry.at
    assert differences() == []


def test_nothing_counts_twice_when_it_is_taken_in_twice(room):
    author = old()
    start(author, room)
    settle()

    with transaction():
        db.session.execute(update(Deed).values(settled_at=None))

    assert points_of(author) == 5


def test_of_a_day_the_first_topics_count_and_the_next_day_begins_anew(room):
    author = old()
    for _ in range(4):
        start(author, room)
    assert points_of(author) == 15

    with clock.at(clock.now() + timedelta(days=1)):
        start(author, room)
        assert points_of(author) == 20
    assert differences() == []


def test_a_reply_counts_when_it_has_forty_characters(room):
    topic, helper = start(seasoned(room), room), old()
    reply(topic, helper, "x" * 39)
    assert points_of(helper) == 0

    reply(topic, helper, "x" * 40)

    assert points_of(helper) == 3


def test_what_was_deleted_counts_no_longer_and_its_place_stays_taken(room):
    author, moderator = old(), make.moderator()
    written = [start(author, room) for _ in range(3)]
    assert points_of(author) == 15

    topics.delete(author, opening(written[0]))
    start(author, room)
    assert points_of(author) == 10

    topics.restore(moderator, opening(written[0]))
    assert points_of(author) == 15
    assert differences() == []


def test_reactions_count_for_who_is_cheered_two_a_day_from_one_person(room):
    author, fan, other = seasoned(room), old(), old()
    post = opening(start(author, room))
    for kind in (ReactionKind.LIKE, ReactionKind.LOVE, ReactionKind.THANKS):
        react(fan, post, kind)
    react(other, post)

    given = [entry for entry in entries_of(author) if entry.reason == Reason.REACTION]

    assert [entry.delta for entry in given] == [1, 1, 1]
    assert entries_of(fan) == []


def test_a_reaction_given_and_taken_back_again_and_again_is_worth_nothing_more(room):
    author, fan = seasoned(room), old()
    post = opening(start(author, room))
    before = points_of(author)
    for _ in range(5):
        react(fan, post)
        reactions.withdraw(fan, fresh(post), ReactionKind.LIKE)
    react(fan, post)

    assert points_of(author) == before
    assert differences() == []


def test_an_accepted_answer_counts_but_not_to_ones_own_question(room):
    asker, helper, moderator = seasoned(room), old(), make.moderator()
    topic = start(asker, room)
    post = reply(topic, helper)
    topics.accept(asker, post)
    assert Reason.ANSWER in reasons_of(helper)

    own = reply(topic, asker)
    topics.accept(moderator, own)

    assert Reason.ANSWER not in reasons_of(asker)
    assert points_of(helper) == 0
    assert differences() == []


def test_points_of_a_young_account_wait_for_a_day(room):
    newcomer = make.member()
    start(newcomer, room)
    assert points_of(newcomer) == 0
    assert queries.balance_of(newcomer).pending == 5

    later = clock.now() + timedelta(hours=25)

    assert points_of(newcomer, at=later) == 5


def test_points_of_the_last_year_decide(room):
    author = old()
    start(author, room)

    assert points_of(author, at=clock.now() + timedelta(days=364)) == 5
    assert points_of(author, at=clock.now() + timedelta(days=366)) == 0
    assert points_of(author, at=clock.now() + timedelta(days=6), days=5) == 0


def test_the_first_to_answer_a_newcomer_is_thanked_for_it(room):
    newcomer, host, second = old(), old(), old()
    topic = start(newcomer, room)
    reply(topic, newcomer, LONG)
    reply(topic, host, LONG)
    reply(topic, second, LONG)

    assert reasons_of(host) == [Reason.REPLY, Reason.WELCOME]
    assert reasons_of(second) == [Reason.REPLY]
    assert points_of(host) == 11
    welcome = db.session.scalars(select(Deed).where(Deed.kind == DeedKind.WELCOMED)).one()
    assert (welcome.who_id, welcome.to_id) == (host.id, newcomer.id)


def test_the_second_topic_of_somebody_is_nothing_to_welcome(room):
    host = old()

    reply(start(seasoned(room), room), host, LONG)

    assert reasons_of(host) == [Reason.REPLY]


def test_a_welcome_that_was_deleted_makes_room_for_another(room):
    newcomer, host, second = old(), old(), old()
    topic = start(newcomer, room)
    post = reply(topic, host, LONG)
    assert points_of(host) == 11

    topics.delete(host, fresh(post))
    reply(topic, second, LONG)

    assert points_of(host) == 0
    assert points_of(second) == 11
    assert differences() == []


def test_a_changed_rule_holds_from_then_on_and_only_there(room):
    admin, author = make.admin(), old()
    start(author, room)
    with clock.at(clock.now() + timedelta(minutes=1)):
        actions.change_rule(admin, Reason.TOPIC, Terms(7, daily_cap=9, channels=[room.id]))
    with clock.at(clock.now() + timedelta(minutes=2)):
        start(author, room)
        start(author, make.channel())

    assert [entry.delta for entry in entries_of(author)] == [5, 7]
    assert differences() == []


def test_a_rule_that_is_off_gives_nothing(room):
    author = old()
    actions.change_rule(make.admin(), Reason.TOPIC, Terms(5, is_active=False))

    start(author, room)

    assert entries_of(author) == []


def test_two_accounts_that_become_one_are_counted_as_one(room):
    boss, one, other, author = make.admin(), old(), old(), seasoned(room)
    post = opening(start(author, room))
    for fan in (one, other):
        react(fan, post, ReactionKind.LIKE)
        react(fan, post, ReactionKind.LOVE)
        start(fan, room)
        start(fan, room)
    assert points_of(other) == 10

    accounts.merge_members(boss, one, other)

    assert points_of(other) == 15
    assert entries_of(one) == []
    received = [entry for entry in entries_of(author) if entry.reason == Reason.REACTION]
    assert len([entry for entry in received if entry.stands]) == 2
    assert differences() == []


def test_what_is_not_as_the_log_gives_it_is_found_and_made_right(room):
    author, thief = old(), old()
    start(author, room)
    start(author, room)
    first, second = entries_of(author)
    with transaction():
        db.session.execute(update(PointsEntry).where(PointsEntry.id == first.id).values(delta=500))
        db.session.execute(
            update(PointsEntry).where(PointsEntry.id == second.id).values(user_id=thief.id)
        )

    found = differences()

    assert len(found) == 3
    assert f"member {thief.id} has points for deed {second.deed_id}, which is not theirs" in found
    actions.rebuild()
    assert differences() == []
    assert (points_of(author), points_of(thief)) == (10, 0)


def test_everything_made_anew_is_what_was_there(room):
    author, fan = seasoned(room), old()
    topic = start(author, room)
    react(fan, opening(topic))
    topics.accept(author, reply(topic, fan, LONG))
    settle()
    before = _facts()

    with transaction():
        db.session.execute(PointsEntry.__table__.delete())
    actions.rebuild()

    assert _facts() == before
    assert len(before) > 3


def test_who_brings_somebody_who_stays_is_thanked_for_each(room):
    host, guests = old(), [old(), old()]
    for guest in guests:
        _stayed(host, guest)

    assert reasons_of(host) == [Reason.INVITED, Reason.INVITED]
    assert points_of(host) == 40
    assert [points_of(guest) for guest in guests] == [0, 0]
    assert differences() == []


def test_what_invited_people_gave_is_made_anew_from_the_log(room):
    host = old()
    _stayed(host, old())
    settle()
    before = _facts()

    with transaction():
        db.session.execute(PointsEntry.__table__.delete())
    actions.rebuild()

    assert _facts() == before
    assert points_of(host) == 20


def test_who_invited_another_account_of_theirs_has_nothing_of_it(app):
    host, second = old(), old()
    _stayed(host, second)
    assert points_of(host) == 20

    accounts.merge_members(make.admin(), second, host)

    assert points_of(host) == 0
    assert differences() == []


def test_who_welcomed_another_account_of_theirs_has_nothing_of_it(room):
    host, second = seasoned(room), old()
    reply(start(second, room), host, LONG)
    assert "welcome" in reasons_of(host)

    accounts.merge_members(make.admin(), second, host)

    assert "welcome" not in reasons_of(host)
    assert differences() == []


def test_a_rule_for_a_channel_that_was_merged_is_one_for_the_other(room):
    author, admin, into, third = old(), make.admin(), make.channel(), make.channel()
    actions.change_rule(admin, Reason.TOPIC, Terms(5, channels=[room.id, third.id]))
    start(author, room)

    channels.merge(admin, fresh(room), fresh(into))
    start(author, into)

    rule = queries.rules().in_force(Reason.TOPIC, clock.now())
    assert rule.channels == {into.id, third.id}
    assert points_of(author) == 10
    assert differences() == []


def _stayed(host, guest):
    activity.record(DeedKind.INVITED, host.id, Thing("member", guest.id), to_id=guest.id)


def _facts():
    query = select(PointsEntry.deed_id, PointsEntry.user_id, PointsEntry.delta, PointsEntry.at)
    return db.session.execute(query.order_by(PointsEntry.deed_id)).all()


def test_who_gives_a_profile_a_face_and_words_is_thanked_once(app):
    member = old()
    for _ in range(2):
        activity.record(DeedKind.INTRODUCED, member.id, Thing("member", member.id))
        with clock.at(clock.now() + timedelta(days=3)):
            activity.record(DeedKind.INTRODUCED, member.id, Thing("member", member.id))

    assert points_of(member) == 10
    assert differences() == []
