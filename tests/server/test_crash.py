"""What was answered stays: every process is killed the moment after a post was acknowledged.

On SQLite this cannot tell a careful disk from a careless one (that is asserted of the connections
themselves); it shows that nothing acknowledged waits in the memory of a process.
"""

import os
import signal
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from forum.app import create_app
from forum.config import Config
from forum.kernel.db import db
from forum.server import folder, schema
from forum.topics.models import Post, Topic
from tests.server.running import Running
from tests.server.visiting import Visitor, cookie_of
from tests.support import make

ROUNDS = 20


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    """A forum with a topic, on the database that the started processes will use."""
    folder.prepare(tmp_path / "data")
    app = create_app(Config.from_environment({}, data_dir=tmp_path / "data", testing=True))
    with app.app_context():
        schema.migrate(app.extensions["config"])
        yield app
        db.session.remove()
        db.engine.dispose()


def kill_all(running: Running) -> None:
    numbers = [running.process.pid, *running.children("serve"), *running.children("work")]
    for number in numbers:
        os.kill(number, signal.SIGKILL)
    assert len(numbers) == 3
    running.wait()


def kept(topic: Topic) -> list[str]:
    db.session.rollback()
    rows = select(Post.body).where(Post.topic_id == topic.id, Post.number > 1).order_by(Post.number)
    return list(db.session.scalars(rows))


@pytest.mark.slow
def test_an_acknowledged_post_survives_the_killing_of_every_process(site, start):
    topic = make.topic()
    cookie = cookie_of(site, make.member())
    acknowledged = []

    for _ in range(ROUNDS):
        running = start("--port", "0")
        writer = Visitor(running.port(), cookie)
        body = f"Said at {uuid.uuid4()}."
        status = writer.reply(f"/t/{topic.slug}/{topic.id}", body).status
        kill_all(running)
        writer.close()
        assert status == 302
        acknowledged.append(body)
        assert kept(topic) == acknowledged


def test_what_is_acknowledged_survives_a_loss_of_power_too(durable, site):
    with db.engine.connect() as connection:
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()

    assert (synchronous, journal) == (2, "wal")
