"""F-04: posts are decided on while everything dies, and by two people at the same moment."""

import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from sqlalchemy import func, select

from forum.accounts import actions as accounts
from forum.accounts.models import Role
from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation.models import Decision, Reviewable, Ruling
from forum.topics import actions as topics
from forum.topics.actions import NewPost, NewTopic
from forum.topics.models import Post, State
from tests.faults.databases import Database
from tests.faults.ground import (
    GONE,
    PATIENCE,
    Found,
    end_at_once,
    join,
    kill,
    start,
    verify,
    wait_for,
)
from tests.faults.machines import two_doors
from tests.server.running import Running, health
from tests.server.services import free_port
from tests.server.visiting import Answer, Visitor, cookie_of
from tests.support import make

# For each kill so many posts are decided on, and so many more by two at the same moment.
UNDER_FIRE, DUELS = 6, 4
MODERATORS, AUTHORS = 4, 10
POSTS_OF_ONE_TOPIC = 20
# How long somebody may take a decision back, and the worker's next look.
UNDO_SECONDS = 15.0
STATES = {Decision.APPROVED: State.PUBLISHED, Decision.REJECTED: State.REJECTED}
VERBS = ("moderation.approve", "moderation.reject")
DONE, TOO_LATE = 302, 409


@dataclass(frozen=True)
class Held:
    """A post that waits: its case as it stands on the page, and its author's cookie."""

    case: int
    version: int
    post: int
    body: str
    author: str


@dataclass(frozen=True)
class Judge:
    """Somebody of the team, with a browser."""

    id: int
    name: str
    cookie: str


@dataclass(frozen=True)
class Press:
    """One way to decide: at once, or with some seconds in which it can be taken back."""

    decision: Decision
    at_once: bool

    def send(self, visitor: Visitor, held: Held) -> Answer:
        """Press the button as it stands on the page of the queue."""
        is_yes = self.decision == Decision.APPROVED
        form = {"version": str(held.version)}
        if self.at_once:
            way = "approve" if is_yes else "reject"
        else:
            way = "decide"
            form |= {"outcome": "approve" if is_yes else "decline", "words": "Read.", "weight": "0"}
        return visitor.send(f"/admin/moderation/{held.case}/{way}", form, page="/admin/moderation")


@dataclass
class Book:
    """Who was told that they had decided, and how."""

    told: dict[int, tuple[int, Decision]] = field(default_factory=dict)
    retried: int = 0
    odd: Counter[str] = field(default_factory=Counter)


def held_posts(database: Database, rounds: int, port: int) -> Found:
    """So many kills while people decide; then two at once, four times as often as there were kills.

    Ten posts wait for each kill.
    """
    found, book = Found(), Book()
    judges, waiting = _town(database, rounds * (UNDER_FIRE + DUELS))
    under_fire, contested = waiting[: rounds * UNDER_FIRE], waiting[rounds * UNDER_FIRE :]
    port = port or free_port()
    running = start(database, port)
    running.port()
    running = _decide_under_fire(database, running, port, rounds, (judges, under_fire, book))
    with two_doors(database, port) as doors:
        _duel(found, doors, judges, contested, book)
    if not wait_for(lambda: not _unfinished(database), PATIENCE + UNDO_SECONDS, pause=1):
        found.wrong.append("decisions were never carried out")
    _read_what_was_rejected(found, database, port, waiting)
    running.end()
    _compare(found, database, waiting, book)
    verify(found, database)
    found.figures |= {"kills": rounds, "sent again": book.retried}
    return found


def _town(database: Database, posts: int) -> tuple[Sequence[Judge], Sequence[Held]]:
    """A channel in which everything is read first, people who write, and people who decide."""
    with database.opened() as app:
        judges = []
        for _ in range(MODERATORS):
            member = join()
            accounts.assign_role(member, Role.MODERATOR)
            judges.append(Judge(member.id, member.display_name, cookie_of(app, member)))
        room = make.channel(reviewed_since=clock.now())
        host = join()
        accounts.assign_role(host, Role.ADMIN)
        authors = [join() for _ in range(AUTHORS)]
        cookies = {one.id: cookie_of(app, one) for one in authors}
        for number in range(posts):
            if number % POSTS_OF_ONE_TOPIC == 0:
                topic = topics.start(host, room, NewTopic(f"Topic {number}", "The first post."))
            topics.reply(authors[number % AUTHORS], topic, NewPost(f"Held {uuid.uuid4()}."))
        rows = db.session.execute(
            select(Reviewable.id, Reviewable.version, Post.id, Post.body, Post.author_id)
            .join(Post, Post.id == Reviewable.target_id)
            .where(Reviewable.target_kind == "post", Post.state == State.HELD)
        ).all()
    held = [Held(*row[:4], cookies[row[4]]) for row in rows]
    assert len(held) == posts, f"{len(held)} of {posts} posts were held"
    random.shuffle(held)
    return judges, held


def _decide_under_fire(
    database: Database,
    running: Running,
    port: int,
    rounds: int,
    given: tuple[Sequence[Judge], Sequence[Held], Book],
) -> Running:
    judges, waiting, book = given
    heap, lock = iter(waiting), threading.Lock()

    def work(judge: Judge) -> None:
        visitor = Visitor(port, judge.cookie)
        while True:
            with lock:
                held = next(heap, None)
            if held is None:
                return
            _decide(visitor, judge, held, book)

    threads = [threading.Thread(target=work, args=[judge]) for judge in judges]
    for thread in threads:
        thread.start()
    for turn in range(rounds):
        wait_for(lambda want=turn * UNDER_FIRE: len(book.told) >= want, pause=0.02)
        time.sleep(random.uniform(0, 0.4))
        running = _strike(database, running, port)
    for thread in threads:
        thread.join()
    return running


def _decide(visitor: Visitor, judge: Judge, held: Held, book: Book) -> None:
    """Press one button until there is an answer; whoever was cut off may have decided already."""
    press = Press(random.choice(list(STATES)), at_once=random.random() < 0.6)
    is_again = False
    while True:
        try:
            answer = press.send(visitor, held)
        except (*GONE, AssertionError):
            visitor.close()
            is_again = True
            book.retried += 1
            time.sleep(0.1)
            continue
        if answer.status == DONE or (is_again and answer.status == TOO_LATE):
            book.told[held.case] = (judge.id, press.decision)
            return
        if answer.status < 500:
            book.odd[f"{answer.status} under fire"] += 1
            return
        is_again = True
        time.sleep(0.1)


def _strike(database: Database, running: Running, port: int) -> Running:
    """Kill the server, the worker, or everything; wait until somebody who comes is answered."""
    which = random.choices(("serve", "work", "all"), (6, 3, 1))[0]
    if which == "all":
        kill(running)
        running = start(database, port)
        running.port()
    else:
        # A worker that died a moment ago may not have a successor yet.
        for number in wait_for(lambda: running.children(which))[:1]:
            end_at_once(number)
    wait_for(lambda: _answers(port), pause=0.05)
    return running


def _answers(port: int) -> bool:
    try:
        return health(port) == "ok"
    except GONE:
        return False


def _duel(
    found: Found, doors: Sequence[int], judges: Sequence[Judge], waiting: Sequence[Held], book: Book
) -> None:
    """Two people press at the same moment, and want the same or the opposite."""
    visitors = [Visitor(*each) for each in zip(doors, (one.cookie for one in judges), strict=False)]
    line = threading.Barrier(2)

    def press(place: int, held: Held, how: Press) -> Answer:
        visitors[place].token("/admin/moderation")
        line.wait()
        return how.send(visitors[place], held)

    with ThreadPoolExecutor(2) as pool:
        for held in waiting:
            hows = [Press(random.choice(list(STATES)), random.random() < 0.6) for _ in range(2)]
            both = [pool.submit(press, place, held, how) for place, how in enumerate(hows)]
            answers = [one.result() for one in both]
            if sorted(one.status for one in answers) != [DONE, TOO_LATE]:
                found.wrong.append(f"two at once: {[one.status for one in answers]}")
                continue
            first = next(place for place, one in enumerate(answers) if one.status == DONE)
            book.told[held.case] = (judges[first].id, hows[first].decision)
            if judges[first].name not in answers[1 - first].text:
                found.wrong.append(f"the second was not told who decided case {held.case}")
    found.figures["decided by two at once"] = len(waiting)


def _unfinished(database: Database) -> int:
    with database.opened():
        waits = Ruling.carried_out_at.is_(None) & Ruling.undone_at.is_(None)
        return db.session.scalar(select(func.count(Ruling.id)).where(waits)) or 0


def _read_what_was_rejected(
    found: Found, database: Database, port: int, waiting: Sequence[Held]
) -> None:
    with database.opened():
        query = select(Post.id).where(Post.state == State.REJECTED)
        rejected = set(db.session.scalars(query))
    unread = 0
    for held in waiting:
        if held.post in rejected:
            author = Visitor(port, held.author)
            place = author.get(f"/p/{held.post}").headers["Location"]
            unread += held.body not in author.get(place.partition("#")[0]).text
            author.close()
    found.figures["rejected"] = len(rejected)
    if unread:
        found.wrong.append(f"{unread} authors cannot read what was rejected")


def _compare(found: Found, database: Database, waiting: Sequence[Held], book: Book) -> None:
    """Every post is there, in the one state that its one decision gave it."""
    with database.opened():
        posts = {one.id: one for one in db.session.scalars(select(Post))}
        cases = {one.id: one for one in db.session.scalars(select(Reviewable))}
        query = select(Ruling.case_id).where(Ruling.undone_at.is_(None))
        rulings = Counter(db.session.scalars(query))
        query = select(AuditEntry.after).where(AuditEntry.verb.in_(VERBS))
        noted = Counter(after["case"] for after in db.session.scalars(query))
    lost = [one for one in waiting if one.post not in posts or one.case not in cases]
    altered = [one for one in waiting if one not in lost and posts[one.post].body != one.body]
    found.figures |= {
        "posts": len(waiting),
        "decided": len(book.told),
        "lost": len(lost),
        "altered": len(altered),
    }
    found.wrong += [f"post {one.post} is lost" for one in lost]
    found.wrong += [f"post {one.post} says something else" for one in altered]
    for one in waiting:
        case, told = cases[one.case], book.told.get(one.case)
        if told is None or (case.decided_by_id, case.decision) != told:
            found.wrong.append(f"case {one.case} is {case.decision}, and {told} was told")
        elif posts[one.post].state != STATES[told[1]]:
            found.wrong.append(f"post {one.post} is {posts[one.post].state}, and was {told[1]}")
        if (rulings[one.case], noted[one.case]) != (1, 1):
            twice = f"{rulings[one.case]} rulings and {noted[one.case]} notes"
            found.wrong.append(f"case {one.case} has {twice}")
    found.wrong += [f"{count} times {what}" for what, count in book.odd.items()]
