"""A stampede for a launch while a server and the worker are killed: none is lost, none is twice.

The pool has half of the codes at first. A server dies while they are handed out; the rest is added
later, and the worker dies while it gives them to those who wait. Whose line broke sends the same
form once more, to the server that lives.
"""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from forum.codes import actions as codes
from forum.codes import checks as code_checks
from forum.codes import queries as pools
from forum.codes.actions import PoolPlan
from forum.codes.models import Code, CodeState, PoolSource
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launches import actions, checks
from forum.launches.actions import Opening, Supply, Words
from forum.launches.models import EntryState, LaunchEntry
from tests.bench.claims import CODES, MEMBERS, P99, at_once
from tests.bench.serving import Process, cores, free_port, running
from tests.bench.table import Table
from tests.faults.databases import Database, databases
from tests.server.visiting import Visitor, cookie_of
from tests.support import make

DAY = timedelta(days=1)
AT_FIRST = CODES // 2
# After so many answers a server dies, and after so many the rest of the codes is added.
SERVER_DIES, CODES_COME = 50, 300
PATIENCE = 120.0
BROKEN = (OSError, http.client.HTTPException)


@dataclass
class Ground:
    """What is stormed, and by whom."""

    page: str
    pool_id: int
    cookies: list[str]


@dataclass
class Storm:
    """How it goes."""

    answers: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    repeated: int = 0
    # How many codes were given when the worker died.
    given: int = 0
    took: float = 0.0


def measure(folder: Path, table: Table) -> None:
    """On every database of this machine. Ends with an error unless the outcome is exact."""
    for name, kind in databases().items():
        with kind(folder / f"killing-{name}") as database:
            _try(name, database, table)


def ground(database: Database) -> Ground:
    """A launch that is open, with too few codes, and so many members."""
    with database.opened() as app:
        now, admin, second = clock.now(), make.admin(), make.admin()
        with clock.at(now - 2 * DAY):
            pool = codes.make(admin, PoolSource.GENERATED, PoolPlan("Autumn", "15 % off"))
            codes.generate(admin, pool, AT_FIRST)
            launch = actions.create(admin, Words("Field kettle"))
            actions.add_window(admin, launch, Opening(now - DAY, now + DAY))
            supply = Supply(stock_total=CODES, pool_id=pool.id, lobby_minutes=0)
            actions.change_supply(admin, launch, supply)
            actions.submit(admin, launch)
            actions.approve(second, launch)
        with transaction():
            people = [make.member(created_at=now - 9 * DAY) for _ in range(MEMBERS)]
        with transaction():
            cookies = [cookie_of(app, one) for one in people]
        return Ground(f"/launches/{launch.slug}", pool.id, cookies)


def _try(name: str, database: Database, table: Table) -> None:
    found, storm = ground(database), Storm()
    with ExitStack() as stack, database.opened():
        _storm(database, stack, found, storm)
        _prove(storm)
    storm.seconds.sort()
    p99 = storm.seconds[int(len(storm.seconds) * 0.99)]
    late = "" if p99 <= P99 else f", beyond the {P99:g} s that it may take"
    words = f"{CODES} codes to {CODES} of {MEMBERS} members, none twice, after {storm.took:.1f} s; "
    words += f"the worker died at code {storm.given}, {storm.repeated} forms were sent again; "
    words += f"an answer took {p99 * 1000:.0f} ms (p99{late})"
    table.say(f"claims, a server and the worker killed, {name}", words)


def _storm(database: Database, stack: ExitStack, found: Ground, storm: Storm) -> None:
    start = ("-m", "forum", "--data", str(database.data))
    here, there = cores()

    def process(core: int, *command: str) -> Process:
        says = command[0] == "serve"
        told = {"settings": dict(database.settings), "says_address": says}
        return stack.enter_context(running(*start, *command, core=core, **told))

    one = process(here, "serve", "--port", str(free_port()))
    other = process(there, "serve", "--port", str(free_port()))
    worker = process(there, "work")
    visitors = [
        Visitor((one, other)[number % 2].port, cookie)
        for number, cookie in enumerate(found.cookies)
    ]
    at_once(visitors, lambda visitor: visitor.token(found.page))
    begun = time.monotonic()
    line = stack.enter_context(ThreadPoolExecutor(1))
    crowd = line.submit(at_once, visitors, _claim(found, storm, one.port))
    _wait_for(lambda: len(storm.seconds) >= SERVER_DIES)
    other.die()
    _wait_for(lambda: len(storm.seconds) >= CODES_COME)
    assert _given() == AT_FIRST, "codes came from nowhere"
    codes.generate(make.admin(), pools.pool_by_id(found.pool_id), CODES - AT_FIRST)
    _wait_for(lambda: _given() > AT_FIRST)
    worker.die()
    storm.given = _given()
    process(there, "work")
    crowd.result()
    _wait_for(lambda: _given() == CODES)
    storm.took = time.monotonic() - begun


def _claim(found: Ground, storm: Storm, living: int) -> Callable[[Visitor], None]:
    """Claim; whose line breaks claims once more at the server that lives."""
    lock = threading.Lock()

    def claim(visitor: Visitor) -> None:
        begun, is_broken = time.monotonic(), False
        try:
            answer = visitor.send(f"{found.page}/claim", {}, page=found.page)
        except BROKEN:
            is_broken = True
            visitor.move_to(living)
            answer = visitor.send(f"{found.page}/claim", {}, page=found.page)
        with lock:
            storm.seconds.append(time.monotonic() - begun)
            storm.answers[answer.status] += 1
            storm.repeated += is_broken

    return claim


def _prove(storm: Storm) -> None:
    assert storm.answers == {302: MEMBERS}, f"other answers: {storm.answers}"
    assert storm.repeated > 0, "nobody noticed that a server died"
    assert AT_FIRST < storm.given < CODES, f"the worker was not at work, at code {storm.given}"
    taken = select(func.count(), func.count(Code.user_id.distinct()))
    taken = taken.where(Code.state == CodeState.ASSIGNED)
    assert tuple(db.session.execute(taken).one()) == (CODES, CODES)
    kept = select(func.count(), func.count(LaunchEntry.code_id.distinct()))
    kept = kept.where(LaunchEntry.state == EntryState.CLAIMED)
    assert tuple(db.session.execute(kept).one()) == (CODES, CODES)
    assert db.session.scalar(select(func.count()).select_from(LaunchEntry)) == CODES
    every = (*checks.ALL, *code_checks.ALL)
    assert [one for check in every for one in check.problems()] == []


def _given() -> int:
    db.session.rollback()
    query = select(func.count()).where(LaunchEntry.state == EntryState.CLAIMED)
    return db.session.scalar(query) or 0


def _wait_for(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < ends, "it never came so far"
        time.sleep(0.005)
