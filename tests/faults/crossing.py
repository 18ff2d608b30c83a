"""F-02: a process dies between a commit and what follows from it; all of that follows, once."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from urllib.parse import quote

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.notices.models import Notice
from forum.topics.models import Post
from tests.faults.databases import Database
from tests.faults.ground import GONE, PATIENCE, Found, count_by_hand, launch, verify, wait_for
from tests.live.listening import OpenPage
from tests.server.visiting import Visitor, cookie_of
from tests.support import make

# Where the forum dies: the server right after its commit; the worker before the index, before the
# letter is thought of, before it is sent, and after each of these before that is noted.
SERVER = ("commit",)
WORKER = ("search.index", "notices.letters", "mail.send")
POINTS = (*SERVER, *WORKER, *(f"{kind}:after" for kind in WORKER))
WITHIN = 10.0
# What a dead worker held is taken by the next one when its lease has run out.
LEASE = 30.0
SHORT_LEASE = 3.0
# A letter that was sent before the worker could note it goes out once more.
COPIES = {"mail.send:after": 2}
MAIL_AFTER = "0.03"


@dataclass
class Scene:
    """A member who is mentioned, another who writes, and an open page."""

    database: Database
    topic: str
    cookie: str
    reader: User
    port: int = 0
    word: str = field(default_factory=lambda: f"w{uuid.uuid4().hex[:10]}")
    key: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def body(self) -> str:
        return f"Hello @{self.reader.username}, this is {self.word}."

    def post(self) -> bool:
        """Send the text under its key; whether it was acknowledged."""
        writer = Visitor(self.port, self.cookie)
        try:
            return writer.reply(self.topic, self.body, key=self.key).status == 302
        except GONE:
            return False


def crash_points(database: Database, rounds: int, port: int) -> Found:
    """Die at each point once, and look for everything that was owed."""
    found = Found()
    # Made by hand, so before there is an index, which is told of what members do.
    scenes = [_scene(database) for _ in POINTS[:rounds]]
    for point, scene in zip(POINTS, scenes, strict=False):
        lease = LEASE if rounds >= len(POINTS) else SHORT_LEASE
        mark = database.data / "crash-here"
        mark.touch()
        running = launch(
            database, port, crash=point, mark=str(mark), mail=MAIL_AFTER, lease=str(lease)
        )
        try:
            scene.port = running.port()
            seconds = _die_and_look(found, scene, point)
        finally:
            running.end()
        if mark.exists():
            found.wrong.append(f"{point}: nobody died")
            mark.unlink()
        allowed = WITHIN if point in SERVER else lease + WITHIN
        found.must_take(f"until all followed a death at {point}", seconds, allowed)
    verify(found, database)
    return found


def _scene(database: Database) -> Scene:
    with database.opened() as app:
        topic, writer, reader = make.topic(), make.member(), make.member()
        count_by_hand(topic)
        path = f"/t/{topic.slug}/{topic.id}"
        return Scene(database, path, cookie_of(app, writer), reader)


def _die_and_look(found: Found, scene: Scene, point: str) -> float:
    """Post, let somebody die, send again what was not acknowledged; seconds until all was there."""
    page = OpenPage(scene.port, topics=scene.topic.rpartition("/")[2])
    last = page.last
    is_acknowledged = scene.post()
    begun = time.monotonic()
    if point in SERVER and is_acknowledged:
        found.wrong.append(f"{point}: the answer came before the death")
    # Back as soon as a page is shown again; until then nobody could see anything.
    wait_for(lambda: _is_back(scene.port), PATIENCE, pause=0.05)
    if point in SERVER:
        begun = time.monotonic()
        wait_for(scene.post, PATIENCE)
    with scene.database.opened():
        for name, is_there in _owed(scene).items():
            if not wait_for(is_there, LEASE + 2 * WITHIN, pause=0.2):
                found.wrong.append(f"{point}: {name} never came")
        seconds = time.monotonic() - begun
        _count(found, scene, point, last)
    page.close()
    return seconds


def _is_back(port: int) -> bool:
    try:
        return Visitor(port).get("/healthz").status == 200
    except GONE:
        return False


def _owed(scene: Scene) -> dict[str, Callable[[], object]]:
    return {
        "the post": lambda: _number(_posts(scene)),
        "the notice": lambda: _number(_notices(scene)),
        "the letter": lambda: _letters(scene),
        "the index": lambda: _is_found(scene),
    }


def _count(found: Found, scene: Scene, point: str, last: int) -> None:
    """Everything is there once, also for a page that comes again with the last event it knew."""
    # A second letter or notice would come at once, if it came.
    time.sleep(1)
    counted = {"posts": _number(_posts(scene)), "notices": _number(_notices(scene))}
    page = OpenPage(scene.port, topics=scene.topic.rpartition("/")[2], last=last)
    counted["live events"] = page.kinds(2.0).count("post")
    page.close()
    for what, number in counted.items():
        if number != 1:
            found.wrong.append(f"{point}: {number} {what}")
    if len(letters := _letters(scene)) > COPIES.get(point, 1) or len(set(letters)) > 1:
        found.wrong.append(f"{point}: {len(letters)} letters, of {len(set(letters))} kinds")


def _posts(scene: Scene):
    return select(func.count(Post.id)).where(Post.body == scene.body)


def _notices(scene: Scene):
    return select(func.count(Notice.id)).where(Notice.user_id == scene.reader.id)


def _number(query) -> int:
    db.session.rollback()
    return db.session.scalar(query)


def _letters(scene: Scene) -> list[str]:
    """The Message-IDs of the letters that the reader got about this."""
    files = [file.read_bytes() for file in (scene.database.data / "mail").glob("[!.]*.eml")]
    letters = [message_from_bytes(each, policy=default) for each in files]
    return [each["Message-ID"] for each in letters if scene.reader.email in each["To"]]


def _is_found(scene: Scene) -> bool:
    """Whether the word is found; a member may ask once a second."""
    time.sleep(1)
    answer = Visitor(scene.port, scene.cookie).get(f"/search?q={quote(scene.word)}")
    return "search-hit" in answer.text
