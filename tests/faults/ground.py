"""What all scenarios stand on: a topic with members, real processes, and the proofs at the end."""

import http.client
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember
from forum.accounts.models import Standing, User
from forum.topics import actions as topics
from forum.topics.actions import NewTopic
from forum.topics.models import Topic
from tests.faults.databases import Database, environment
from tests.server.running import START, Running
from tests.server.visiting import cookie_of
from tests.support import make

T = TypeVar("T")
BEGUN: list[Running] = []
GONE = (OSError, http.client.HTTPException)
PATIENCE = 60.0
# The forum with crash points and jobs of our own, see launched.py.
LAUNCHED = (sys.executable, "-m", "tests.faults.launched", "start")


@dataclass
class Found:
    """Figures of a scenario, what went wrong, and what took longer than it may."""

    figures: dict[str, object] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    # Moments depend on the machine and on who shares it, so a short round only tells of them.
    late: list[str] = field(default_factory=list)

    def must_take(self, what: str, seconds: float, most: float) -> None:
        """Note how long something took, and whether that was too long."""
        self.figures[f"s {what}"] = round(seconds, 2)
        if seconds > most:
            self.late.append(f"{what}: {seconds:.1f} s, and may take {most:g}")

    def __str__(self) -> str:
        facts = ", ".join(f"{value} {name}" for name, value in self.figures.items())
        more = [
            *(f"wrong: {one}" for one in self.wrong[:5]),
            *(f"late: {one}" for one in self.late),
        ]
        return "; ".join([facts, *more])


def ground(database: Database, *, people: int) -> tuple[str, list[str]]:
    """A topic, and the cookies of so many members."""
    with database.opened() as app:
        topic = start_topic(join())
        return path_of(topic), [cookie_of(app, join()) for _ in range(people)]


def join() -> User:
    """A member who has come in as members do: whoever follows that has heard of it.

    Their standing lets them write as much as they like in a day.
    """
    name = f"guest-{uuid.uuid4().hex[:12]}"
    member = accounts.add_member(NewMember(name, f"{name}@example.org", None))
    accounts.set_standing(member.id, Standing.REGULAR)
    return member


def start_topic(author: User) -> Topic:
    """A topic in a new channel, counted and to be found as all are."""
    return topics.start(author, make.channel(), NewTopic("What is done here", "The first post."))


def path_of(topic: Topic) -> str:
    """The address of a topic."""
    return f"/t/{topic.slug}/{topic.id}"


def start(database: Database, port: int = 0) -> Running:
    """The forum as an operator starts it."""
    return _run(database, port, database.settings, START)


def launch(database: Database, port: int = 0, **told: str) -> Running:
    """The forum with crash points: `told` becomes FAULT_ variables of its processes."""
    more = {f"FAULT_{name.upper()}": word for name, word in told.items()}
    return _run(database, port, {**database.settings, **more}, LAUNCHED)


def _run(
    database: Database, port: int, settings: Mapping[str, str], program: Sequence[str]
) -> Running:
    begun = Running(database.data, "--port", str(port), settings=settings, program=program)
    BEGUN.append(begun)
    return begun


def end_what_runs() -> None:
    """A scenario that broke off leaves its forum behind: end that, and nobody else's."""
    while BEGUN:
        begun = BEGUN.pop()
        if begun.process.poll() is None:
            kill(begun)


def kill(running: Running) -> None:
    """End every process of the tree at once, without a word."""
    numbers = [running.process.pid, *running.children("serve"), *running.children("work")]
    for number in numbers:
        end_at_once(number)
    running.wait()


def end_at_once(number: int) -> None:
    os.kill(number, signal.SIGKILL)


def verify(found: Found, database: Database) -> None:
    """`forum verify` is the oracle of every scenario."""
    done = forum(database, "verify")
    if done.returncode != 0:
        rows = [row for row in done.stdout.splitlines() if not row.startswith("holds")]
        amiss = "\n".join(rows)[:600]
        found.wrong.append(f"forum verify: {amiss}\n{done.stderr[-200:]}")


def forum(database: Database, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the forum on this database."""
    command = (sys.executable, "-P", "-m", "forum", "--data", str(database.data), *words)
    return subprocess.run(
        command, env=environment(database.settings), capture_output=True, text=True, check=False
    )


def wait_for(ask: Callable[[], T], seconds: float = PATIENCE, pause: float = 0.1) -> T:
    """Ask until the answer is something, or patience ends; returns the last answer."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(pause)
    return answer
