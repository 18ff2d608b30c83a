import pytest

from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.actions import publishing
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


def test_a_topic_that_cannot_appear_keeps_no_other_back(app, monkeypatch):
    moment = clock.now().replace(year=2030)
    bad, good = (start(make.moderator(), publish_at=moment) for _ in range(2))
    bad_id = bad.id
    appear = publishing.publish

    def publish(post):
        if post.topic_id == bad_id:
            raise ValueError("a picture of it is broken")
        appear(post)

    monkeypatch.setattr(publishing, "publish", publish)

    with clock.at(moment), pytest.raises(ValueError, match="a picture of it is broken"):
        app.extensions["tasks"]["topics.publish_due"]({})

    assert (fresh(bad).state, fresh(good).state) == (State.SCHEDULED, State.PUBLISHED)
    assert broken_promises() == []


def test_the_worker_is_asked_to_look_every_half_minute(app):
    kinds = {schedule.kind: schedule.every_seconds for schedule in app.extensions["schedules"]}

    assert kinds["topics.publish_due"] == 30
