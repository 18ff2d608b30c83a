"""F-06: members claim codes while the server is killed; each code is one member's, and once."""

import http.client
import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sqlalchemy import select

from forum.codes import actions as codes
from forum.codes.actions import PerkPlan, PoolPlan
from forum.codes.models import Audience, Code, CodeState, PerkClaim, PerkGuest, PoolSource
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.faults.databases import Database
from tests.faults.ground import GONE, Found, end_at_once, start, verify, wait_for
from tests.server.running import health
from tests.server.services import free_port
from tests.server.visiting import FORM, Visitor, cookie_of
from tests.support import make

# In a full run; a short one takes a tenth of both.
FULL = 20
MEMBERS, CODES = 500, 100
TIMES = 4
LINES = 16
# Of so many claims one is sent by somebody who hangs up before the answer.
HANGS_UP = 10
P95 = 0.5
PAGE = "/my/perks"
SHOWN = re.compile(r'data-copy-text="([^"]+)"')


@dataclass
class Told:
    """What members were told: their codes, the answers to their claims, and how long that took."""

    codes: dict[str, set[str]] = field(default_factory=dict)
    waiting: int = 0
    seconds: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    retried: int = 0


def claims_under_fire(database: Database, rounds: int, port: int) -> Found:
    """Everybody claims four times, some hang up; the server is killed again and again."""
    found, told = Found(), Told()
    port = port or free_port()
    size = 1 if rounds >= FULL else 10
    perk_id, cookies = ground(database, MEMBERS // size, CODES // size)
    running = start(database, port)
    running.port()
    crowd = _Crowd(port, perk_id, cookies, told)
    crowd.begin()
    kills = 0
    while kills < rounds and crowd.is_busy():
        time.sleep(random.uniform(0.2, 1.5))
        end_at_once(wait_for(lambda: running.children("serve"))[0])
        kills += 1
        wait_for(lambda: _answers(port), pause=0.05)
    crowd.end()
    running.end()
    _compare(found, database, told, CODES // size)
    verify(found, database)
    found.figures |= {"kills": kills, "members": len(cookies), "retried": told.retried}
    found.must_take("p95 of a claim", sorted(told.seconds)[int(len(told.seconds) * 0.95)], P95)
    return found


def ground(database: Database, members: int, number: int) -> tuple[int, list[str]]:
    """A perk with so many codes, and the cookies of so many members on its list."""
    with database.opened() as app:
        admin = make.admin()
        pool = codes.make(admin, PoolSource.GENERATED, PoolPlan("Autumn", "15 % off"))
        codes.generate(admin, pool, number)
        perk = codes.offer(admin, PerkPlan(pool.id, Audience.LIST))
        with transaction():
            people = [make.member() for _ in range(members)]
        with transaction():
            db.session.add_all([PerkGuest(perk_id=perk.id, user_id=one.id) for one in people])
            return perk.id, [cookie_of(app, one) for one in people]


def _answers(port: int) -> bool:
    try:
        return health(port) == "ok"
    except GONE:
        return False


class _Crowd:
    """The members, on so many lines at a time."""

    def __init__(self, port: int, perk_id: int, cookies: list[str], told: Told) -> None:
        self._port, self._told = port, told
        self._claim = f"/my/perks/{perk_id}/claim"
        self._rows = [cookie for cookie in cookies for _ in range(TIMES)]
        random.shuffle(self._rows)
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run) for _ in range(LINES)]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def is_busy(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def end(self) -> None:
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._rows:
                    return
                cookie = self._rows.pop()
            self._ask(Visitor(self._port, cookie), cookie)

    def _ask(self, visitor: Visitor, cookie: str) -> None:
        """Claim until there is an answer, then read what the page says."""
        while True:
            try:
                visitor.token(PAGE)
                if random.randrange(HANGS_UP) == 0:
                    self._hang_up(visitor)
                begun = time.monotonic()
                answer = visitor.send(self._claim, {}, page=PAGE)
                seconds = time.monotonic() - begun
                page = visitor.get(PAGE)
            except (*GONE, AssertionError):
                visitor.close()
                self._again()
                continue
            if answer.status == 302 and page.status == 200:
                self._note(cookie, page.text, seconds)
                visitor.close()
                return
            with self._lock:
                self._told.answers[answer.status] += answer.status != 302
            self._again()

    def _hang_up(self, visitor: Visitor) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        body = urlencode({"csrf_token": visitor.token(PAGE)})
        line.request(
            "POST", self._claim, body=body, headers={"Cookie": visitor.cookie, "Content-Type": FORM}
        )
        line.close()

    def _again(self) -> None:
        with self._lock:
            self._told.retried += 1
        time.sleep(0.1)

    def _note(self, cookie: str, page: str, seconds: float) -> None:
        with self._lock:
            self._told.answers[302] += 1
            self._told.seconds.append(seconds)
            self._told.codes.setdefault(cookie, set()).update(SHOWN.findall(page))
            self._told.waiting += "Your place:" in page


def _compare(found: Found, database: Database, told: Told, number: int) -> None:
    with database.opened():
        taken = select(Code.code, Code.user_id).where(Code.state == CodeState.ASSIGNED)
        rows = db.session.execute(taken).all()
        claims = db.session.scalars(select(PerkClaim.code_id)).all()
    kept = {row[0] for row in rows}
    given = [code for one in told.codes.values() for code in one]
    served = [code_id for code_id in claims if code_id is not None]
    wrong = {
        f"{len(rows)} codes were given out, and not {number}": len(rows) != number,
        "a member has two codes": len({row[1] for row in rows}) != len(rows),
        "a member was told two codes": any(len(one) > 1 for one in told.codes.values()),
        "two members were told one code": len(given) != len(set(given)),
        "somebody was told a code that is not theirs": not set(given) <= kept,
        "claims and codes are not as many": sorted(served) != sorted(set(served)),
        f"{len(claims)} claims of {len(told.codes)} members": len(claims) != len(told.codes),
        f"other answers: {dict(told.answers)}": bool(told.answers.keys() - {302, 503}),
    }
    found.wrong += [words for words, is_so in wrong.items() if is_so]
    found.figures |= {"codes given": len(given), "answered": told.answers[302]}
    found.figures |= {"told of their place": told.waiting, "503": told.answers[503]}
