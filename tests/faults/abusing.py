"""F-21: texts made to be slow, huge fields and thousands of mentions, while others read."""

import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from forum.accounts import actions as accounts
from forum.accounts.models import Role
from tests.faults.databases import Database
from tests.faults.ground import GONE, Found, join, launch, path_of, start_topic, verify
from tests.faults.launched import CPU_HEADER
from tests.markup.texts import SHARED, rows
from tests.server.visiting import Answer, Visitor, cookie_of

# The longest text that a post may have, and a field far beyond what any form takes.
LONGEST = 32_000
FIVE_MB = 5 * 1024 * 1024
MENTIONS = 10_000
READERS = 4
PAUSE = 0.05
# Requests of one member, who may post thirty times in ten minutes.
EACH = 20
CPU_SECONDS, OTHERS_SECONDS = 1.0, 0.5
TAKEN = {200, 302, 400, 403, 404, 413, 422, 429}
SHIPPED = (("*a **a ", 4000, ""), ("[a](", 8000, ""), ("> ", 16_000, "a"), ("|a", 16_000, "\n"))


@dataclass
class Ground:
    """The forum, a topic in it, people who abuse it, and what their requests cost."""

    port: int
    topic: str
    cookies: Iterator[str]
    found: Found
    spent: dict[str, float] = field(default_factory=dict)
    asked: int = 0
    visitor: Visitor | None = None

    def person(self) -> Visitor:
        """Somebody who has not asked too often yet."""
        if self.visitor is None or self.asked % EACH == 0:
            self.visitor = Visitor(self.port, next(self.cookies))
        self.asked += 1
        return self.visitor

    def note(self, what: str, answer: Answer) -> None:
        """What the request cost the server; an answer of its own making is expected."""
        seconds = float(answer.headers.get(CPU_HEADER, 0)) / 1000
        self.spent[what] = max(self.spent.get(what, 0), seconds)
        if answer.status not in TAKEN:
            self.found.wrong.append(f"{what} was answered with {answer.status}")


def abuse(database: Database, rounds: int, port: int) -> Found:
    """All of it so many times, beside people who read; before that they read undisturbed."""
    found = Found()
    topic, cookies = _people(database, rounds)
    running = launch(database, port, cpu="1")
    port = running.port()
    with _reading(port, topic) as calm:
        time.sleep(3)
    ground = Ground(port, topic, iter(cookies), found)
    with _reading(port, topic) as busy:
        for _ in range(rounds):
            _send_slow_texts(ground)
            _send_many_mentions(ground)
            _send_large_fields(ground)
    running.end()
    _judge(found, ground, calm, busy)
    verify(found, database)
    return found


def _people(database: Database, rounds: int) -> tuple[str, Sequence[str]]:
    """A topic, and enough members and moderators: the team may mention as many as it likes."""
    with database.opened() as app:
        topic = start_topic(join())
        cookies = []
        for number in range(6 * rounds + 2):
            member = join()
            if number % 2:
                accounts.assign_role(member, Role.MODERATOR)
            cookies.append(cookie_of(app, member))
        return path_of(topic), cookies


@contextmanager
def _reading(port: int, topic: str) -> Iterator[list[float]]:
    """Guests read the topic meanwhile; the list fills with the seconds that each page took."""
    took: list[float] = []
    over = threading.Event()

    def read() -> None:
        reader = Visitor(port)
        while not over.is_set():
            begun = time.perf_counter()
            try:
                reader.get(random.choice((topic, "/")))
            except GONE:
                reader.close()
            took.append(time.perf_counter() - begun)
            time.sleep(PAUSE)

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield took
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _texts() -> Sequence[tuple[str, str]]:
    """Texts that are hard on parsers: those kept beside the project, or a few of our own."""
    kept = SHARED / "commonmark/pathological.json"
    if not kept.exists():
        return [(unit.strip(), unit * times + end) for unit, times, end in SHIPPED]
    return [(row["name"], row["unit"] * row["repeat"] + row["suffix"]) for row in rows(kept)]


def _send_slow_texts(ground: Ground) -> None:
    for name, text in _texts():
        ground.note(f"the text “{name}”", _reply(ground, text[:LONGEST]))
        ground.note("a preview of such a text", _preview(ground, text[:LONGEST]))


def _send_many_mentions(ground: Ground) -> None:
    ground.note("ten thousand mentions", _reply(ground, "@a " * MENTIONS))
    ground.note("ten thousand mentions", _reply(ground, "@b " * MENTIONS))
    names = " ".join(f"@n{number}" for number in range(MENTIONS))[:LONGEST]
    ground.note("mentions of thousands of names", _reply(ground, names))
    ground.note("mentions of thousands of names", _reply(ground, f"{names[:-1]} "))


def _send_large_fields(ground: Ground) -> None:
    large = "a " * (FIVE_MB // 2)
    topic = ground.topic
    number = topic.rpartition("/")[2]
    forms: dict[str, Callable[[], Answer]] = {
        "a text of 5 MB": lambda: _reply(ground, large),
        "a key of 5 MB": lambda: _send(ground, f"/t/{number}/reply", body="a", client_key=large),
        "a preview of 5 MB": lambda: _preview(ground, large),
        "a title of 5 MB": lambda: _send(ground, "/new", title=large, body="a", channel="1"),
        "tags of 5 MB": lambda: _send(ground, "/new", title="A title", body="a", tags=large),
        "a note of 5 MB": lambda: _send(ground, "/flag/post/1", clause="else", note=large),
        "a name of 5 MB": lambda: _send(ground, "/sign-in", name=large, password="a"),
        "a password of 5 MB": lambda: _send(ground, "/sign-in", name="a", password=large),
    }
    for what, send in forms.items():
        ground.note(what, send())


def _reply(ground: Ground, body: str) -> Answer:
    return ground.person().reply(ground.topic, body)


def _preview(ground: Ground, body: str) -> Answer:
    return _send(ground, "/preview", body=body)


def _send(ground: Ground, path: str, **form: Any) -> Answer:
    person = ground.person()
    try:
        return person.send(path, form, page=ground.topic)
    except GONE:
        # The server may hang up on what is too large before all of it is there.
        person.close()
        return Answer(413, b"", person.get(ground.topic).headers)


def _judge(found: Found, ground: Ground, calm: Sequence[float], busy: Sequence[float]) -> None:
    worst = max(ground.spent, key=lambda what: ground.spent[what])
    found.figures |= {
        "requests": ground.asked,
        "pages of others": len(busy),
        "the dearest": worst,
        "ms of others before (p95)": round(_p95(calm) * 1000),
    }
    found.must_take("of processor for the dearest", ground.spent[worst], CPU_SECONDS)
    found.must_take("of others meanwhile (p95)", _p95(busy), OTHERS_SECONDS)


def _p95(took: Sequence[float]) -> float:
    return statistics.quantiles(took, n=20)[-1]
