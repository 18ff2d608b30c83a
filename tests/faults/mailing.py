"""F-08: a mail server that fails in every way it can; each letter arrives once all the same."""

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aiosmtpd.controller import Controller
from sqlalchemy import func, select

from forum.jobs import worker
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.mail import actions as mail
from forum.mail import queries as letters
from forum.mail import tasks
from forum.mail.models import Letter
from tests.faults.databases import Database
from tests.faults.ground import Found, ground, start, verify, wait_for
from tests.mail.post_office import PostOffice, free_port
from tests.server.visiting import Visitor

DAY = timedelta(hours=24)
# Seconds that a slow server takes for a letter; a full run has a few that take very long.
SLOW = 1
VERY_SLOW = 45
FULL = 20
# Replies in one measure, and letters that hang meanwhile; two of them are in the worker's hands.
REPLIES = 10
LETTERS = 8
HANDS = tasks.HANDS[letters.SEND]
# By so much may the slowest replies be slower.
SLOWER = 1.1


@dataclass
class Rogue(PostOffice):
    """A mail server that can also be slow, or send everybody away the first time."""

    seconds: float = 0
    is_grey: bool = False
    greeted: set[str] = field(default_factory=set)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.is_grey and address not in self.greeted:
            self.greeted.add(address)
            return "450 4.2.0 come back later"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await asyncio.sleep(self.seconds)
        return await super().handle_DATA(server, session, envelope)


@dataclass
class Hanging(Rogue):
    """A mail server that does not answer, until it is told to."""

    hangs: bool = False
    held: int = 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.held += 1
        while self.hangs:  # noqa: ASYNC110 -- told from another thread
            await asyncio.sleep(0.02)
        self.held -= 1
        return await super().handle_DATA(server, session, envelope)


@dataclass(frozen=True)
class Mode:
    """How the server misbehaves, and what a letter may cost at most."""

    office: Callable[[int], Rogue]
    most_copies: int = 1
    most_letters: int = 1000
    tries: int = 2


MODES = {
    "tempfail": Mode(lambda count: Rogue(answers=["451 later"] * count)),
    "drop_before": Mode(lambda count: Rogue(answers=["drop before"] * count)),
    "drop_after": Mode(lambda count: Rogue(answers=["drop after"] * count), most_copies=2),
    "greylist": Mode(lambda count: Rogue(is_grey=True)),
    "slow": Mode(lambda count: Rogue(seconds=SLOW), tries=1),
    "very_slow": Mode(lambda count: Rogue(seconds=VERY_SLOW), tries=1, most_letters=2),
}


def mail_server(database: Database, rounds: int, port: int) -> Found:
    """Letters through every mode, then pages while the server is slow."""
    found = Found()
    count = max(3, rounds)
    for name, mode in MODES.items():
        if name == "very_slow" and rounds < FULL:
            continue
        with _served(database, mode.office(count)) as (office, here), here.opened() as app:
            _post(name, min(count, mode.most_letters))
            moments = _work_until_settled(app)
            _compare(found, name, mode, office, moments)
    _server_away(found, database, count)
    _address_refused(found, database)
    _pages_meanwhile(found, database, port, blocks=max(2, rounds))
    verify(found, database)
    return found


@contextmanager
def _served(database: Database, office: Rogue) -> Iterator[tuple[Rogue, Database]]:
    """The server, and the forum's database told to use it."""
    office.port = office.port or free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office, _with_mail(database, office.port)
    finally:
        controller.stop()


def _with_mail(database: Database, port: int) -> Database:
    told = {
        "FORUM_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "FORUM_MAIL_FROM": "Forum <forum@example.org>",
    }
    return replace(database, settings={**database.settings, **told})


def _post(name: str, count: int) -> None:
    with transaction():
        for number in range(count):
            mail.post(f"fault.{name}", to=f"{name}{number}@example.org", subject="A", text="B\n")


def _work_until_settled(app) -> list[datetime]:
    """Let the worker try at the moments at which it would; gives those of the tries."""
    moments = []
    start = clock.now()
    while (due := _next_due()) is not None and due - start < DAY:
        moment = max(due, start)
        with clock.at(moment):
            worker.work_off(app)
        moments.append(moment)
        db.session.rollback()
    return moments


def _next_due() -> datetime | None:
    waiting = (Job.kind == letters.SEND) & Job.done_at.is_(None) & Job.dead_at.is_(None)
    return db.session.scalar(select(func.min(Job.run_at)).where(waiting))


def _compare(found: Found, name: str, mode: Mode, office: Rogue, moments: list[datetime]) -> None:
    copies = Counter(message["Message-ID"] for message in office.accepted)
    expected = set(_sent(name))
    if copies.keys() != expected:
        found.wrong.append(f"{name}: {len(expected - copies.keys())} letters did not arrive")
    if copies and max(copies.values()) > mode.most_copies:
        found.wrong.append(f"{name}: a letter arrived {max(copies.values())} times")
    if len(moments) > mode.tries:
        found.wrong.append(f"{name}: {len(moments)} rounds of tries")
    found.figures[f"arrived under {name}"] = f"{len(copies)} of {len(expected)}"


def _sent(name: str) -> list[str]:
    query = select(Letter.message_id).where(
        Letter.kind == f"fault.{name}", Letter.sent_at.is_not(None)
    )
    return list(db.session.scalars(query))


def _server_away(found: Found, database: Database, count: int) -> None:
    """Nobody listens for half an hour; then everything arrives."""
    port = free_port()
    start = clock.now()
    with _with_mail(database, port).opened() as app:
        _post("down", count)
        pauses = []
        while (due := _next_due()) is not None and due - start < timedelta(minutes=30):
            pauses.append(round(max(due - start, timedelta()) / timedelta(minutes=1)))
            with clock.at(max(due, start)):
                worker.work_off(app)
            db.session.rollback()
    with _served(database, Rogue(port=port)) as (office, here), here.opened() as app:
        _work_until_settled(app)
        if len(office.accepted) != count:
            found.wrong.append(f"down: {len(office.accepted)} of {count} letters arrived")
    found.figures["tried in vain after minutes"] = "/".join(map(str, dict.fromkeys(pauses)))
    found.figures["arrived after half an hour away"] = f"{len(office.accepted)} of {count}"


def _address_refused(found: Found, database: Database) -> None:
    """An address that is refused for good is tried once a letter, and stopped after three."""
    office = Rogue(refused_address="gone@example.org")
    with _served(database, office) as (office, here), here.opened() as app:
        for _ in range(mail.STOPPED_AFTER):
            mail.post("fault.permfail", to="gone@example.org", subject="A", text="B\n")
        moments = _work_until_settled(app)
        if len(moments) != 1 or not letters.is_stopped("gone@example.org"):
            found.wrong.append("permfail: tried again, or never stopped")
    found.figures["refusals until an address is stopped"] = mail.STOPPED_AFTER


def _pages_meanwhile(found: Found, database: Database, port: int, *, blocks: int) -> None:
    """Replies take as long while the mail server hangs as while it is well.

    Both are measured in turn, some replies each, so that what else the machine does disturbs both.
    """
    topic, cookies = ground(database, people=2 * blocks + 1)
    calm: list[float] = []
    busy: list[float] = []
    with _served(database, Hanging()) as (office, here):
        running = start(here, port)
        at = running.port()
        # The first replies of a process are slower, and are not measured.
        _replies(Visitor(at, cookies.pop()), topic)
        for turn in range(blocks):
            calm += _replies(Visitor(at, cookies[2 * turn]), topic)
            office.hangs = True
            with here.opened():
                _post(f"hanging{turn}", LETTERS)
            if not wait_for(lambda: office.held >= HANDS):
                found.wrong.append("no letter ever hung")
            busy += _replies(Visitor(at, cookies[2 * turn + 1]), topic)
            office.hangs = False
            wait_for(lambda: office.held == 0)
        running.end()
    _compare_times(found, calm, busy)


def _compare_times(found: Found, calm: list[float], busy: list[float]) -> None:
    middle, middle_busy = statistics.median(calm), statistics.median(busy)
    late, late_busy = _p95(calm), _p95(busy)
    found.figures |= {
        "replies in each state": len(calm),
        "ms a reply (median)": round(middle),
        "ms a reply while it hangs (median)": round(middle_busy),
        "ms a reply (p95)": round(late),
        "ms a reply while it hangs (p95)": round(late_busy),
    }
    if late_busy > late * SLOWER:
        found.late.append(f"p95 is {late_busy / late:.2f} times as long while the server hangs")
    if middle_busy > middle * 1.5 + 20:
        found.wrong.append("replies wait for the mail server")


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1]


def _replies(writer: Visitor, topic: str) -> list[float]:
    """The ms of some replies; the first page of the member is not counted."""
    writer.token(topic)
    took = []
    for number in range(REPLIES):
        begun = time.perf_counter()
        answer = writer.reply(topic, f"Said {number} times.")
        took.append((time.perf_counter() - begun) * 1000)
        assert answer.status == 302, answer.status
    return took
