"""What the worker does once a day, on a log of a million deeds: `bin/bench --only nightly`."""

import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Role, User
from forum.activity.models import Deed, DeedKind
from forum.activity.queries import day_of
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import Topic
from tests.bench.table import Table
from tests.bench.town import Size, build, fill

MEMBERS, DEEDS = 10_000, 1_000_000
SIZE = Size(members=MEMBERS, topics=20_000, posts=250_000)
SMALL = Size(members=200, channels=5, topics=400, posts=5000, long_topic=1200, middle_topics=2)
# Of the deeds beside writing and cheering, so many are thanks and accepted answers.
RARE = {DeedKind.ACCEPTED: 0.03, DeedKind.THANKED: 0.02}


def measure(folder: Path, table: Table, *, small: bool) -> None:
    """Fill the log, make everything that follows from it, and let a day's work be done twice."""
    size, deeds = (SMALL, 20_000) if small else (SIZE, DEEDS)
    app = build(folder / "nightly", size)
    with app.app_context():
        _fill_log(deeds)
        db.session.remove()
    table.say("nightly, data", f"{size.members:,} members, {deeds:,} deeds")
    _say(table, folder, "making anew", "activity", "rebuild")
    _say(table, folder, "the first night, with all that is new", "jobs", "daily")
    _say(table, folder, "a night", "jobs", "daily")
    _say(table, folder, "comparing with the log", "activity", "rebuild", "--dry-run")


def _say(table: Table, folder: Path, name: str, *words: str) -> None:
    command = (sys.executable, "-P", "-m", "forum", "--data", str(folder / "nightly"), *words)
    begun = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    took = time.perf_counter() - begun
    if done.returncode:
        raise RuntimeError(done.stderr)
    table.say(f"nightly, {name}", f"{took:.1f} s")
    if words[-1] == "daily":
        print(done.stdout.strip(), flush=True)


def _fill_log(deeds: int) -> None:
    chance = random.Random(11)
    people = list(db.session.scalars(select(User.id).where(User.role == Role.MEMBER)))
    topics = list(db.session.execute(select(Topic.id, Topic.channel_id)))
    there = db.session.query(Deed).count()
    fill(Deed, (_deed(chance, people, topics) for _ in range(deeds - there)))


def _deed(chance: random.Random, people: list[int], topics: list[Any]) -> dict[str, Any]:
    """A few members do most of it, as everywhere."""
    who = people[int(len(people) * chance.random() ** 2)]
    at = clock.now() - timedelta(days=365 * chance.random())
    luck, kind = chance.random(), DeedKind.VISITED
    for rare, share in RARE.items():
        luck -= share
        if luck < 0:
            kind = rare
            break
    row: dict[str, Any] = {
        "kind": kind,
        "who_id": who,
        "to_id": None,
        "thing_kind": "member",
        "thing_id": who,
        "channel_id": None,
        "topic_id": None,
        "at": at,
        "day": day_of(at),
        "settled_at": at,
    }
    if kind != DeedKind.VISITED:
        topic = chance.choice(topics)
        row |= {"to_id": chance.choice(people), "thing_kind": "post"}
        row |= {"thing_id": chance.randrange(1, 250_000), "topic_id": topic.id}
        row |= {"channel_id": topic.channel_id}
    return row
