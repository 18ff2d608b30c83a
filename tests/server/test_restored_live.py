"""A backup is brought back while people use the forum (F-25)."""

import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing

import pytest
from sqlalchemy import func, select

from forum.backups import actions as backups
from forum.kernel.db import db
from forum.server import folder
from forum.topics import actions as topics
from forum.topics.actions import NewTopic
from forum.topics.models import Post
from forum.verify.queries import findings
from tests.server.running import LONGEST, START, Running
from tests.server.visiting import Visitor, cookie_of
from tests.support import make
from tests.support.sites import Place, opened, settle

pytestmark = pytest.mark.slow
FORUM = START[:-1]
HOLD = (
    "import sys, time; from pathlib import Path; from forum.server import folder\n"
    "with folder.emptied(Path(sys.argv[1]), patience=60):\n"
    "    print('alone', flush=True); time.sleep(60)"
)


@pytest.fixture
def at(tmp_path):
    return Place(tmp_path / "data")


@pytest.fixture
def run(at):
    """Start the forum on what lies there."""
    started = []

    def begin():
        started.append(Running(at.data, "--port", "0"))
        return started[-1], started[-1].port()

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
            running.wait()


def lived_in(at):
    """A backup and the number of posts in it; the path of a topic, and cookies of four members."""
    with opened(at) as app:
        settle()
        talk = NewTopic("Grinder stalls on light roasts", "It stops at 14 g.")
        topic = topics.start(make.member(), make.channel(), talk)
        cookies = [cookie_of(app, make.member()) for _ in range(4)]
        path = f"/t/{topic.slug}/{topic.id}"
        made = backups.make_now()
        return made.file, count_posts(), path, cookies


def count_posts():
    return db.session.scalar(select(func.count()).select_from(Post))


class Poster(threading.Thread):
    """A member who posts without pause, and notes every answer."""

    def __init__(self, port, cookie, path):
        super().__init__(daemon=True)
        self.port, self.cookie, self.path = port, cookie, path
        self.answers, self.wrong, self.over = [], [], threading.Event()

    def run(self):
        with closing(Visitor(self.port, self.cookie)) as visitor:
            visitor.token(self.path)
            while not self.over.wait(0.5):
                self.post(visitor)

    def post(self, visitor):
        body = f"Said {uuid.uuid4()}."
        try:
            visitor.drop_if_closed()
            answer = visitor.reply(self.path, body)
        except OSError as error:
            self.wrong.append(repr(error))
            return
        self.answers.append(answer.status)
        if answer.status not in {302, 503}:
            self.wrong.append(f"{answer.status} {answer.text[:200]}")
        if answer.status == 503 and (body not in answer.text or not answer.headers["Retry-After"]):
            self.wrong.append(f"503 without the text: {answer.text[:200]}")


def until(what, seconds=LONGEST):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def test_people_are_asked_for_patience_and_the_whole_backup_comes_back(at, run):
    file, before, path, cookies = lived_in(at)
    running, port = run()
    posters = [Poster(port, cookie, path) for cookie in cookies]
    for poster in posters:
        poster.start()
    until(lambda: all(302 in poster.answers for poster in posters))

    restored = subprocess.run(
        (*FORUM, "--data", str(at.data), "restore", "--yes", str(file)),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert restored.returncode == 0, restored.stderr
    counted = [len(poster.answers) for poster in posters]
    until(lambda: all(302 in p.answers[n:] for p, n in zip(posters, counted, strict=True)))
    for poster in posters:
        poster.over.set()
    for poster in posters:
        poster.join(LONGEST)
    assert running.end(signal.SIGTERM) == 0

    assert [poster.wrong for poster in posters] == [[], [], [], []]
    with opened(at):
        written = sum(p.answers[n:].count(302) for p, n in zip(posters, counted, strict=True))
        assert before < count_posts() <= before + written + len(posters)
        assert [problem for finding in findings() for problem in finding.problems] == []


def test_a_restore_that_is_killed_leaves_the_forum_open_on_what_was_there(at, run):
    _file, before, path, cookies = lived_in(at)
    running, port = run()
    holder = subprocess.Popen(
        (sys.executable, "-P", "-c", HOLD, str(at.data)), stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "alone\n"
    with closing(Visitor(port, cookies[0])) as visitor:
        until(lambda: visitor.get(path).status == 503)
        assert "Back in a moment" in visitor.get("/").text
        assert visitor.get("/healthz").status == 200

        holder.kill()
        holder.communicate()

        until(lambda: visitor.get(path).status == 200)
        assert not folder.is_closed(at.data)
    with closing(Visitor(port, cookies[0])) as visitor:
        assert visitor.reply(path, "Still here.").status == 302
    assert running.end(signal.SIGTERM) == 0
    with opened(at):
        assert count_posts() == before + 1
