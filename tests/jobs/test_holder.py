"""Who holds a job, and when others may take it before the lease is over."""

import os
import re
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.jobs import actions, holder, queries, worker
from forum.jobs.models import Job
from forum.jobs.worker import Worker
from forum.kernel import clock
from forum.kernel.db import db

PATIENCE = 20
SAYS_ITS_NAME = """
import sys
from forum.jobs import holder
print(holder.myself(), flush=True)
sys.stdin.read()
"""


class Process:
    """A process that has said its name, and lives until it is told otherwise."""

    def __init__(self):
        command = (sys.executable, "-c", SAYS_ITS_NAME)
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.name = self._process.stdout.readline().strip()

    def kill(self):
        """End it, without hearing that it has ended."""
        os.kill(self._process.pid, signal.SIGKILL)
        os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)

    def bury(self):
        """Hear that it has ended: its number is free then."""
        self._process.communicate(timeout=PATIENCE)


@pytest.fixture
def process():
    begun = Process()
    yield begun
    begun.kill()
    begun.bury()


@pytest.fixture
def dead():
    """The name of a process that was killed."""
    begun = Process()
    begun.kill()
    begun.bury()
    return begun.name


@pytest.fixture
def done(app, monkeypatch):
    """What was worked on."""
    seen = []
    monkeypatch.setitem(app.extensions["tasks"], "greet", lambda payload: seen.append(payload["n"]))
    monkeypatch.setitem(app.extensions, "schedules", [])
    return seen


def held_by(name, *, n=1, tries=1):
    """A job in the hands of this process, at its first try or a later one."""
    until = clock.now() + actions.LEASE
    held = {"leased_by": name, "leased_until": until, "attempts": tries}
    db.session.add(Job(kind="greet", payload={"n": n}, **held))
    db.session.commit()


def one_turn(app):
    """What a worker does first, and what it begins by that."""
    new = Worker(app)
    new._turn()
    new._pool.shutdown(wait=True)
    db.session.rollback()


def the_job():
    db.session.commit()
    return db.session.scalars(select(Job).execution_options(populate_existing=True)).one()


def otherwise(name, *, boot=None, numbers=None, began=None):
    """The name of a process that differs in this from the process of that name."""
    parts = name.split(" ")
    was = (boot or parts[0], numbers or parts[1], parts[2], parts[3], str(began or parts[4]))
    return " ".join(was)


def test_what_a_killed_process_held_is_taken_at_once(app, done, dead):
    held_by(dead)

    one_turn(app)

    assert done == [1]
    assert the_job().attempts == 2


def test_a_dead_process_of_which_its_parent_has_not_heard_holds_nothing(process):
    process.kill()

    assert holder.is_dead(process.name)


def test_what_a_living_process_holds_is_left_to_it(app, done, process):
    held_by(process.name)

    one_turn(app)

    assert done == []
    assert the_job().leased_by == process.name


def test_a_process_with_the_number_of_the_dead_holder_is_not_taken_for_it(app, done, process):
    # The number lives; the holder that had it began at another moment.
    held_by(otherwise(process.name, began=1))

    one_turn(app)

    assert done == [1]


def test_what_is_held_on_another_machine_waits_for_the_lease(app, done, dead):
    held_by(otherwise(dead, boot="11111111-2222-4333-8444-555555555555"))

    one_turn(app)
    assert done == []
    with clock.at(clock.now() + actions.LEASE):
        worker.work_off(app)

    assert done == [1]


def test_what_is_held_in_another_space_of_numbers_waits_for_the_lease(app, done, dead):
    held_by(otherwise(dead, numbers="pid:[1]"))

    one_turn(app)

    assert done == []


def test_a_process_whose_traces_are_hidden_is_not_dead(process, monkeypatch):
    monkeypatch.setattr(holder, "_fields", lambda number: None)

    assert not holder.is_dead(process.name)


def test_a_process_that_belongs_to_somebody_else_is_not_dead(process, monkeypatch):
    def refuse(number, sign):
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(holder.os, "kill", refuse)
        is_dead = holder.is_dead(process.name)

    assert not is_dead


def test_where_processes_cannot_be_told_apart_nobody_has_a_name_and_nobody_is_dead(
    dead, monkeypatch, tmp_path
):
    monkeypatch.setattr(holder, "PROC", tmp_path)

    assert holder.myself() is None
    assert not holder.is_dead(dead)


def test_what_tells_of_another_space_of_numbers_gives_nobody_a_name(dead, monkeypatch, tmp_path):
    other = tmp_path / "proc"
    other.mkdir()
    for name in ("sys", str(os.getpid())):
        (other / name).symlink_to(f"/proc/{name}")
    (other / "self").symlink_to("1")
    monkeypatch.setattr(holder, "PROC", other)

    assert holder.myself() is None
    assert not holder.is_dead(dead)


@pytest.mark.parametrize("name", ["", "worker", "a b c", "0", "x 99999999999999999999 1"])
def test_a_name_that_says_nothing_proves_nothing(name):
    assert not holder.is_dead(name)


def test_a_name_fits_into_its_column():
    longest = re.sub(r"(?<=[\[ ])\d+", "9" * 10, holder.myself())

    assert len(longest) <= Job.leased_by.type.length


def test_a_set_clock_frees_nothing_and_keeps_nothing(app, done, dead, process):
    held_by(process.name, n=1)
    held_by(dead, n=2)

    with clock.at(clock.now() - timedelta(days=400)):
        one_turn(app)
        held = queries.holders()

    assert held == [process.name]


def test_a_job_that_many_died_over_waits_for_the_lease(app, done, dead):
    held_by(dead, tries=queries.TRUSTED_TRIES + 1)

    one_turn(app)

    assert done == []


def test_a_worker_that_is_at_work_frees_what_another_held_that_dies(
    app, done, process, monkeypatch
):
    monkeypatch.setattr(worker, "WAKE_SECONDS", 0.1)
    greeted, stop = threading.Event(), threading.Event()
    monkeypatch.setitem(app.extensions["tasks"], "greet", lambda payload: greeted.set())
    held_by(process.name)
    thread = threading.Thread(target=Worker(app).run, args=[stop])
    thread.start()

    assert not greeted.wait(0.6)
    process.kill()
    is_taken = greeted.wait(PATIENCE / 2)
    stop.set()
    thread.join(PATIENCE)

    assert is_taken


def test_a_job_that_is_done_put_back_or_tried_in_vain_is_in_nobodys_hands(app):
    ends = (actions.finish, actions.put_back, lambda taken: actions.fail(taken, "it broke"))
    for number in range(len(ends)):
        actions.enqueue("greet", {"n": number})
    for end in ends:
        end(actions.take(by="somebody"))

    left = db.session.scalars(select(Job)).all()
    assert {(job.leased_until, job.leased_by) for job in left} == {(None, None)}


def test_two_workers_of_one_process_rob_each_other_of_nothing(app, done):
    held_by(holder.myself())

    one_turn(app)

    assert done == []
