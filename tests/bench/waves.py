"""A wave of 500 posts cleaned up and brought back by the worker: `bin/bench --only wave`."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from forum.accounts.models import Role, Standing, User
from forum.activity.queries import METRICS, values
from forum.kernel import clock
from forum.kernel.db import db
from forum.sanctions.models import SanctionKind
from forum.topics.actions import NewPost, Way, reply
from forum.topics.models import Post, State, Topic
from forum.topics.queries import visible_topic
from forum.waves import actions, queries, tasks
from forum.waves.models import Wave, WavePost
from forum.waves.plans import Plan
from forum.waves.settings import ACCOUNTS
from tests.bench.table import Table
from tests.bench.town import SMALL, build
from tests.support import make
from tests.topics.writing import choose

# Half of the wave is read before so many accounts have shown that it is one; the rest waits.
CROWD, ROUNDS, SEEN = 100, 5, 50
LONGEST = 10.0
WORDS = "Dear friends, I made a fortune with the golden parrot system and so can you, number {}."
PLAN = Plan(Way.HIDE, SanctionKind.SUSPENSION, 168, words="You took part in a wave.")


def measure(folder: Path, table: Table) -> None:
    """Write it, clean it up, bring it back; each must be whole and take less than ten seconds."""
    app = build(folder / "wave", SMALL)
    with app.app_context(), app.test_request_context():
        owner, wave_id = make.admin(), _flood()
        before, posts = _facts(), queries.numbers_of(queries.wave_by_id(wave_id)).posts
        sweeping = _timed(tasks.sweep, actions.sweep, owner, wave_id, PLAN)
        _expect(_readable(wave_id) == 0, "every post is away")
        _expect(_paused() == CROWD, "every account has its pause")
        returning = _timed(tasks.return_all, actions.return_all, owner, wave_id, "-")
        _expect(_facts() == before and _paused() == 0, "everything is as it was")
        _expect(posts == CROWD * ROUNDS, "all of it was seen")
    size = f"{posts} posts, {CROWD} accounts"
    table.say("wave, cleaned up", f"{size}: {sweeping:.1f} s")
    table.say("wave, brought back", f"{size}: {returning:.1f} s")
    _expect(max(sweeping, returning) < LONGEST, f"each takes less than {LONGEST:.0f} s")


def _flood() -> int:
    choose(ACCOUNTS, SEEN)
    born = clock.now() - timedelta(hours=1)
    crowd = [make.member(standing=Standing.NEW, created_at=born) for _ in range(CROWD)]
    rooms = list(db.session.scalars(select(Topic.id).order_by(Topic.id.desc()).limit(50)))
    begun = time.perf_counter()
    for half in (crowd[: SEEN - 1], crowd[SEEN - 1 :]):
        for number in range(ROUNDS * len(half)):
            topic = visible_topic(_owner(), rooms[number % len(rooms)])
            reply(half[number % len(half)], topic, NewPost(WORDS.format(number)))
    each = (time.perf_counter() - begun) / (CROWD * ROUNDS)
    print(f"a reply of the wave took {each * 1000:.1f} ms", flush=True)
    return db.session.scalars(select(Wave.id)).one()


def _owner() -> User:
    """Somebody who may read everything; stands in no table."""
    return User(id=0, role=Role.ADMIN)


def _timed(work: Callable[[dict[str, Any]], None], decide: Any, by: User, *given: Any) -> float:
    begun = time.perf_counter()
    decide(by, *given)
    work({"wave": given[0], "words": "A mistake."})
    return time.perf_counter() - begun


def _readable(wave_id: int) -> int:
    there = select(func.count(WavePost.id)).join(Post, Post.id == WavePost.post_id)
    seen = Post.state.in_([State.PUBLISHED, State.HELD])
    return db.session.scalar(there.where(WavePost.wave_id == wave_id, seen)) or 0


def _paused() -> int:
    out = select(func.count(User.id)).where(User.suspended_until.is_not(None))
    return db.session.scalar(out) or 0


def _facts() -> dict[str, Any]:
    """What follows from posts."""
    counts = select(Topic.id, Topic.reply_count, Topic.people_count, Topic.last_number)
    people = select(User.id, User.post_count, User.topic_count)
    return {
        "states": dict(db.session.execute(select(Post.id, Post.state)).tuples().all()),
        "topics": sorted(db.session.execute(counts).tuples()),
        "people": sorted(db.session.execute(people).tuples()),
        "log": values(METRICS["posts"]),
    }


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise RuntimeError(f"not so: {what}")
