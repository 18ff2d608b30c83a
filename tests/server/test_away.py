"""PostgreSQL or Redis goes away under load and comes back (F-09, F-10)."""

import http.client
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest
from sqlalchemy import func, select

from forum.jobs.models import Pulse
from forum.kernel.db import db
from forum.topics.models import Post
from forum.web import limits
from tests.server.fleet import Fleet, Machine, fleet, place
from tests.server.services import OwnPostgres, own_postgres, own_redis
from tests.server.visiting import Answer, Visitor, cookie_of
from tests.support import make

pytestmark = pytest.mark.slow
AWAY_SECONDS = 10.0
# The two noisy cores of a test machine are waited for as well.
LONGEST_ANSWER = 5.0
BACK_WITHIN = 5.0
NOWHERE = "redis://127.0.0.1:1/0"
WRITERS = 4


@dataclass
class Ledger:
    """What was asked during the fault, and how it was answered."""

    kept: dict[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    slowest: float = 0.0
    # When each text was taken, and those answered with 503.
    taken_at: list[float] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@contextmanager
def writers(fleet_: Fleet, machine: Machine, path: str, cookies: list[str]) -> Iterator[Ledger]:
    """Members who post without pause, each text again and again until it is taken."""
    ledger, over = Ledger(), threading.Event()
    threads = [
        threading.Thread(target=_write, args=(ledger, machine, path, cookie, over))
        for cookie in cookies
    ]
    for thread in threads:
        thread.start()
    try:
        yield ledger
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _write(ledger: Ledger, machine: Machine, path: str, cookie: str, over: threading.Event) -> None:
    with closing(Visitor(machine.port, cookie)) as visitor:
        visitor.token(path)
        while not over.is_set():
            _insist(ledger, visitor, path, over)
            # A member may post 30 times in ten minutes.
            over.wait(0.7)


def _insist(ledger: Ledger, visitor: Visitor, path: str, over: threading.Event) -> None:
    body, key = f"Said {uuid.uuid4()}.", uuid.uuid4().hex
    while not over.is_set():
        begun = time.monotonic()
        try:
            answer = visitor.reply(path, body, key=key)
        except (OSError, http.client.HTTPException) as error:
            ledger.wrong.append(repr(error))
            return
        took = time.monotonic() - begun
        ledger.slowest = max(ledger.slowest, took)
        ledger.statuses.append(answer.status)
        if answer.status == 302:
            ledger.kept[key] = body
            ledger.taken_at.append(time.monotonic())
            return
        ledger.refused.append(answer)
        if body not in answer.text:
            ledger.wrong.append(f"{answer.status} without the text: {answer.text[:300]}")
        over.wait(0.2)


def nothing_lost_or_doubled(app, ledger: Ledger) -> bool:
    with app.app_context():
        counted = select(Post.body, func.count(Post.id)).where(Post.number > 1).group_by(Post.body)
        kept = dict(map(tuple, db.session.execute(counted)))
        db.session.remove()
    return all(kept.get(body) == 1 for body in ledger.kept.values()) and set(kept.values()) == {1}


def has_pulse(app) -> bool:
    """Whether a worker has begun to work."""
    with app.app_context():
        try:
            return db.session.scalar(select(func.count()).select_from(Pulse)) > 0
        finally:
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def on_own_postgres(tmp_path) -> Iterator[tuple[Fleet, OwnPostgres]]:
    with own_postgres() as postgres:
        several = fleet(tmp_path, postgres.url, NOWHERE)
        try:
            yield several, postgres
        finally:
            several.end()


def _members(app, count: int) -> tuple[str, list[str]]:
    with app.app_context():
        path = place("Under fire")
        cookies = [cookie_of(app, make.member()) for _ in range(count)]
        db.session.remove()
        db.engine.dispose()
    return path, cookies


def until(true: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never became true"
        time.sleep(0.05)


def test_postgres_away_is_a_503_that_gives_the_text_back_and_passes_by_itself(on_own_postgres):
    several, postgres = on_own_postgres
    app = several.prepare()
    path, cookies = _members(app, WRITERS)
    server, worker = several.serve(), several.work()

    with (
        writers(several, server, path, cookies) as ledger,
        closing(Visitor(server.port)) as guest,
    ):
        until(lambda: len(ledger.kept) >= WRITERS, 20.0)
        assert guest.get(path).status == 200
        until(lambda: has_pulse(app), 60.0)
        postgres.stop()
        ends = time.monotonic() + AWAY_SECONDS
        guests = []
        while time.monotonic() < ends:
            begun = time.monotonic()
            guests.append((guest.get(path).status, time.monotonic() - begun))
            time.sleep(0.3)
        assert guest.get("/healthz").status == 200
        assert guest.get("/readyz").status == 503
        postgres.start()
        back = time.monotonic()
        until(lambda: any(at > back for at in ledger.taken_at), BACK_WITHIN)
        until(lambda: guest.get("/readyz").status == 200, BACK_WITHIN)
        assert guest.get(path).status == 200
        time.sleep(1.0)

    assert not ledger.wrong
    assert ledger.slowest < LONGEST_ANSWER
    assert max(took for _, took in guests) < LONGEST_ANSWER
    assert {status for status, _ in guests} <= {200, 503}
    assert set(ledger.statuses) == {302, 503}
    assert {answer.headers["Retry-After"] for answer in ledger.refused} == {"5"}
    assert nothing_lost_or_doubled(app, ledger)
    assert worker.process.poll() is None and server.process.poll() is None


def test_lines_to_postgres_that_are_cut_again_and_again_lose_nothing(on_own_postgres, hear):
    several, postgres = on_own_postgres
    app = several.prepare()
    path, cookies = _members(app, WRITERS)
    server = several.serve()
    page = hear(server, path)
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> %s"

    with (
        writers(several, server, path, cookies) as ledger,
        psycopg.connect(postgres.url, autocommit=True) as line,
    ):
        until(lambda: len(ledger.kept) >= WRITERS, 20.0)
        for _ in range(8):
            line.execute(cut, (line.info.backend_pid,))
            time.sleep(1.0)
        mark = len(ledger.kept)
        until(lambda: len(ledger.kept) > mark, BACK_WITHIN)
        time.sleep(1.0)

    assert not ledger.wrong
    assert ledger.slowest < LONGEST_ANSWER
    assert set(ledger.statuses) <= {302, 503}
    assert nothing_lost_or_doubled(app, ledger)
    # What happened while nobody rang the bell is told all the same, once.
    page.kinds(7.0)
    told = [one["number"] for one in page.heard if one["kind"] == "post"]
    assert sorted(told) == list(range(2, len(told) + 2))
    assert len(told) >= len(ledger.kept)


def test_redis_killed_emptied_and_started_anew_is_hardly_noticed(tmp_path, hear):
    with own_postgres() as postgres, own_redis() as redis:
        several = fleet(tmp_path, postgres.url, redis.url)
        app = several.prepare()
        path, [cookie] = _members(app, 1)
        with app.app_context():
            other_path = place("A second one")
            other = cookie_of(app, make.member())
            db.session.remove()
            db.engine.dispose()
        server = several.serve()
        page = hear(server, path)
        with (
            closing(Visitor(server.port, cookie)) as member,
            closing(Visitor(server.port, other)) as second,
            closing(Visitor(server.port)) as guest,
        ):
            try:
                quiet = _timed(lambda: member.reply(path, "With Redis."), 10)
                assert guest.get(path).status == 200

                redis.kill()
                away = _timed(lambda: member.reply(path, "Without Redis."), 10)
                assert guest.get(path).status == 200
                assert page.until("post", 2.0)

                redis.start()
                time.sleep(limits.PAUSE_SECONDS + 0.5)
                assert _statuses(lambda: member.reply(path, "Back."), 5) == [302] * 5
                assert redis.ask("DBSIZE") != ":0"
                redis.ask("FLUSHALL")
                # 25 were taken; what Redis forgot is known to the process all the same.
                left = _statuses(lambda: member.reply(path, "Emptied."), 6)
                assert left == [302] * 5 + [429]
                assert second.reply(other_path, "Another member.").status == 302
            finally:
                several.end()
        assert {status for status, _ in quiet + away} == {302}
        # The first finds out that nobody answers; the others do not even ask.
        assert max(took for _, took in away) < 1.0
        assert _median(away) < 2 * _median(quiet) + 0.05


def _timed(ask: Callable[[], Answer], times: int) -> list[tuple[int, float]]:
    found = []
    for _ in range(times):
        begun = time.monotonic()
        found.append((ask().status, time.monotonic() - begun))
    return found


def _statuses(ask: Callable[[], Answer], times: int) -> list[int]:
    return [status for status, _ in _timed(ask, times)]


def _median(found: list[tuple[int, float]]) -> float:
    return sorted(took for _, took in found)[len(found) // 2]
