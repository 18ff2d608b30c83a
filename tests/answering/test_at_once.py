"""Many who arrange, or begin the same, in one moment: nobody sees an error, one row is left."""

import pytest
from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.answering import actions, queries
from forum.answering.actions import Level, ProtocolPlan
from forum.answering.models import Answerers, ChannelMessages, Kind, Pace, Rung, TopicAnswering
from forum.channels import queries as channels
from forum.kernel.db import db
from forum.topics.models import Topic
from forum.training import actions as training
from forum.training import queries as trained
from tests.support import make
from tests.support.together import all_at_once
from tests.topics.writing import start

MANY = 8


@pytest.fixture
def admins(app):
    return [make.admin().id for _ in range(MANY)]


def test_a_ladder_on_which_people_change_places_can_be_arranged_by_many_at_once(app, admins):
    def arrange(which):
        people = [accounts.fresh_member(one) for one in admins[:4]]
        people = people if which % 2 else people[::-1]
        levels = [Level(level, people[level % 2 :], 15) for level in (1, 2, 3, 4)]
        actions.arrange_ladder(accounts.fresh_member(admins[which]), levels)

    assert all_at_once(app, MANY, arrange) == [None] * MANY

    rungs = queries.rungs()
    assert [rung.level for rung in rungs] == [1] * 3 + [2] * 4 + [3] * 3 + [4] * 4
    assert db.session.scalar(select(func.count(Rung.id))) == len(rungs)


def test_people_change_places_on_the_ladder(app):
    admin, ben = make.admin(), make.moderator()
    for people in ([admin, ben], [ben, admin]):
        actions.arrange_ladder(admin, [Level(1, people, 15), Level(2, people[::-1], 10)])

    there = [(rung.level, rung.user_id) for rung in queries.rungs()]
    assert there == [(1, ben.id), (1, admin.id), (2, admin.id), (2, ben.id)]


def test_a_protocol_that_ships_can_be_changed_by_many_at_once(app, admins):
    def change(which):
        given = (which + 1, None, Pace.ALWAYS, "moderation", Answerers.TEAM, ["Greet."], 1, True)
        admin = accounts.fresh_member(admins[which])
        actions.change_protocol(admin, Kind.IDEA, ProtocolPlan(*given))

    assert all_at_once(app, MANY, change) == [None] * MANY

    assert queries.protocol_of(Kind.IDEA).first_minutes in range(1, MANY + 1)


def test_what_a_channel_is_for_can_be_said_by_many_at_once(app, admins):
    room = make.channel().id

    def choose(which):
        found = channels.channels_by_ids([room])[room]
        actions.choose_for_channel(accounts.fresh_member(admins[which]), found, Kind.ORDER)

    assert all_at_once(app, MANY, choose) == [None] * MANY

    assert db.session.get(ChannelMessages, room).kind == Kind.ORDER


def test_invented_cases_can_be_laid_out_by_two_presses_at_once(app):
    ada = make.moderator().id

    def lay_out(_which):
        training.lay_out(accounts.fresh_member(ada))

    assert all_at_once(app, MANY, lay_out) == [None] * MANY

    keys = [one.row.key for one in trained.desk_of(ada)]
    assert len(keys) == len(set(keys)) > 0


def test_a_topic_that_begins_many_times_at_once_has_one_row(app):
    topic_id = start().id
    db.session.delete(db.session.get_one(TopicAnswering, topic_id))
    db.session.commit()

    assert all_at_once(app, MANY, lambda _which: actions.begin(topic_id)) == [None] * MANY

    assert queries.standing_of(topic_id).started_at is not None
    assert db.session.get_one(Topic, topic_id).is_published
