from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.reading import checks
from forum.reading.models import Position
from tests.support import make


def test_a_position_beyond_the_end_of_its_topic_is_told(app):
    topic, member = make.topic(), make.member()
    make.save(Position(user_id=member.id, topic_id=topic.id, last_read=1))
    assert list(checks.positions_beyond_the_end()) == []

    with transaction():
        db.session.get(Position, (member.id, topic.id)).last_read = 2

    (problem,) = checks.positions_beyond_the_end()
    assert f"topic {topic.id}" in problem


def test_a_position_before_the_beginning_is_told(app):
    topic, member = make.topic(), make.member()
    make.save(Position(user_id=member.id, topic_id=topic.id, last_read=0))
    assert list(checks.impossible_positions()) == []

    with transaction():
        db.session.get(Position, (member.id, topic.id)).last_read = -1

    assert len(list(checks.impossible_positions())) == 1


def test_forum_verify_asks_for_them(app):
    names = {check.name for check in app.extensions["checks"]}

    assert {check.name for check in checks.ALL} <= names
