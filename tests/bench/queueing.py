"""The review queue with few cases and with many: `bin/bench --only queue`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Role, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation import queries, scoring
from forum.moderation.models import Band, CaseState, Reviewable
from forum.moderation.queries import Tab
from forum.topics.models import Post
from forum.verify import actions as verify
from tests.bench.asking import queries_of, weigh
from tests.bench.loads import Loaded, load
from tests.bench.serving import cores, free_port, running
from tests.bench.table import Row, Table
from tests.bench.town import Size, build, fill
from tests.server.visiting import Visitor, cookie_of
from tests.support import make

FEW, MANY = 30, 10_000
SIZE = Size(members=300, topics=600, posts=MANY + 500, long_topic=1000, middle_topics=2)
WARM_SECONDS = 1.0
# How many are chosen on the page for several at once.
CHOSEN = 20
PARTS = [scoring.by_severity(20, "flagged"), scoring.by_wait(20, timedelta(hours=9))]


@dataclass(frozen=True)
class Desk:
    """What is asked of whom, and where it is written down."""

    data: Path
    app: Flask
    cookie: str
    seconds: float
    table: Table
    bare: Loaded

    def ask(self, paths: Mapping[str, str], how: str) -> None:
        """Ask a server of its own for each of these pages."""
        command = ("-m", "forum", "--data", str(self.data), "serve", "--port", str(free_port()))
        with running(*command, core=cores()[0], settings={}, says_address=True) as server:
            for name, path in paths.items():
                visitor = Visitor(server.port, self.cookie)
                weight = weigh(visitor, path)
                visitor.close()
                load(server, path, seconds=WARM_SECONDS, cookies=[self.cookie])
                found = load(server, path, seconds=self.seconds, cookies=[self.cookie])
                queries = queries_of(self.app, path, self.cookie)
                self.table.add(Row("M", name, how, found, self.bare, weight, queries))


def measure(data: Path, app: Flask, seconds: float, *, table: Table, bare: Loaded) -> None:
    """The same pages with few open cases, and with many."""
    with app.app_context():
        judge = make.moderator(username="judge")
        desk = Desk(data, app, cookie_of(app, judge), seconds, table, bare)
        db.session.remove()
    for cases in (FEW, MANY):
        with app.app_context():
            _open(cases)
            verify.optimize()
            paths = _paths(judge)
            db.session.remove()
        desk.ask(paths, f"{cases:,} cases")


def town(folder: Path) -> Flask:
    """A forum with enough posts for all these cases."""
    return build(folder, SIZE)


def _paths(judge: User) -> Mapping[str, str]:
    page = queries.queue(Tab.OPEN, by=judge)
    ids = [entry.case.id for entry in page.items[:CHOSEN]]
    # As far down as somebody who asks for page after page comes on a long evening.
    place = page.next
    for _ in range(20):
        page = queries.queue(Tab.OPEN, queries.place_in(place), by=judge)
        place = page.next or place
    chosen = "&".join(f"chosen={case_id}" for case_id in ids)
    return {
        "queue": "/admin/moderation",
        "queue, a further page": f"/admin/moderation?after={place}",
        "queue, one case": f"/admin/moderation?case={ids[-1]}",
        "deciding on one": f"/admin/moderation/{ids[0]}/decide",
        "several at once": f"/admin/moderation/several?{chosen}&act=approve",
    }


def _open(count: int) -> None:
    """Let so many posts wait for a decision, besides those that do."""
    there = db.session.scalar(select(func.count(Reviewable.id))) or 0
    rows = select(Post.id, Post.author_id).order_by(Post.id).offset(there).limit(count - there)
    people = set(db.session.scalars(select(User.id).where(User.role == Role.MEMBER)))
    posts = [row for row in db.session.execute(rows) if row.author_id in people]
    fill(Reviewable, _cases(posts, there))


def _cases(posts: list[Any], first: int) -> Iterator[dict[str, Any]]:
    now = clock.now()
    for number, post in enumerate(posts, first):
        band = list(Band)[number % len(Band)]
        due = now + timedelta(minutes=number % 5000)
        yield {
            "target_kind": "post",
            "target_id": post.id,
            "about_id": post.author_id,
            "reason": "flagged",
            "created_at": now - timedelta(minutes=number),
            "severity": 20,
            "priority": 20,
            "parts": PARTS,
            "band": band,
            "rank": band.rank,
            "due_at": due,
            "band_due_at": due,
            "state": CaseState.OPEN,
        }
