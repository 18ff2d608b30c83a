"""`python -m tests.faults.launched`: the forum, told when to die, with jobs and pages of our own.

None of this is in the package that people install: no variable makes an installed forum die.

FAULT_CRASH      where a process kills itself once: `commit` right after a post was committed, or
                 the kind of a job (`mail.send`) before it is begun, with `:after` once it is done;
                 `mail.carry:after` when the mail server has a letter, and nobody has noted that
FAULT_TO         the address whose letters are meant where `mail` stands before
FAULT_MARK       the file that says that it has not happened yet; it is removed by the dying process
FAULT_ANSWER     a file; while it holds a number, pages that write are answered with that status
FAULT_MAIL       the minutes after which letters about notices are sent
FAULT_LEASE      the seconds for which a worker holds a job
FAULT_CPU        each answer says how many milliseconds of the processor it took
FAULT_CLOCK      a file with the seconds by which every clock of the forum goes wrong
FAULT_HURRY      divides the pauses between the tries of a job
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, request
from sqlalchemy import event, text

from forum import slices
from forum.cli import main
from forum.jobs import actions as jobs
from forum.jobs import worker
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.manifest import Manifest
from forum.kernel.unit import transaction
from forum.mail import carrier
from forum.mail import queries as letters
from forum.mail.models import Letter
from forum.notices import settings as notices
from forum.notices.actions import making
from forum.server import start, twins
from forum.topics.models import Post

bp = Blueprint("faults", __name__)
CRASH = os.environ.get("FAULT_CRASH", "")
MARK = Path(os.environ.get("FAULT_MARK", "/nowhere"))
TO = os.environ.get("FAULT_TO", "")
# The milliseconds of the processor that the thread spent on an answer.
CPU_HEADER = "X-Fault-Cpu"
CLOCK = Path(os.environ.get("FAULT_CLOCK", "/nowhere"))
ANSWER = Path(os.environ.get("FAULT_ANSWER", "/nowhere"))
# An effect with a memory: a row for each key, and how often the work was begun.
TABLES = (
    "CREATE TABLE fault_effects (key VARCHAR(40) PRIMARY KEY, times INTEGER NOT NULL)",
    "CREATE TABLE fault_tries (key VARCHAR(40) NOT NULL)",
)


def die_once() -> None:
    """Kill this process, unless that was done already."""
    try:
        MARK.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


@bp.get("/fault/slow/<int:seconds>")
def slow(seconds: int) -> str:
    """A page that takes its time."""
    time.sleep(seconds)
    return "slow, and whole"


@bp.before_app_request
def answer_as_told() -> None:
    """Refuse what writes, when the file says so."""
    if request.method == "POST" and ANSWER.exists():
        abort(int(ANSWER.read_text()))


def tell_cpu(state: Any) -> None:
    """Let each answer say what it cost, everything that the application does among it."""
    inner = state.app.wsgi_app

    def measured(environ: Any, start_response: Any) -> Any:
        begun = time.thread_time()

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            spent = (time.thread_time() - begun) * 1000
            return start_response(status, [*headers, (CPU_HEADER, f"{spent:.1f}")], *more)

        return inner(environ, start)

    state.app.wsgi_app = measured


def effect(payload: dict[str, Any]) -> None:
    """Work that notes its tries, and whose effect is made at most once."""
    key = {"key": payload["key"]}
    with transaction():
        db.session.execute(text("INSERT INTO fault_tries (key) VALUES (:key)"), key)
    time.sleep(payload.get("seconds", 0))
    with transaction():
        once = (
            "INSERT INTO fault_effects (key, times) VALUES (:key, 1) ON CONFLICT (key) DO NOTHING"
        )
        db.session.execute(text(once), key)


def poison(payload: dict[str, Any]) -> None:
    """Work that never goes well."""
    raise RuntimeError("This job is poison.")


def deadly(payload: dict[str, Any]) -> None:
    """Work that ends the process that does it."""
    os.kill(os.getpid(), signal.SIGKILL)


def _crash_at(kind: str, handler: Callable[[dict[str, Any]], object]) -> Callable[..., object]:
    def dying(payload: dict[str, Any]) -> None:
        if kind == CRASH and _is_meant(kind, payload):
            die_once()
        handler(payload)
        if f"{kind}:after" == CRASH and _is_meant(kind, payload):
            die_once()

    return dying


def _is_meant(kind: str, payload: dict[str, Any]) -> bool:
    if kind != letters.SEND:
        return True
    letter = letters.letter(payload["letter"])
    return letter is not None and letter.to_address == TO


def _crash_once_carried() -> None:
    carry = carrier.carry

    def dying(letter: Letter) -> None:
        carry(letter)
        if letter.to_address == TO:
            die_once()

    carrier.carry = dying


def _crash_after_commit(session: Any) -> None:
    if session.info.pop("fault_posted", False):
        die_once()


def _notice_posts(session: Any, *_: object) -> None:
    if any(isinstance(row, Post) for row in session.new):
        session.info["fault_posted"] = True


def _plug_in() -> None:
    ours = {"fault.effect": effect, "fault.poison": poison, "fault.deadly": deadly}
    slices.ALL.append(Manifest(name="faults", blueprints=[bp], tasks=ours))
    for each in slices.ALL:
        for kind, handler in each.tasks.items():
            each.tasks[kind] = _crash_at(kind, handler)
    if os.environ.get("FAULT_CPU"):
        bp.record_once(tell_cpu)
    if CRASH == "mail.carry:after":
        _crash_once_carried()
    if CRASH == "commit":
        event.listen(db.session, "after_flush", _notice_posts)
        event.listen(db.session, "after_commit", _crash_after_commit)


def _hurry() -> None:
    by = float(os.environ.get("FAULT_HURRY", "1"))
    jobs.PAUSES[:] = [pause / by for pause in jobs.PAUSES]
    if lease := os.environ.get("FAULT_LEASE"):
        worker.Worker.__init__.__kwdefaults__["lease"] = timedelta(seconds=float(lease))
    if minutes := os.environ.get("FAULT_MAIL"):
        object.__setattr__(notices.MAIL_AFTER, "get", lambda: float(minutes))
        making.SPAN_SECONDS = 1


class _Wrong(datetime):
    """The time as a wrong clock has it."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + timedelta(seconds=_off())


def _off() -> float:
    try:
        return float(CLOCK.read_text())
    except (OSError, ValueError):
        return 0.0


def _go_wrong() -> None:
    """Let the forum, and the libraries that sign its cookies, read the clock that is set."""
    right = time.time
    time.time = lambda: right() + _off()
    clock.datetime = _Wrong


def _launch(*words: str) -> tuple[str, ...]:
    """The command that runs this program instead of the forum alone."""
    return (sys.executable, "-m", "tests.faults.launched", *words)


if __name__ == "__main__":
    start.python = twins.python = _launch
    _plug_in()
    _hurry()
    if CLOCK.exists():
        _go_wrong()
    main()
