"""F-14: asked to stop under load, the server ends what it has begun, and nothing is cut."""

import http.client
import signal
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import select

from forum.config import SECRET_KEY_FILE
from forum.kernel.db import db
from forum.topics.models import Post
from tests.faults.databases import Database
from tests.faults.ground import GONE, Found, ground, launch, verify, wait_for
from tests.live.listening import OpenPage
from tests.server.fleet import Fleet, Machine
from tests.server.running import Running, is_closed
from tests.server.visiting import Visitor
from tests.uploads.pictures import drawn

STREAMS = 50
UPLOADS = 5
SLOW = 10
SLOW_SECONDS = 6
SHORT_SECONDS = 3
# How long a picture takes to come in, piece by piece.
UPLOAD_SECONDS = 4.0
PIECES = 20
# Pictures are looked at one by one; who comes meanwhile is told so, and that is a whole answer.
BUSY = ("an upload", 503)
STOP_SECONDS = 35.0
# Of these, for a second new callers are left without an answer, and call again.
SHUT_SECONDS = 2.0
# The slow pages are longer on their way than this: who still gets in then gets in to the end.
OPEN_SECONDS = 5.0
POSTS = 2_000
POSTS_OF_ONE = 25
WRITERS = 8
FULL = 3


@dataclass
class Asked:
    """What was asked of the server before it was told to stop, and what came of it."""

    whole: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    def do(self, what: str, ask: Callable[[], int]) -> None:
        try:
            status = ask()
        except (*GONE, AssertionError) as error:
            self.cut.append(f"{what}: {error!r}")
        else:
            is_whole = status in {200, 201, 302} or (what, status) == BUSY
            (self.whole if is_whole else self.cut).append(f"{what}: {status}")


def graceful_stop(database: Database, rounds: int, port: int) -> Found:
    """Stop a server that is busy, as often as told; then let two of them be renewed in turn."""
    found = Found()
    for _ in range(rounds):
        _stop_once(found, database, port, slow=SLOW_SECONDS if rounds >= FULL else SHORT_SECONDS)
    verify(found, database)
    if database.settings:
        # On SQLite a forum has one server.
        _renew_in_turn(found, database, POSTS if rounds >= FULL else POSTS // 20)
        verify(found, database)
    return found


def _stop_once(found: Found, database: Database, port: int, *, slow: int) -> None:
    topic, cookies = ground(database, people=UPLOADS + WRITERS)
    running = launch(database, port)
    at, asked = running.port(), Asked()
    pages = [_open_page(at, topic, n) for n in range(STREAMS)]
    people = [Visitor(at, cookie) for cookie in cookies]
    for person in people:
        person.token(topic)
    with ThreadPoolExecutor(UPLOADS + WRITERS + SLOW) as crowd:
        for _ in range(SLOW):
            crowd.submit(asked.do, "a slow page", partial(_read_slowly, at, slow))
        for person in people[:UPLOADS]:
            crowd.submit(asked.do, "an upload", partial(_upload, at, person, topic))
        time.sleep(1)
        # These wait in line behind the slow ones, and have been accepted all the same.
        for person in people[UPLOADS:]:
            crowd.submit(asked.do, "a reply", partial(_reply, person, topic))
        time.sleep(0.5)
        wait_for(lambda: _hears(running))
        begun = time.monotonic()
        running.process.send_signal(signal.SIGTERM)
        if not wait_for(lambda: is_closed(at), OPEN_SECONDS, pause=0.05):
            found.wrong.append("new requests were taken after the signal")
        _note_longest(found, "until the door was shut", time.monotonic() - begun, SHUT_SECONDS)
        pauses = [pause for page in pages if (pause := _farewell(page))]
    code = running.wait()
    _judge(found, asked, pauses, time.monotonic() - begun)
    if code != 0:
        found.wrong.append(f"exit status {code}")


def _hears(running: Running) -> bool:
    """Whether the parent acts upon signals already: what is sent before waits for that moment.

    Here it loads the whole forum once more, which an installed one does not.
    """
    status = Path(f"/proc/{running.process.pid}/status").read_text()
    [blocked] = [row.split()[1] for row in status.splitlines() if row.startswith("SigBlk")]
    return not int(blocked, 16) >> (signal.SIGTERM - 1) & 1


def _open_page(port: int, topic: str, number: int) -> OpenPage:
    source = f"127.0.1.{number % 25 + 1}"
    return OpenPage(port, topics=topic.rpartition("/")[2], source=source)


def _read_slowly(port: int, seconds: int) -> int:
    return Visitor(port).get(f"/fault/slow/{seconds}").status


def _reply(person: Visitor, topic: str) -> int:
    return person.reply(topic, f"Said {uuid.uuid4()}.").status


def _upload(port: int, person: Visitor, topic: str) -> int:
    """Send a picture as a bad line does: in pieces, over some seconds."""
    head = '--limit\r\nContent-Disposition: form-data; name="file"; filename="cup.png"\r\n\r\n'
    body = head.encode() + drawn("PNG", (600, 400)) + b"\r\n--limit--\r\n"
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.putrequest("POST", "/uploads")
    for name, word in {
        "Cookie": person.cookie,
        "X-CSRFToken": person.token(topic),
        "Accept": "application/json",
        "Content-Type": "multipart/form-data; boundary=limit",
        "Content-Length": str(len(body)),
    }.items():
        line.putheader(name, word)
    line.endheaders()
    step = len(body) // PIECES + 1
    for begin in range(0, len(body), step):
        line.send(body[begin : begin + step])
        time.sleep(UPLOAD_SECONDS / PIECES)
    return line.getresponse().status


def _farewell(page: OpenPage) -> int:
    """The milliseconds after which the page shall come again; 0 when nobody told it."""
    page.until_end(STOP_SECONDS)
    page.close()
    return page.again if page.ended == "restart" else 0


def _judge(found: Found, asked: Asked, pauses: Sequence[int], seconds: float) -> None:
    _note_longest(found, "until it had ended", seconds, STOP_SECONDS)
    found.wrong += [f"cut: {one}" for one in asked.cut]
    if len(pauses) != STREAMS or not all(1000 <= pause <= 10_000 for pause in pauses):
        found.wrong.append(f"{len(pauses)} pages were told when to come again: {pauses[:3]}")
    counted = {
        "requests whole": len(asked.whole),
        "cut": len(asked.cut),
        "pages told to come again": len(pauses),
    }
    for name, number in counted.items():
        found.figures[name] = found.figures.get(name, 0) + number


def _note_longest(found: Found, what: str, seconds: float, most: float) -> None:
    what += " (longest)"
    found.must_take(what, max(seconds, found.figures.get(f"s {what}", 0)), most)


@dataclass
class Door:
    """Spreads posts over the servers, as a proxy does: who does not listen is passed by."""

    machines: list[Machine]
    topic: str
    left: int
    people: Iterator[str]
    bodies: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    passed_by: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self) -> None:
        """Post as one member after the other until enough was posted."""
        while True:
            cookie = next(self.people)
            lines = [Visitor(machine.port, cookie) for machine in self.machines]
            for turn in range(POSTS_OF_ONE):
                with self.lock:
                    self.left -= 1
                    if self.left < 0:
                        return
                self._post(lines if turn % 2 else lines[::-1])

    def _post(self, lines: Sequence[Visitor]) -> None:
        """Post once. What a server took and did not answer has failed: no proxy repeats that."""
        body = f"Said {uuid.uuid4()}."
        for line in lines:
            line.drop_if_closed()
            try:
                answer = line.reply(self.topic, body)
            except ConnectionRefusedError:
                self.passed_by += 1
                line.close()
                continue
            except (*GONE, AssertionError) as error:
                line.close()
                self.failed.append(f"{error!r}")
                return
            if answer.status == 302:
                self.bodies.append(body)
            else:
                self.failed.append(str(answer.status))
            return
        self.failed.append("nobody listened")


def _renew_in_turn(found: Found, database: Database, posts: int) -> None:
    """Two servers; each is asked to stop and started again, in turn, while members post."""
    topic, cookies = ground(database, people=posts // POSTS_OF_ONE + 2 * WRITERS)
    with tempfile.TemporaryDirectory(prefix="guildhall-fleet-") as folder:
        url = database.settings["FORUM_DATABASE_URL"]
        secret = (database.data / SECRET_KEY_FILE).read_text().strip()
        settings = {"FORUM_DATABASE_URL": url, "FORUM_SECRET_KEY": secret}
        several = Fleet(Path(folder), settings)
        try:
            door = Door([several.serve(), several.serve()], topic, posts, iter(cookies))
            _post_and_renew(found, several, door)
        finally:
            several.end()
        reasons = _reasons(several) if door.failed else []
    with database.opened():
        kept = set(db.session.scalars(select(Post.body).where(Post.number > 1)))
    found.wrong += [f"lost: {body}" for body in door.bodies if body not in kept]
    found.wrong += [f"a post failed: {why}" for why in door.failed] + reasons
    found.figures |= {
        "posts while two servers were renewed": len(door.bodies),
        "failed": len(door.failed),
        "passed by a server that was away": door.passed_by,
    }


def _reasons(several: Fleet) -> list[str]:
    """What the servers said of the posts that they could not take."""
    rows = [
        row for each in several.machines for row in (each.data / "log").read_text().splitlines()
    ]
    return sorted({row[:900] for row in rows if "unavailable" in row})[:3]


def _post_and_renew(found: Found, several: Fleet, door: Door) -> None:
    writers = [threading.Thread(target=door.write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    renewed = 0
    while door.left > 0 or not renewed:
        machine = door.machines[renewed % 2]
        time.sleep(1)
        machine.process.terminate()
        if machine.process.wait(STOP_SECONDS) != 0:
            found.wrong.append(f"a server ended with {machine.process.returncode}")
        several.serve_again(machine)
        renewed += 1
    for writer in writers:
        writer.join()
    found.figures["servers renewed"] = renewed
