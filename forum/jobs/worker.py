"""The worker: takes jobs as they fall due and runs what the slices have for them.

Every job is done at least once: what a worker held that died in the middle is free as soon as
somebody can prove its death, or else when the lease is over, and is taken again. Handlers are
written so that doing the same twice changes nothing more.
"""

import logging
import os
import socket
import threading
import time
import traceback
from collections import Counter
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask

from forum.jobs import actions, holder, queries
from forum.jobs.actions import LEASE, MOST_TRIES, Taken
from forum.jobs.timetable import Timetable
from forum.kernel import clock
from forum.kernel.leaving import NAME, Leaving

log = logging.getLogger(__name__)
HANDS = 4
PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 5.0
# So often a worker looks whether others have died over their work.
WAKE_SECONDS = 3.0


def run(app: Flask, stop: threading.Event) -> None:
    """Work until `stop` is set; then end what was begun and return."""
    Worker(app).run(stop)


def work_off(app: Flask) -> int:
    """Do everything that is due, here and now; returns how many jobs there were."""
    done, me = 0, holder.myself()
    while taken := _take(app, LEASE, by=me):
        work(app, taken)
        done += 1
    return done


def work(app: Flask, taken: Taken) -> None:
    """Run the job in a context of its own, and note how it went."""
    try:
        with app.app_context():
            _handle(app, taken)
    except Leaving:
        with app.app_context():
            actions.put_back(taken)
    except Exception:
        log.exception("job %s %s failed, try %s", taken.kind, taken.id, taken.attempt)
        with app.app_context():
            actions.fail(taken, traceback.format_exc())
    else:
        with app.app_context():
            actions.finish(taken)


def _handle(app: Flask, taken: Taken) -> None:
    if taken.attempt > MOST_TRIES:
        raise RuntimeError("Every try ended with the death of the worker.")
    handler = app.extensions["tasks"].get(taken.kind)
    if handler is None:
        raise LookupError(f"No slice works on {taken.kind}.")
    handler(taken.payload)


def _take(
    app: Flask, lease: timedelta, but: Collection[str] = (), *, by: str | None
) -> Taken | None:
    """Look before taking: looking does not keep anybody from writing."""
    with app.app_context():
        return actions.take(lease, but, by=by) if queries.is_any_due(but) else None


class Worker:
    """Several hands at work, one eye on the clock, one pulse that keeps the leases."""

    def __init__(self, app: Flask, *, hands: int = HANDS, lease: timedelta = LEASE) -> None:
        self._app = app
        self._lease = lease
        self._timetable = Timetable(app.extensions["schedules"])
        self._free = threading.Semaphore(hands)
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix="worker")
        self._held: dict[int, Taken] = {}
        self._begun: dict[str, float] = {}
        self._ended = threading.Event()
        self._failures = 0
        self._me = holder.myself()
        self._next_wake = 0.0
        self._name = f"{socket.gethostname()[:100]}:{os.getpid()}"
        self._started_at = clock.now()

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop."""
        self._app.extensions[NAME] = stop
        pulse = threading.Thread(target=self._beat, name="pulse", daemon=True)
        pulse.start()
        try:
            while not stop.is_set():
                stop.wait(self._turn())
        finally:
            self._pool.shutdown(wait=True)
            self._ended.set()
            pulse.join()
            self._app.extensions.pop(NAME, None)

    def _turn(self) -> float:
        """Hand out one job if there is one; returns the seconds to wait before the next turn."""
        try:
            found = self._hand_out()
        except Exception:
            # The database is away, or has no room: keep calm, and ask less and less often.
            self._failures += 1
            log.exception("the worker could not look for work")
            return float(min(PAUSE_SECONDS * 2**self._failures, LONGEST_PAUSE_SECONDS))
        self._failures = 0
        return 0 if found else PAUSE_SECONDS

    def _hand_out(self) -> bool:
        with self._app.app_context():
            # Also while all hands are full: a period that nobody looks at is owed by nobody.
            self._timetable.enqueue_due()
            self._free_what_the_dead_held()
        if not self._free.acquire(timeout=PAUSE_SECONDS):
            return False
        taken = None
        try:
            taken = _take(self._app, self._lease, self._busy_kinds(), by=self._me)
        finally:
            if taken is None:
                self._free.release()
        if taken is None:
            return False
        self._held[taken.id] = taken
        self._begun[taken.kind] = time.monotonic()
        self._pool.submit(self._work, taken)
        return True

    def _free_what_the_dead_held(self) -> None:
        """Done before the first job is taken, and every few seconds from then on."""
        if time.monotonic() < self._next_wake:
            return
        if dead := [name for name in queries.holders() if holder.is_dead(name)]:
            log.warning("%s jobs are free: their workers died", actions.free(dead))
        self._next_wake = time.monotonic() + WAKE_SECONDS

    def _busy_kinds(self) -> list[str]:
        """The kinds that have as many hands as they may have, or were begun a moment ago."""
        held = Counter(taken.kind for taken in list(self._held.values()))
        most: dict[str, int] = self._app.extensions["hands"]
        full = {kind for kind, hands in most.items() if held[kind] >= hands}
        pauses: dict[str, float] = self._app.extensions["pauses"]
        now = time.monotonic()
        young = {kind for kind, at in self._begun.items() if now < at + pauses.get(kind, 0.0)}
        return sorted(full | young)

    def _work(self, taken: Taken) -> None:
        try:
            work(self._app, taken)
        except Exception:
            log.exception("what became of job %s could not be noted; it runs again", taken.id)
        finally:
            self._held.pop(taken.id, None)
            self._free.release()

    def _beat(self) -> None:
        """Say that this process lives, and keep the leases of its long jobs meanwhile."""
        self._note_pulse()
        while not self._ended.wait(self._lease.total_seconds() / 3):
            self._note_pulse()
            for taken in list(self._held.values()):
                try:
                    with self._app.app_context():
                        actions.keep(taken, self._lease)
                except Exception:
                    log.exception("the lease of job %s could not be kept", taken.id)

    def _note_pulse(self) -> None:
        try:
            with self._app.app_context():
                actions.note_pulse(self._name, self._started_at)
        except Exception:
            log.exception("the worker could not say that it lives")
