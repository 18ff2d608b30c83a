"""`bin/bench`: makes the standard data, serves it, and prints how fast its pages are.

The server runs on one core and is asked from the other; see docs/performance.md.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from flask import Flask

from tests.bench import claims, drawing, killing, more, nightly, orders, queueing, starting, waves
from tests.bench.asking import Page, pages, queries_of, weigh
from tests.bench.loads import Loaded, has_wrk, load
from tests.bench.replies import write
from tests.bench.serving import Process, cores, free_port, running
from tests.bench.table import Row, Table
from tests.bench.town import SMALL, Size, build
from tests.server.visiting import Visitor, cookie_of
from tests.support import make

WRITERS = 80
WARM_SECONDS = 2.0
# Both are ways in which the server itself can be run; an operator could do the same.
AFRESH, KEPT = {"FORUM_MEMORY_MB": "0"}, {"FORUM_MEMORY_MB": "16"}


def main() -> None:
    """Measure everything, one part after the other; what does not hold ends in an exit of 1."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="guildhall-bench-"))
    table = Table()
    try:
        missed = _measure(folder, options, table)
    finally:
        shutil.rmtree(folder)
    if options.write:
        table.write()
    if missed:
        raise SystemExit("\n".join(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a small forum, to see that it works")
    parser.add_argument("--seconds", type=float, help="for each page (12; 1 with --small)")
    parser.add_argument("--more", action="store_true", help="also uploads, drafts and an import")
    parser.add_argument("--write", action="store_true", help="put it into docs/performance.md")
    own = "nightly, wave, orders, queue, claims, killing, draw"
    parser.add_argument("--only", default="", help=f"some of R1 to R5, Q1, W1, {own}")
    options = parser.parse_args()
    options.seconds = options.seconds or (1.0 if options.small else 12.0)
    return options


def _measure(folder: Path, options: argparse.Namespace, table: Table) -> list[str]:
    """What did not come out as it must, after everything was measured."""
    chosen = set(filter(None, options.only.split(",")))
    alone, missed = _alone(folder, options, table), []
    for name in [name for name in alone if not chosen or name in chosen]:
        try:
            alone[name]()
        except RuntimeError as error:
            missed.append(f"{name}: {error}")
    if not chosen or chosen - alone.keys():
        _pages(folder, options, table, chosen)
    return missed


def _pages(folder: Path, options: argparse.Namespace, table: Table, chosen: set[str]) -> None:
    size = SMALL if options.small else Size()
    begun = time.perf_counter()
    app = build(folder / "data", size)
    took = time.perf_counter() - begun
    table.say("standard data", f"{size.posts:,} posts in {size.topics:,} topics, {took:.0f} s")
    is_indexed = not chosen or "Q1" in chosen
    if is_indexed:
        starting.choose_engine(app, size.posts)
        starting.prepare(folder / "data", table)
    else:
        # A worker would begin to index all posts, and be measured at that.
        table.say("worker", "left out, because nothing was indexed before")
    if not has_wrk():
        table.say("load", "wrk is not installed (apt install wrk): asked by threads of our own")
    bare = _bare(folder / "data", options.seconds, table)
    starting.first_answers(folder / "data", table)
    with app.app_context():
        cookies = [cookie_of(app, make.member()) for _ in range(WRITERS)]
    asked = [page for page in pages(size.long_topic) if not chosen or page.key in chosen]
    served = Bench(
        app, folder / "data", cookies=cookies, bare=bare, seconds=options.seconds, table=table
    )
    served.has_worker = is_indexed
    served.afresh(asked)
    served.from_memory([page for page in asked if not page.is_for_member])
    if not chosen or "W1" in chosen:
        served.replies()
    if options.more:
        more.measure(folder, app, cookies, table)


def _alone(
    folder: Path, options: argparse.Namespace, table: Table
) -> Mapping[str, Callable[[], None]]:
    """What is measured on data of its own, by the name in `--only`."""
    return {
        "nightly": lambda: nightly.measure(folder, table, small=options.small),
        "wave": lambda: waves.measure(folder, table),
        "orders": lambda: orders.measure(folder, table),
        "claims": lambda: claims.measure(folder, table),
        "killing": lambda: killing.measure(folder, table),
        "draw": lambda: drawing.measure(folder, table),
        "queue": lambda: _queue(folder / "queue", options, table),
    }


def _queue(data: Path, options: argparse.Namespace, table: Table) -> None:
    app = queueing.town(data)
    bare = _bare(data, options.seconds, table)
    queueing.measure(data, app, options.seconds, table=table, bare=bare)


def _bare(data: Path, seconds: float, table: Table) -> Loaded:
    with running(
        "-m", "tests.bench.bare", str(data / "forum.db"),
        core=cores()[0], settings={}, says_address=True,
    ) as process:  # fmt: skip
        load(process, "/", seconds=WARM_SECONDS)
        found = load(process, "/", seconds=seconds)
        visitor = Visitor(process.port)
        table.add(Row("", "the bare page", "afresh", found, weight=weigh(visitor, "/"), queries=2))
        visitor.close()
    return found


class Bench:
    """The forum under load, in the ways in which it can be served."""

    def __init__(
        self,
        app: Flask,
        data: Path,
        *,
        cookies: list[str],
        bare: Loaded,
        seconds: float,
        table: Table,
    ) -> None:
        self._app, self._data, self._cookies = app, data, cookies
        self._bare, self._seconds, self._table = bare, seconds, table
        self.has_worker = True

    def afresh(self, chosen: list[Page]) -> None:
        """Every page made anew for each request."""
        with self._served(AFRESH) as stack:
            server = stack.processes[0]
            for page in chosen:
                self._ask(server, page, "afresh")
            self._say_memory("after the pages made afresh", stack.processes)

    def from_memory(self, chosen: list[Page]) -> None:
        """The pages of guests as they come when nothing is written."""
        with self._served(KEPT) as stack:
            server = stack.processes[0]
            for page in chosen:
                self._ask(server, page, "from memory")
            self._say_memory("after the pages from memory", stack.processes)

    def replies(self) -> None:
        """Replies while the worker does what they owe."""
        with self._served(KEPT) as stack:
            server = stack.processes[0]
            found = write(server, self._cookies, seconds=self._seconds)
            self._table.add(Row("W1", "reply, one after another", "", found, self._bare))

    def _ask(self, server: Process, page: Page, how: str) -> None:
        cookie = self._cookies[0] if page.is_for_member else ""
        visitor = Visitor(server.port, cookie)
        weight = weigh(visitor, page.path)
        visitor.close()
        if weight is None:
            self._table.say(page.key, "there is no such page yet")
            return
        cookies = self._cookies if page.in_turn else [cookie] if cookie else []
        load(server, page.path, seconds=WARM_SECONDS, cookies=cookies)
        found = load(server, page.path, seconds=self._seconds, cookies=cookies)
        queries = queries_of(self._app, page.path, cookie) if how == "afresh" else 0
        self._table.add(Row(page.key, page.name, how, found, self._bare, weight, queries))

    def _say_memory(self, when: str, processes: list[Process]) -> None:
        held = [process.memory for process in processes]
        own = " + ".join(f"{one.own:.0f}" for one in held)
        share = " + ".join(f"{one.share:.0f}" for one in held)
        words = f"{own} MB of their own; {share} MB with their share of files"
        self._table.say(f"memory of server and worker, {when}", words)

    def _served(self, settings: dict[str, str]) -> "_Stack":
        return _Stack(self._data, settings, workers=int(self.has_worker))


class _Stack(ExitStack):
    """A server on its core and a worker on the other."""

    def __init__(self, data: Path, settings: dict[str, str], *, workers: int) -> None:
        super().__init__()
        self.processes: list[Process] = []
        command = ("-m", "forum", "--data", str(data))
        here, there = cores()
        serve = running(
            *command,
            "serve",
            "--port",
            str(free_port()),
            core=here,
            settings=settings,
            says_address=True,
        )
        self.processes = [self.enter_context(serve)]
        for _ in range(workers):
            work = running(*command, "work", core=there, settings=settings, says_address=False)
            self.processes.append(self.enter_context(work))


if __name__ == "__main__":
    main()
