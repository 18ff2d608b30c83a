"""`bin/bench`: builds a forum, starts it as an operator would, and prints how fast it is."""

import argparse
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from flask import Flask

from forum.markup.render import PLAIN, render
from tests.bench import bringing, weight
from tests.bench.clocks import Ask, times
from tests.bench.town import Size, build, text_of
from tests.server.running import Running
from tests.server.visiting import Answer, Visitor, cookie_of
from tests.support import make
from tests.uploads.pictures import drawn

LONG = "/t/talk/1"
SMALL = Size(members=50, topics=100, posts=1000, long_topic=2000)
WRITERS = 24
NUMBER = count(1)
MEGABYTE = 1024 * 1024


def main() -> None:
    """Measure everything, one part after the other."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a small forum, to see that it works")
    parser.add_argument("--rounds", type=int, default=120, help="requests for each page")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    size = SMALL if options.small else Size()
    folder = Path(tempfile.mkdtemp(prefix="guildhall-bench-"))
    try:
        _measure(folder, size, options)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path, size: Size, options: argparse.Namespace) -> None:
    begun = time.perf_counter()
    app = build(folder / "data", size)
    posts = size.posts + size.long_topic
    _say("made", f"{posts:,} posts, {size.topics:,} topics", time.perf_counter() - begun, "s")
    _render()
    starts = [_cold_start(folder / "data", options.port) for _ in range(3)]
    _say("cold start", "to the first answer, median of 3", statistics.median(starts), "s")
    running = Running(folder / "data", "--port", str(options.port))
    try:
        port = running.port()
        _say("memory", "three processes, after the start", _memory(running), "MB")
        _pages(app, port, size, options.rounds)
        _say("memory", "three processes, after the load", _memory(running), "MB")
    finally:
        running.end()
    bringing.measure(folder, _say)


def _say(what: str, of: str, value: float, unit: str) -> None:
    print(f"{what:<16} {of:<44} {value:9.2f} {unit}", flush=True)


def _render() -> None:
    chance = random.Random(3)
    for words in (100, 1000):
        spent = []
        for _ in range(40):
            text = text_of(words, chance)
            begun = time.process_time()
            render(text, PLAIN)
            spent.append((time.process_time() - begun) * 1000)
        _say("rendering", f"{words} words, median of 40", statistics.median(spent), "ms")


def _cold_start(data: Path, port: int) -> float:
    begun = time.perf_counter()
    running = Running(data, "--port", str(port))
    visitor = Visitor(running.port())
    visitor.get("/")
    took = time.perf_counter() - begun
    visitor.close()
    running.end()
    return took


def _memory(running: Running) -> float:
    """Resident memory of all processes of the tree, in megabytes."""
    numbers = [running.process.pid, *running.children("serve"), *running.children("work")]
    pages = [int(Path(f"/proc/{number}/statm").read_text().split()[1]) for number in numbers]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _pages(app: Flask, port: int, size: Size, rounds: int) -> None:
    with app.app_context():
        cookies = [cookie_of(app, make.member()) for _ in range(WRITERS)]
    guests = [Visitor(port) for _ in range(4)]
    members = [Visitor(port, cookie) for cookie in cookies]
    print(f"\n{'page':<36} {'p50 ms':>8} {'p95 ms':>8} {'in a s':>8}")
    for one in _requests(guests, members, size):
        found = times(one.who, one.ask, rounds=min(rounds, one.most), good=one.good)
        print(f"{one.name:<36} {found}", flush=True)
    print()
    for who, visitor in (("guest", guests[0]), ("member", members[0])):
        requests, kilobytes = weight.first_view(visitor, LONG)
        _say("first view", f"{who}: requests of a topic page", requests, "")
        _say("first view", f"{who}: compressed", kilobytes, "KB")
    for visitor in (*guests, *members):
        visitor.close()


@dataclass(frozen=True)
class Request:
    """What is asked, by whom, how often at most, and which answer is good."""

    name: str
    who: Sequence[Visitor]
    ask: Ask
    good: int = 200
    most: int = 1000


def _requests(
    guests: Sequence[Visitor], members: Sequence[Visitor], size: Size
) -> Iterator[Request]:
    deep = f"{LONG}?page={size.long_topic // 20}"
    few = members[:4]
    picture = drawn("JPEG", (1600, 1200))
    yield Request("home, guest", guests, _get("/"))
    yield Request("home, member", few, _get("/"))
    yield Request("channel, member", few, _get("/c/room-1"))
    yield Request("topic, first page, guest", guests, _get(LONG))
    yield Request("topic, first page, member", few, _get(LONG))
    yield Request("topic, last page, guest", guests, _get(deep))
    yield Request("topic, last page, member", few, _get(deep))
    yield Request("unread, member", few, _get("/unread"))
    yield Request("reply", members, lambda one, n: one.reply("/t/talk/2", f"Said {n}."), 302)
    yield Request("save a draft", members, _save_draft)
    yield Request("preview", members, _preview)
    # One address may send no more pictures than this in ten minutes.
    yield Request("upload, 1600 by 1200", members, lambda one, n: _upload(one, picture), 201, 70)


def _get(path: str) -> Ask:
    return lambda one, n: one.get(path, encoding="gzip")


def _save_draft(one: Visitor, n: int) -> Answer:
    # Another key each time: nobody overwrites a draft without having seen it.
    draft = {"key": f"reply:{next(NUMBER)}", "version": 0, "body": "A few words. " * 40}
    kind = "application/json"
    return one.send_raw("/drafts", json.dumps(draft).encode(), kind=kind, page="/t/talk/2")


def _preview(one: Visitor, n: int) -> Answer:
    return one.send("/preview", {"body": "Some **strong** words. " * 30}, page="/t/talk/2")


def _upload(one: Visitor, picture: bytes) -> Answer:
    edge = "cut-here-cut-here"
    head = (
        f'--{edge}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n'
        "content-type: image/jpeg\r\n\r\n"
    )
    body = head.encode() + picture + f"\r\n--{edge}--\r\n".encode()
    kind = f"multipart/form-data; boundary={edge}"
    return one.send_raw("/uploads", body, kind=kind, page="/t/talk/2")


if __name__ == "__main__":
    main()
