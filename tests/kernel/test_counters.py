import pytest
from sqlalchemy import select

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.kernel import clock, counters
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.support import make
from tests.support.queries import count_queries


def posts_of(user: User) -> int:
    return db.session.scalar(select(User.post_count).where(User.id == user.id))


def test_what_is_gathered_is_written_once_for_each_table(app):
    people, room = [make.member(), make.member()], make.channel()

    with transaction(), count_queries() as seen, counters.gathered():
        for user in [*people, people[0]]:
            counters.add(User, user.id, {"post_count": 1})
            counters.add(Channel, room.id, {"post_count": 1}, active_at=clock.now())

    assert [posts_of(user) for user in people] == [2, 1]
    assert [statement.split()[1] for statement in seen] == ["channels", "users"]


def test_a_row_that_gathered_other_counters_than_its_neighbours_loses_none(app):
    writer, starter = make.member(), make.member(topic_count=4)

    with transaction(), counters.gathered():
        counters.add(User, writer.id, {"post_count": 1})
        counters.add(User, starter.id, {"topic_count": 1})

    assert (posts_of(writer), posts_of(starter), starter.topic_count) == (1, 0, 5)


def test_what_a_failed_block_gathered_is_forgotten_and_the_rest_is_kept(app):
    user = make.member()

    def fail():
        with counters.gathered():
            counters.add(User, user.id, {"post_count": 10})
            raise ZeroDivisionError

    with transaction(), counters.gathered():
        with counters.gathered():
            counters.add(User, user.id, {"post_count": 1})
        with pytest.raises(ZeroDivisionError):
            fail()
        counters.add(User, user.id, {"post_count": 1})

    assert posts_of(user) == 2
