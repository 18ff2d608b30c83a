"""F-02: a process dies between a commit and what follows from it; all of that follows, once."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.jobs.models import Job
from forum.kernel.db import db
from forum.mail.models import Letter
from forum.notices.models import Notice
from forum.topics.models import Post
from tests.faults.databases import Database
from tests.faults.ground import (
    GONE,
    PATIENCE,
    Found,
    join,
    launch,
    path_of,
    start_topic,
    verify,
    wait_for,
)
from tests.live.listening import OpenPage
from tests.mail.post_office import PostOffice, open_post_office
from tests.server.running import Running
from tests.server.visiting import Visitor, cookie_of

# Where the forum dies: the server right after its commit; the worker before the index, before the
# letter is thought of, before it is sent, and after each of these before the job is done; and when
# the mail server has the letter, and nobody has noted that yet.
SERVER = ("commit",)
WORKER = ("search.index", "notices.letters", "mail.send")
CARRIED = "mail.carry:after"
POINTS = (*SERVER, *WORKER, *(f"{kind}:after" for kind in WORKER), CARRIED)
# From when there is a server that answers again, or a new worker in the list of processes.
WITHIN = 10.0
# What was sent before it could be noted goes out once more; whoever dies earlier has sent nothing.
COPIES = {CARRIED: 2}
SENT_AT_DEATH = {CARRIED: 1, "mail.send:after": 1}
MAIL_AFTER = "0.03"


@dataclass
class Scene:
    """A member who is mentioned, another who writes, and an open page."""

    database: Database
    office: PostOffice
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
    with open_post_office() as office:
        told = {
            "FORUM_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
            "FORUM_MAIL_FROM": "Forum <forum@example.org>",
        }
        here = replace(database, settings={**database.settings, **told})
        scenes = [_scene(here, office) for _ in POINTS[:rounds]]
        for point, scene in zip(POINTS, scenes, strict=False):
            seconds = _die_and_look(found, scene, point, port)
            found.must_take(f"until all followed a death at {point}", seconds, WITHIN)
    verify(found, database)
    return found


def _scene(database: Database, office: PostOffice) -> Scene:
    with database.opened() as app:
        # Nobody hears of what they write themselves, so the letters are the reader's alone.
        writer, reader = join(), join()
        path = path_of(start_topic(writer))
        return Scene(database, office, path, cookie_of(app, writer), reader)


def _die_and_look(found: Found, scene: Scene, point: str, port: int) -> float:
    """Let somebody die over a post; the seconds from their return until all was there."""
    mark = scene.database.data / "crash-here"
    told = {"crash": point, "mark": str(mark), "to": scene.reader.email, "mail": MAIL_AFTER}
    running = launch(scene.database, port, **told)
    try:
        scene.port = running.port()
        with scene.database.opened():
            # What earlier scenes owe shall not die in place of what is owed here.
            wait_for(lambda: not _number(_open_jobs()))
            mark.touch()
            seconds = _post_and_wait(found, scene, point, running)
    finally:
        running.end()
    if mark.exists():
        found.wrong.append(f"{point}: nobody died")
        mark.unlink()
    return seconds


def _post_and_wait(found: Found, scene: Scene, point: str, running: Running) -> float:
    page = OpenPage(scene.port, topics=scene.topic.rpartition("/")[2])
    last = page.last
    worker = running.children("work")
    is_acknowledged = scene.post()
    if point in SERVER:
        if is_acknowledged:
            found.wrong.append(f"{point}: the answer came before the death")
        # Back as soon as a page is shown again; until then nobody could see anything.
        wait_for(lambda: _is_back(scene.port), PATIENCE, pause=0.05)
    else:
        _see_worker_die(found, scene, point, running, worker)
    begun = time.monotonic()
    if point in SERVER:
        wait_for(scene.post, PATIENCE)
    for name, is_there in _owed(scene).items():
        if not wait_for(is_there, PATIENCE, pause=0.2):
            found.wrong.append(f"{point}: {name} never came")
    seconds = time.monotonic() - begun
    _count(found, scene, point, last)
    page.close()
    return seconds


def _see_worker_die(
    found: Found, scene: Scene, point: str, running: Running, worker: list[int]
) -> None:
    """Wait until it has died, look what it had sent, and wait until there is another."""
    mark = scene.database.data / "crash-here"
    wait_for(lambda: not mark.exists(), PATIENCE, pause=0.02)
    sent = len(_letters(scene))
    wait_for(lambda: set(running.children("work")) - set(worker), PATIENCE, pause=0.02)
    if sent != SENT_AT_DEATH.get(point, 0):
        found.wrong.append(f"{point}: {sent} letters had been sent when the worker died")


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
        "the word that it was sent": lambda: _number(_noted(scene)),
        "the index": lambda: _is_found(scene),
        "the end of all work": lambda: not _number(_open_jobs()),
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
    letters = _letters(scene)
    if point == CARRIED:
        found.figures[f"copies of the letter at {point}"] = len(letters)
    if len(letters) > COPIES.get(point, 1) or len(set(letters)) > 1:
        found.wrong.append(f"{point}: {len(letters)} letters, of {len(set(letters))} kinds")


def _posts(scene: Scene):
    return select(func.count(Post.id)).where(Post.body == scene.body)


def _notices(scene: Scene):
    return select(func.count(Notice.id)).where(Notice.user_id == scene.reader.id)


def _number(query) -> int:
    db.session.rollback()
    return db.session.scalar(query)


def _noted(scene: Scene):
    is_theirs = Letter.to_address == scene.reader.email
    return select(func.count(Letter.id)).where(is_theirs, Letter.sent_at.is_not(None))


def _open_jobs():
    """What the worker still owes, at whatever moment."""
    is_open = Job.done_at.is_(None) & Job.dead_at.is_(None)
    return select(func.count(Job.id)).where(is_open, Job.kind.in_(WORKER))


def _letters(scene: Scene) -> list[str]:
    """The Message-IDs of the letters that the reader got about this."""
    letters = list(scene.office.accepted)
    return [each["Message-ID"] for each in letters if scene.reader.email in each["To"]]


def _is_found(scene: Scene) -> bool:
    """Whether the word is found; a member may ask once a second."""
    time.sleep(1)
    answer = Visitor(scene.port, scene.cookie).get(f"/search?q={quote(scene.word)}")
    return "search-hit" in answer.text
