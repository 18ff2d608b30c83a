"""F-15: the clock of the machine goes wrong, while members post and a launch is to open.

It is put an hour on and back, five seconds back and 400 days on, over the end of summer time and to
a second that is no second; the processes of the forum read it from a file.
"""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from forum.jobs import queries as jobs
from forum.kernel import clock
from forum.kernel.db import db
from forum.launches import actions as launches
from forum.launches import queries
from forum.launches.models import EntryState, LaunchEntry, LaunchEvent, Lobby
from forum.topics.models import Post
from tests.faults.databases import Database
from tests.faults.ground import GONE, Found, forum, join, launch, path_of, start_topic
from tests.server.visiting import Visitor, cookie_of
from tests.support import make

HOUR, DAY = 3600.0, 86400.0
WRITERS, WAITERS, STOCK = 4, 8, 3
# The launch opens so long after the scenario began, and its lobby a quarter of an hour before.
OPENS_IN = 2 * HOUR
IN_LOBBY, JUST_BEFORE, JUST_AFTER = OPENS_IN - 600, OPENS_IN - 90, OPENS_IN + 1
# The rounds go through these: each is where the clock jumps to, from where it should be.
JUMPS = {"+1 h": HOUR, "-1 h": -HOUR, "-5 s": -5.0, "right": 0.0}
NEGATIVE = re.compile(r">\s*(in -|-)\d+ (second|minute|hour|day)s?\b")
WINDOW = 3600
# So many seconds is the limit of posts long; and so long a worker may take to say that it lives.
POSTING, PULSE = 600, 20.0
OFTEN = 121
WISHES = "/preferences/notices"


@dataclass
class Ground:
    """What the scenario stands on."""

    topic: str
    launch: str
    launch_id: int
    writers: list[str]
    waiters: list[str]
    often: str


@dataclass(frozen=True)
class Door:
    """Where the forum listens, and the hand of its clock."""

    port: int
    hand: Path

    def jump(self, seconds: float) -> None:
        """Let the clock be wrong by so much from now on."""
        self.hand.write_text(str(seconds))


@dataclass
class Written:
    """Posts that were answered, by their writer, in the order in which they were sent."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    answers: set[int] = field(default_factory=set)
    # Forms that were too old or of the future by the clock, and pages as a guest sees them.
    refused: int = 0


def wrong_clocks(database: Database, rounds: int, port: int) -> Found:
    """Members post while the clock jumps; then a launch opens, once, when the clock says so."""
    found, written, ground = Found(), Written(), _ground(database)
    hand = database.data / "clock"
    hand.write_text("0")
    running = launch(database, port, clock=str(hand))
    door = Door(running.port(), hand)
    _post_while_it_jumps(found, ground, written, door, rounds)
    _limit_while_it_jumps(found, ground, door)
    _open_the_launch(found, database, ground, door)
    _sign_out_by_time(found, ground, door)
    door.jump(0.0)
    _wait_for_the_worker(database)
    running.end()
    _compare(found, database, ground, written)
    _verify(found, database)
    return found


def _ground(database: Database) -> Ground:
    with database.opened() as app:
        topic = start_topic(join())
        owner, now = make.admin(), clock.now()
        before = now - timedelta(days=3)
        people = [make.member(created_at=before) for _ in range(WAITERS)]
        opening = launches.Opening(
            now + timedelta(seconds=OPENS_IN), now + timedelta(seconds=OPENS_IN + DAY)
        )
        with clock.at(before):
            one = launches.create(owner, launches.Words("Kettle"))
            launches.add_window(owner, one, opening)
            launches.change_supply(owner, one, launches.Supply(stock_total=STOCK))
            launches.submit(owner, one)
            launches.approve(make.admin(), one)
        return Ground(
            path_of(topic),
            f"/launches/{one.slug}",
            one.id,
            [cookie_of(app, join()) for _ in range(WRITERS)],
            [cookie_of(app, person) for person in people],
            cookie_of(app, make.member(created_at=before)),
        )


def _post_while_it_jumps(
    found: Found, ground: Ground, written: Written, door: Door, rounds: int
) -> None:
    """So many jumps, while everybody posts without pause."""
    is_over = threading.Event()
    threads = [
        threading.Thread(target=_write, args=[door, ground.topic, one, written, is_over])
        for one in ground.writers
    ]
    for thread in threads:
        thread.start()
    reader = Visitor(door.port)
    for turn in range(rounds):
        door.jump(list(JUMPS.values())[turn % len(JUMPS)])
        time.sleep(1.5)
        page = reader.get(ground.topic)
        if page.status != 200 or NEGATIVE.search(page.text):
            found.wrong.append(f"the topic is answered {page.status}, or with a negative age")
    is_over.set()
    for thread in threads:
        thread.join()
    door.jump(0.0)
    found.figures |= {"jumps": rounds, "posts": sum(len(one) for one in written.texts.values())}


def _write(door: Door, topic: str, cookie: str, written: Written, is_over: threading.Event) -> None:
    visitor, number = Visitor(door.port, cookie), 0
    while not is_over.is_set():
        number += 1
        text = f"Text {number:05} of {cookie[-12:]}."
        try:
            answer = visitor.reply(topic, text)
        except (*GONE, AssertionError, TypeError):
            # A cookie that was signed ahead of the clock is nobody's until it has caught up.
            written.refused += 1
            visitor.close()
            visitor = Visitor(door.port, cookie)
            time.sleep(0.1)
            continue
        if answer.status == 429 and int(answer.headers["Retry-After"]) <= POSTING:
            # Whoever posts without pause meets the limit of everybody.
            time.sleep(0.2)
            continue
        written.answers.add(answer.status)
        if answer.status == 302:
            written.texts.setdefault(cookie, []).append(text)
        elif answer.status == 400:
            # By the clock the form is too old, or of the future: the page is asked for anew.
            written.refused += 1
            visitor.close()
            visitor = Visitor(door.port, cookie)


def _limit_while_it_jumps(found: Found, ground: Ground, door: Door) -> None:
    """Whoever meets a limit never waits longer than its window, wherever the clock goes."""
    visitor = Visitor(door.port, ground.often)
    waits = []
    for _ in range(OFTEN):
        visitor.send(f"{ground.launch}/lobby", {}, page=WISHES)
    for jump in (0.0, -HOUR, HOUR):
        door.jump(jump)
        answer = visitor.send(f"{ground.launch}/lobby", {}, page=WISHES)
        if answer.status == 429:
            waits.append(int(answer.headers["Retry-After"]))
    door.jump(0.0)
    if not waits or max(waits) > WINDOW:
        found.wrong.append(f"a limit of an hour says: wait {waits} seconds")
    found.figures["s waited at most"] = max(waits, default=0)


def _open_the_launch(found: Found, database: Database, ground: Ground, door: Door) -> None:
    """It opens when the clock says so, once, although the clock goes back and forth over it."""
    visitors = [Visitor(door.port, cookie) for cookie in ground.waiters]
    way = {"page": ground.launch}

    def press(what: str) -> list[int]:
        with ThreadPoolExecutor(len(visitors)) as pool:
            sent = pool.map(lambda one: one.send(f"{ground.launch}/{what}", {}, **way), visitors)
            return [one.status for one in sent]

    early = press("lobby")
    door.jump(IN_LOBBY)
    there = press("lobby")
    door.jump(JUST_BEFORE)
    _look(visitors, ground)
    too_soon = press("claim")
    before = _opened(database, ground)
    for jump in (JUST_AFTER, JUST_BEFORE, JUST_AFTER - 5, JUST_AFTER):
        door.jump(jump)
        _look(visitors, ground)
    claimed = press("claim")
    wrong = {
        f"the lobby let somebody in two hours early: {early}": set(early) != {403},
        f"the lobby did not let everybody in: {there}": set(there) != {302},
        f"something was to be had before it opened: {too_soon}": set(too_soon) != {403},
        "it opened before the clock said so": before,
    }
    found.wrong += [words for words, is_so in wrong.items() if is_so]
    found.figures |= {"claims answered": len(claimed), "there": len(there)}


def _look(visitors: list[Visitor], ground: Ground) -> None:
    with ThreadPoolExecutor(len(visitors)) as pool:
        list(pool.map(lambda one: one.get(ground.launch), visitors))


def _opened(database: Database, ground: Ground) -> bool:
    with database.opened():
        rooms = queries.lobbies_of(ground.launch_id).values()
        return any(one.shuffled_at is not None for one in rooms)


def _sign_out_by_time(found: Found, ground: Ground, door: Door) -> None:
    """400 days later nobody is signed in any more; summer time and leap seconds change nothing."""
    odd = {"leap second": datetime(2026, 12, 31, 23, 59, 59, 900_000, tzinfo=UTC)}
    odd |= {"end of summer time": datetime(2027, 10, 31, 0, 59, 59, tzinfo=UTC)}
    for name, moment in odd.items():
        door.jump((moment - datetime.now(UTC)).total_seconds())
        status = Visitor(door.port).get(ground.topic).status
        if status != 200:
            found.wrong.append(f"at the {name} the topic is answered {status}")
    door.jump(400 * DAY)
    visitors = [Visitor(door.port, cookie) for cookie in ground.writers]
    still_in = sum(one.get("/notices").status == 200 for one in visitors)
    if still_in:
        found.wrong.append(f"after 400 days {still_in} are still signed in")


def _wait_for_the_worker(database: Database) -> None:
    """Until it says by the right clock that it lives: what it owed by the wrong one is not owed."""
    until = time.monotonic() + PULSE
    with database.opened():
        while (pulse := jobs.last_pulse()) is None or pulse > clock.now():
            db.session.rollback()
            if time.monotonic() > until:
                return
            time.sleep(0.2)


def _verify(found: Found, database: Database) -> None:
    """`forum verify`, but for what believes the clock: which periods the worker was there for."""
    rows = forum(database, "verify").stdout.splitlines()
    amiss = [row for row in rows if row.startswith("amiss") and "no job is lost" not in row]
    found.wrong += [f"forum verify: {row}" for row in amiss]


def _compare(found: Found, database: Database, ground: Ground, written: Written) -> None:
    with database.opened():
        number = int(ground.topic.rpartition("/")[2])
        posts = select(Post.number, Post.body).where(Post.topic_id == number)
        bodies = [body for _, body in db.session.execute(posts.order_by(Post.id))]
        numbers = db.session.scalars(
            select(Post.number).where(Post.topic_id == number).order_by(Post.id)
        ).all()
        shuffled = select(func.count(LaunchEvent.id)).where(LaunchEvent.what == "lobby_shuffled")
        times = db.session.scalar(shuffled)
        states = db.session.scalars(select(LaunchEntry.state)).all()
        seeds = db.session.scalars(select(Lobby.seed)).all()
    places = {body: place for place, body in enumerate(bodies)}
    lost = [text for texts in written.texts.values() for text in texts if text not in places]
    in_order = all(
        [places[one] for one in texts] == sorted(places[one] for one in texts)
        for texts in written.texts.values()
        if not lost
    )
    taken = sum(state == EntryState.CLAIMED for state in states)
    wrong = {
        f"{len(lost)} posts are lost": bool(lost),
        "posts do not stand in the order in which they were sent": not in_order,
        "posts are not numbered as they came in": list(numbers) != sorted(numbers),
        f"posts were answered {written.answers}": not written.answers <= {302, 400, 503},
        f"the lobby was shuffled {times} times": times != 1,
        f"{taken} were taken of {STOCK}": taken != STOCK,
        f"{len(states)} have a part, of {WAITERS}": len(states) != WAITERS,
        "the seed is not published": not all(seeds),
    }
    found.wrong += [words for words, is_so in wrong.items() if is_so]
    found.figures |= {"refused and sent again": written.refused}
    found.figures |= {"taken": taken, "shuffled": times}
