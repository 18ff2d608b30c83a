"""What was answered stays: every process is killed the moment after a post was acknowledged.

On SQLite this cannot tell a careful disk from a careless one (that is asserted of the connections
themselves); it shows that nothing acknowledged waits in the memory of a process.
"""

import http.client
import os
import re
import signal
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Session
from forum.app import create_app
from forum.config import Config
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.server import folder, schema
from forum.topics.models import Post, Topic
from tests.server.running import LONGEST, Running
from tests.support import make

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
ROUNDS = 20


class Writer:
    """A member in a browser that keeps its cookies."""

    def __init__(self, port: int, cookie: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        self._cookie = cookie

    def post(self, topic: str, body: str) -> int:
        """Reply on the page of the topic; returns the status of the answer."""
        status, page = self._ask("GET", topic)
        assert status == 200, page[:500]
        form = {"csrf_token": TOKEN.search(page)[1], "body": body, "client_key": uuid.uuid4().hex}
        number = topic.rpartition("/")[2]
        return self._ask("POST", f"/t/{number}/reply", urlencode(form))[0]

    def close(self) -> None:
        self._line.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": self._cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body=body, headers=headers)
        answer = self._line.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self._cookie = cookie.partition(";")[0]
        return answer.status, text


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


def cookie_of(app: Flask) -> str:
    """The cookie of a browser in which a new member is signed in."""
    token = tokens.new_token()
    ends = clock.now().replace(year=clock.now().year + 1)
    member = make.member()
    with transaction():
        row = Session(user_id=member.id, token_hash=tokens.digest(token), expires_at=ends)
        db.session.add(row)
    signed = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token})
    return f"{app.config['SESSION_COOKIE_NAME']}={signed}"


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
    cookie = cookie_of(site)
    acknowledged = []

    for _ in range(ROUNDS):
        running = start("--port", "0")
        writer = Writer(running.port(), cookie)
        body = f"Said at {uuid.uuid4()}."
        status = writer.post(f"/t/{topic.slug}/{topic.id}", body)
        kill_all(running)
        writer.close()
        assert status == 302
        acknowledged.append(body)
        assert kept(topic) == acknowledged


def test_what_is_acknowledged_survives_a_loss_of_power_too(site):
    with db.engine.connect() as connection:
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()

    assert (synchronous, journal) == (2, "wal")
