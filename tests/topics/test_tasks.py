from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import State
from tests.support import make
from tests.topics.writing import broken_promises, fresh, start


def test_the_worker_publishes_what_is_due(app):
    moment = clock.now().replace(year=2030)
    topic = start(make.moderator(), tags=("soon",), publish_at=moment)
    later = start(make.moderator(), publish_at=moment.replace(year=2031))
    db.session.commit()

    with clock.at(moment):
        app.extensions["tasks"]["topics.publish_due"]({})

    assert (fresh(topic).state, fresh(later).state) == (State.PUBLISHED, State.SCHEDULED)
    assert fresh(topic).created_at == fresh(topic).bumped_at == moment
    assert fresh(topic).publish_at is None
    assert broken_promises() == []


def test_the_worker_is_asked_to_look_every_half_minute(app):
    kinds = {schedule.kind: schedule.every_seconds for schedule in app.extensions["schedules"]}

    assert kinds["topics.publish_due"] == 30
