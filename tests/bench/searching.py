"""How fast things are found: each engine on the same documents, with the same questions.

By itself: `python -m tests.bench.searching [--small] [--engine NAME]`; it builds its own forum.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from bin.checks import found
from forum.app import create_app
from forum.config import Config
from forum.search import analysis
from forum.search.engines.engine import Document, Engine, Wanted
from forum.search.engines.fts5 import Fts5
from forum.search.engines.postgres import Postgres
from forum.search.engines.whoosh import Whoosh
from forum.search.queries import documents
from forum.server import folder, schema
from tests.bench.town import Size, build

ROUNDS = 100
SINGLE_COMMITS = 40
# Common words stand in so many of the texts that they say little; others in some of them.
COMMON, USUAL = slice(0, 30), slice(30, 600)
MEMBERS = frozenset({"kindmember"})
MEGABYTE = 1024 * 1024
Say = Callable[[str, str, float, str], None]


@dataclass(frozen=True)
class Question:
    """A way of asking: its name, and how it is made of chance."""

    name: str
    make: Callable[[random.Random], Wanted]


def measure(app: Flask, say: Say, engines: Sequence[str] = ("whoosh", "fts5", "postgres")) -> None:
    """Build, ask and change each of the engines."""
    with app.app_context():
        portions = list(documents.everything())
    words = _words(portions)
    with tempfile.TemporaryDirectory(prefix="guildhall-search-") as place:
        for name, engine in _made(Path(place), engines):
            _measure(name, engine, portions, words, say)


def _made(place: Path, names: Sequence[str]) -> Iterator[tuple[str, Engine]]:
    if "whoosh" in names:
        yield "whoosh", Whoosh(place / "whoosh")
    if "fts5" in names:
        yield "fts5", Fts5(place / "fts5")
    server = found.postgres() if "postgres" in names else None
    if server is not None:
        with found.own_database(server) as url:
            data = place / "data"
            folder.prepare(data)
            config = Config.from_environment(
                {"FORUM_DATABASE_URL": url}, data_dir=data, testing=True
            )
            app = create_app(config)
            with app.app_context():
                schema.migrate(config)
                yield "postgres", Postgres()


def _measure(
    name: str, engine: Engine, portions: list[Sequence[Document]], words: list[str], say: Say
) -> None:
    begun, spent = time.perf_counter(), time.process_time()
    fresh = engine.fresh()
    for portion in portions:
        fresh.change(portion)
    fresh.take_over()
    say(name, "build", time.perf_counter() - begun, "s")
    say(name, "build, processor", time.process_time() - spent, "s")
    say(name, "size", engine.size() / MEGABYTE, "MB")
    before = _memory()
    for question in _questions(words):
        chance = random.Random(5)
        times, spent, totals = [], [], []
        for _ in range(ROUNDS):
            wanted = question.make(chance)
            begun, used = time.perf_counter(), time.thread_time()
            answer = engine.search(wanted)
            times.append((time.perf_counter() - begun) * 1000)
            spent.append((time.thread_time() - used) * 1000)
            totals.append(answer.total)
        hits = f"{question.name} ({statistics.median(totals):,.0f} found)"
        say(name, f"{hits}, p50", statistics.median(times), "ms")
        say(name, f"{hits}, p99", sorted(times)[ROUNDS * 99 // 100], "ms")
        say(name, f"{hits}, max", max(times), "ms")
        say(name, f"{hits}, processor p50", statistics.median(spent), "ms")
        say(name, f"{hits}, processor p99", sorted(spent)[ROUNDS * 99 // 100], "ms")
    say(name, "memory that searching took", _memory() - before, "MB")
    _commits(name, engine, portions, say)


def _commits(name: str, engine: Engine, portions: list[Sequence[Document]], say: Say) -> None:
    """One post after the other, as members write them."""
    some = [document for document in portions[0] if document.ref % 2 == 0][:SINGLE_COMMITS]
    times = []
    for document in some:
        begun = time.perf_counter()
        engine.change([document])
        times.append((time.perf_counter() - begun) * 1000)
    say(name, "one post changed, p50", statistics.median(times), "ms")
    say(name, "one post changed, max", max(times), "ms")


def _questions(words: list[str]) -> Iterator[Question]:
    rooms = frozenset(f"c{number}" for number in range(1, 31))
    facts = (rooms,)
    today = max(1, int(time.time() // 86_400))

    def asked(*groups: tuple[str, ...], **more: object) -> Wanted:
        return Wanted(groups=groups, facts=facts, unlike=MEMBERS, today=today, **more)

    def of(which: slice, count: int) -> Callable[[random.Random], Wanted]:
        return lambda chance: asked(*((word,) for word in chance.sample(words[which], count)))

    yield Question("one usual word", of(USUAL, 1))
    yield Question("one common word", of(COMMON, 1))
    yield Question("two usual words", of(USUAL, 2))
    yield Question("two common words", of(COMMON, 2))
    yield Question("phrase of usual words", lambda c: asked(tuple(c.sample(words[USUAL], 2))))
    yield Question("phrase of common words", lambda c: asked(tuple(c.sample(words[COMMON], 2))))
    yield Question("common word, newest", lambda c: asked((c.choice(words[COMMON]),), newest=True))
    yield Question(
        "three words, any of them",
        lambda c: asked(*((word,) for word in c.sample(words[:600], 3)), one_is_enough=True),
    )


def _words(portions: list[Sequence[Document]]) -> list[str]:
    """The words of all texts, the most frequent first."""
    counts = Counter(word for portion in portions for one in portion for word in set(one.text))
    return [word for word, _ in counts.most_common(2000)]


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / MEGABYTE


def main() -> None:
    """Build a forum and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--engine", action="append")
    options = parser.parse_args()
    tenth = options.posts // 10
    size = Size(posts=options.posts, topics=options.posts // 20, long_topic=tenth)
    with tempfile.TemporaryDirectory(prefix="guildhall-search-") as place:
        app = build(Path(place) / "data", size)
        engines = options.engine or ("whoosh", "fts5", "postgres")
        measure(app, _print, engines)
    print(f"analysis: {analysis.as_searched.cache_info()}")


def _print(what: str, of: str, value: float, unit: str) -> None:
    print(f"{what:<10} {of:<52} {value:10.2f} {unit}", flush=True)


if __name__ == "__main__":
    main()
