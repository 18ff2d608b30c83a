"""A worker that is killed in the middle of a job."""

import os
import signal
import subprocess
import sys
import threading

from sqlalchemy import select

from forum.app import create_app
from forum.config import Config
from forum.jobs import actions
from forum.jobs.actions import LEASE
from forum.jobs.models import Job
from forum.jobs.worker import Worker
from forum.kernel.db import db

SETTINGS = {"FORUM_SECRET_KEY": "a key for tests that is long enough to be taken"}
KILLED_IN_THE_MIDDLE = """
import os, signal, sys, threading
from forum.app import create_app
from forum.config import Config
from forum.jobs.worker import Worker

app = create_app(Config.from_environment(dict(os.environ), data_dir=sys.argv[1]))
app.extensions["schedules"] = []
app.extensions["tasks"]["deadly"] = lambda payload: os.kill(os.getpid(), signal.SIGKILL)
Worker(app).run(threading.Event())
"""


def test_a_job_whose_worker_was_killed_is_done_once_more_before_its_lease_is_over(tmp_path):
    app = create_app(Config.from_environment(SETTINGS, data_dir=tmp_path, testing=True))
    done = []
    with app.app_context():
        db.create_all()
        actions.enqueue("deadly", {"n": 1})
        db.session.remove()

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_IN_THE_MIDDLE, str(tmp_path)],
        env=os.environ | SETTINGS,
        check=False,
        timeout=60,
    )
    finish_elsewhere(app, done)

    assert killed.returncode == -signal.SIGKILL
    assert done == [{"n": 1}]
    with app.app_context():
        job = db.session.scalars(select(Job)).one()
        assert job.done_at is not None
        assert job.attempts == 2
        db.session.remove()
        db.engine.dispose()


def finish_elsewhere(app, done):
    """Let a second worker take over what the first held, who is dead."""
    stop = threading.Event()

    def note(payload):
        done.append(payload)
        stop.set()

    app.extensions["schedules"] = []
    app.extensions["tasks"]["deadly"] = note
    too_long = threading.Timer(LEASE.total_seconds() / 2, stop.set)
    too_long.start()
    Worker(app).run(stop)
    too_long.cancel()
