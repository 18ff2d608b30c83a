"""What else one waits for: rendering, drafts, previews, pictures, the first view, an import."""

import json
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from flask import Flask

from forum.markup.render import PLAIN, render
from tests.bench import bringing, weight
from tests.bench.asking import LONG, MIDDLE
from tests.bench.clocks import Ask, times
from tests.bench.table import Table
from tests.bench.words import Texts
from tests.server.running import Running
from tests.server.visiting import Answer, Visitor
from tests.uploads.pictures import drawn

ROUNDS = 100
NUMBER = count(1)


def measure(folder: Path, app: Flask, cookies: Sequence[str], table: Table) -> None:
    """All of it, on a forum that was started as an operator starts it."""
    _render(table)
    running = Running(folder / "data", "--port", "0")
    try:
        _pages(running.port(), cookies, table)
    finally:
        running.end()
    bringing.measure(folder, table.say)


def _render(table: Table) -> None:
    texts = Texts(random.Random(3), blocks=100)
    spent = []
    for _ in range(40):
        body = texts.post().body
        begun = time.process_time()
        render(body, PLAIN)
        spent.append((time.process_time() - begun) * 1000)
    table.say("rendering about 80 words", f"{statistics.median(spent):.1f} ms")


@dataclass(frozen=True)
class Request:
    """What is asked, by whom, how often at most, and which answer is good."""

    name: str
    who: Sequence[Visitor]
    ask: Ask
    good: int = 200
    most: int = ROUNDS


def _pages(port: int, cookies: Sequence[str], table: Table) -> None:
    members = [Visitor(port, cookie) for cookie in cookies]
    for one in _requests(members):
        found = times(one.who, one.ask, rounds=one.most, good=one.good)
        table.say(one.name, f"p50 {found.middle:.1f} ms, p95 {found.late:.1f} ms")
    for who, visitor in (("guest", Visitor(port)), ("member", members[0])):
        requests, kilobytes = weight.first_view(visitor, LONG)
        table.say(f"first view of a topic, {who}", f"{requests} requests, {kilobytes:.0f} KB")
        visitor.close()
    for visitor in members[1:]:
        visitor.close()


def _requests(members: Sequence[Visitor]) -> Iterator[Request]:
    picture = drawn("JPEG", (1600, 1200))
    yield Request("unread, member", members[:4], lambda one, n: one.get("/unread"))
    yield Request("save a draft", members, _save_draft)
    yield Request("preview, 90 words", members, _preview)
    # One address may send no more pictures than this in ten minutes.
    upload = Request("upload, 1600 by 1200", members, lambda one, n: _upload(one, picture), 201)
    yield Request(upload.name, upload.who, upload.ask, upload.good, most=70)


def _save_draft(one: Visitor, n: int) -> Answer:
    # Another key each time: nobody overwrites a draft without having seen it.
    draft = {"key": f"reply:{next(NUMBER)}", "version": 0, "body": "A few words. " * 40}
    kind = "application/json"
    return one.send_raw("/drafts", json.dumps(draft).encode(), kind=kind, page=MIDDLE)


def _preview(one: Visitor, n: int) -> Answer:
    return one.send("/preview", {"body": "Some **strong** words. " * 30}, page=MIDDLE)


def _upload(one: Visitor, picture: bytes) -> Answer:
    edge = "cut-here-cut-here"
    head = (
        f'--{edge}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n'
        "content-type: image/jpeg\r\n\r\n"
    )
    body = head.encode() + picture + f"\r\n--{edge}--\r\n".encode()
    kind = f"multipart/form-data; boundary={edge}"
    return one.send_raw("/uploads", body, kind=kind, page=MIDDLE)
