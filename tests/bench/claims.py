"""A stampede for codes: 1,000 members claim 100 codes at once, from two servers on one database."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from forum.codes import checks
from forum.codes.models import Code, CodeState, PerkClaim
from forum.kernel.db import db
from tests.bench.serving import cores, free_port, running
from tests.bench.table import Table
from tests.faults.claiming import PAGE, ground
from tests.faults.databases import Database, databases
from tests.server.visiting import Visitor

MEMBERS, CODES = 1000, 100
LINES = 64
P99 = 2.0


def measure(folder: Path, table: Table) -> None:
    """On every database of this machine. Ends with an error unless the outcome is exact."""
    for name, kind in databases().items():
        with kind(folder / f"claims-{name}") as database:
            _storm(name, database, table)


def _storm(name: str, database: Database, table: Table) -> None:
    perk_id, cookies = ground(database, MEMBERS, CODES)
    command = ("-m", "forum", "--data", str(database.data), "serve", "--port")
    told = {"settings": dict(database.settings), "says_address": True}
    here, there = cores()
    with (
        running(*command, str(free_port()), core=here, **told) as one,
        running(*command, str(free_port()), core=there, **told) as other,
    ):
        ports = one.port, other.port
        visitors = [Visitor(ports[n % 2], cookie) for n, cookie in enumerate(cookies)]
        at_once(visitors, lambda visitor: visitor.token(PAGE))
        answers: Counter[int] = Counter()
        seconds: list[float] = []

        def claim(visitor: Visitor) -> None:
            begun = time.monotonic()
            answer = visitor.send(f"/my/perks/{perk_id}/claim", {}, page=PAGE)
            seconds.append(time.monotonic() - begun)
            answers[answer.status] += 1

        begun = time.monotonic()
        at_once(visitors, claim)
        took = time.monotonic() - begun
    seconds.sort()
    median, p99 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
    _prove(database, answers)
    late = "" if p99 <= P99 else f", beyond the {P99:g} s that it may take"
    words = f"{CODES} codes to {CODES} of {MEMBERS} members in {took:.1f} s, none twice; "
    words += f"an answer took {median * 1000:.0f} ms (median), {p99 * 1000:.0f} ms (p99{late})"
    table.say(f"claims at once, two servers, {name}", words)


def _prove(database: Database, answers: Counter[int]) -> None:
    assert answers == {302: MEMBERS}, f"other answers: {answers}"
    with database.opened():
        taken = select(func.count(), func.count(Code.user_id.distinct()))
        taken = taken.where(Code.state == CodeState.ASSIGNED)
        assert tuple(db.session.execute(taken).one()) == (CODES, CODES)
        claims = select(func.count(), func.count(PerkClaim.code_id.distinct()))
        assert tuple(db.session.execute(claims).one()) == (MEMBERS, CODES)
        assert [one for check in checks.ALL for one in check.problems()] == []


def at_once(visitors: list[Visitor], act: Callable[[Visitor], object]) -> None:
    """Let all of them act, on so many lines. Raises what the first of them could not do."""
    rows, lock, failed = list(reversed(visitors)), threading.Lock(), []

    def run() -> None:
        while True:
            with lock:
                if not rows or failed:
                    return
                visitor = rows.pop()
            try:
                act(visitor)
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(LINES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
