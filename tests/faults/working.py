"""F-05: the worker is killed again and again; what is owed is done, and its effect is made once."""

import random
import time

from sqlalchemy import func, select, text

from forum.jobs import actions as jobs
from forum.jobs.actions import MOST_TRIES
from forum.jobs.models import Job
from forum.kernel.db import db
from tests.faults import launched
from tests.faults.databases import Database
from tests.faults.ground import PATIENCE, Found, end_at_once, launch, verify, wait_for
from tests.server.running import Running

FULL = 30
JOBS_A_KILL = 34
MOST_JOBS = 1_000
WORK_SECONDS = 0.2
LEASE = 30
SHORT_LEASE = 2
STUCK_SECONDS = 90.0
# A job that kills its worker is held for a lease each time, from the fourth on.
DEADLY_SECONDS = 12 * LEASE


def killed_workers(database: Database, rounds: int, port: int) -> Found:
    """Many jobs, two of them poison; the worker is killed while it works them off."""
    found = Found()
    is_full = rounds >= FULL
    count = min(MOST_JOBS, rounds * JOBS_A_KILL)
    _owe(database, count, is_full=is_full)
    lease = LEASE if is_full else SHORT_LEASE
    running = launch(database, port, lease=str(lease), hurry="6000")
    running.port()
    with database.opened():
        for _ in range(rounds):
            _kill_at_work(running)
        killed_at = time.monotonic()
        if not wait_for(lambda: _open("fault.effect") == 0, 2 * STUCK_SECONDS):
            found.wrong.append(f"{_open('fault.effect')} jobs were never done")
        found.must_take(
            "from the last kill to the end", time.monotonic() - killed_at, STUCK_SECONDS
        )
        wait_for(lambda: _open("fault.poison") + _open("fault.deadly") == 0, DEADLY_SECONDS)
        _compare(found, count, rounds)
    running.end()
    verify(found, database)
    return found


def _owe(database: Database, count: int, *, is_full: bool) -> None:
    with database.opened():
        with db.engine.begin() as line:
            for table in launched.TABLES:
                line.execute(text(table))
        jobs.enqueue("fault.poison", {}, key="poison")
        if is_full:
            jobs.enqueue("fault.deadly", {}, key="deadly")
        for number in range(count):
            key = f"effect{number}"
            jobs.enqueue("fault.effect", {"key": key, "seconds": WORK_SECONDS}, key=key)


def _kill_at_work(running: Running) -> None:
    """Wait until somebody works, and kill them a moment later."""
    before = _number("SELECT count(*) FROM fault_tries")
    is_done = _open("fault.effect") == 0
    wait_for(
        lambda: is_done or _number("SELECT count(*) FROM fault_tries") > before,
        PATIENCE,
        pause=0.05,
    )
    time.sleep(random.uniform(0, 0.5))
    for worker in wait_for(lambda: running.children("work")):
        end_at_once(worker)


def _compare(found: Found, count: int, rounds: int) -> None:
    is_done = (Job.kind == "fault.effect") & Job.done_at.is_not(None)
    done = select(func.count(Job.id)).where(is_done)
    found.figures |= {
        "jobs": count,
        "done": db.session.scalar(done),
        "kills": rounds,
        "effects": _number("SELECT count(*) FROM fault_effects"),
        "begun": _number("SELECT count(*) FROM fault_tries"),
        "tries of one job at most": db.session.scalar(
            select(func.max(Job.attempts)).where(is_done)
        ),
    }
    if found.figures["done"] != count or found.figures["effects"] != count:
        found.wrong.append("not every effect was made")
    if _number("SELECT max(times) FROM fault_effects") != 1:
        found.wrong.append("an effect was made more than once")
    for kind in ("poison", "deadly"):
        job = db.session.scalar(select(Job).where(Job.kind == f"fault.{kind}"))
        if job is None:
            continue
        found.figures[f"tries of the {kind} job"] = min(job.attempts, MOST_TRIES)
        if job.dead_at is None or job.attempts < MOST_TRIES:
            found.wrong.append(f"the {kind} job was not given up after {job.attempts} tries")


def _open(kind: str) -> int:
    db.session.rollback()
    query = select(func.count(Job.id)).where(
        Job.kind == kind, Job.done_at.is_(None), Job.dead_at.is_(None)
    )
    return db.session.scalar(query) or 0


def _number(question: str) -> int:
    db.session.rollback()
    return db.session.scalar(text(question)) or 0
