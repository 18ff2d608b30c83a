import pytest
from flask import g, session

from forum.kernel import shown
from forum.kernel.db import db
from forum.reading import listeners
from forum.reading.models import Position
from forum.topics.models import Topic


@pytest.fixture(autouse=True)
def nothing_gathered(app):
    """Write what earlier tests left behind while there is nobody whom it could belong to."""
    listeners.positions.flush()
    listeners.visits.flush()


@pytest.fixture
def look(app):
    """Somebody has a topic on the screen; what that leaves behind is written at once."""

    def at(viewer, topic, up_to=1, *, signed_in_as=None, address="192.0.2.7", **headers):
        headers.setdefault("User-Agent", "Firefox")
        with app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": address}):
            g.real_viewer = signed_in_as or viewer
            session.modified = False
            shown.tell(viewer, shown.Shown("topic", topic.id, up_to=up_to))
        listeners.positions.flush()
        listeners.visits.flush()
        db.session.expire_all()

    return at


@pytest.fixture
def position(app):
    """How far a member has read in a topic."""

    def of(member, topic):
        row = db.session.get(Position, (member.id, topic.id))
        return row.last_read if row else None

    return of


@pytest.fixture
def views(app):
    def of(topic):
        return db.session.get(Topic, topic.id).view_count

    return of
