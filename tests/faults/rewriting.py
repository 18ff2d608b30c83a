"""F-22: many people change one post at the same moment, each from the text they had before them."""

import html
import re
import threading
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle

from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import Role
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics import actions as topics
from forum.topics.actions import NewPost
from forum.topics.models import Post, Revision
from tests.faults.databases import Database
from tests.faults.ground import Found, join, start, start_topic, verify
from tests.faults.machines import two_doors
from tests.server.visiting import Answer, Visitor, cookie_of

EDITORS = 10
# An author who mends a slip just after writing leaves no trace of it; these posts are older.
AGO = timedelta(days=1)
BASE = re.compile(r'name="base"[^>]*value="([^"]*)"')
THEIRS = re.compile(r'<pre class="topic-new__other"[^>]*>(.*?)</pre>', re.DOTALL)
MINE = re.compile(r'<textarea[^>]*name="body"[^>]*>(.*?)</textarea>', re.DOTALL)
SAVED, CONFLICT = 302, 409


@dataclass
class Edit:
    """What somebody wants a post to say, from the text that they have seen."""

    post: int
    title: str
    base: str
    body: str = field(default_factory=lambda: f"Changed {uuid.uuid4()}.")

    @property
    def page(self) -> str:
        return f"/p/{self.post}/edit"

    def send(self, visitor: Visitor) -> Answer:
        form = {"body": self.body, "base": self.base, "title": self.title, "tags": ""}
        return visitor.send(self.page, form, page=self.page)


@dataclass
class Book:
    """Texts that were said to be saved, by post, and the texts of others that were shown."""

    saved: dict[int, list[str]] = field(default_factory=dict)
    shown: dict[int, set[str]] = field(default_factory=dict)
    conflicts: int = 0


def edits_at_once(database: Database, rounds: int, port: int) -> Found:
    """So many edits in waves of ten, of a reply and of a first post with its title in turn."""
    found, book = Found(), Book()
    posts, cookies = _ground(database)
    running = start(database, port)
    with two_doors(database, running.port()) as doors:
        visitors = [
            Visitor(door, cookie) for door, cookie in zip(cycle(doors), cookies, strict=False)
        ]
        sent = 0
        for post in cycle(posts):
            if sent >= rounds:
                break
            sent += _wave(found, book, visitors, post)
        if database.settings:
            found.figures["servers"] = len(set(doors))
    running.end()
    found.figures |= {
        "edits": sent,
        "saved": sum(map(len, book.saved.values())),
        "answered with both texts": book.conflicts,
    }
    for post in posts:
        _compare(found, database, post, book)
    verify(found, database)
    return found


def _ground(database: Database) -> tuple[Sequence[int], Sequence[str]]:
    """A first post and a reply of some age, by the first of those who may change them."""
    with database.opened() as app:
        people = [join() for _ in range(EDITORS)]
        for member in people[1:]:
            accounts.assign_role(member, Role.MODERATOR)
        with clock.at(clock.now() - AGO):
            topic = start_topic(people[0])
            reply = topics.reply(people[0], topic, NewPost("The second post."))
        query = select(Post.id).where(Post.topic_id == topic.id, Post.id != reply.id)
        first = db.session.scalars(query).one()
        return (reply.id, first), [cookie_of(app, member) for member in people]


def _wave(found: Found, book: Book, visitors: Sequence[Visitor], post: int) -> int:
    """All of them open the form, and save in the same moment; how many edits that were."""
    edits = [_opened(visitor, post) for visitor in visitors]
    answers = _at_once(visitors, edits)
    statuses = Counter(answer.status for answer in answers)
    if statuses != {SAVED: 1, CONFLICT: len(edits) - 1}:
        found.wrong.append(f"a wave of edits was answered with {dict(statuses)}")
    for edit, answer in zip(edits, answers, strict=True):
        if answer.status == SAVED:
            book.saved.setdefault(post, []).append(edit.body)
        elif answer.status == CONFLICT:
            book.conflicts += 1
            if _text(MINE, answer) != edit.body:
                found.wrong.append(f"somebody lost what they wrote: {edit.body}")
            book.shown.setdefault(post, set()).add(_text(THEIRS, answer))
    return len(edits)


def _at_once(visitors: Sequence[Visitor], edits: Sequence[Edit]) -> Sequence[Answer]:
    line = threading.Barrier(len(edits))

    def send(visitor: Visitor, edit: Edit) -> Answer:
        line.wait()
        return edit.send(visitor)

    with ThreadPoolExecutor(len(edits)) as pool:
        return list(pool.map(send, visitors, edits))


def _opened(visitor: Visitor, post: int) -> Edit:
    page = visitor.get(f"/p/{post}/edit")
    assert page.status == 200, page.text[:300]
    edit = Edit(post, "What is done here", BASE.search(page.text)[1])
    visitor.token(edit.page)
    return edit


def _text(pattern: re.Pattern[str], answer: Answer) -> str:
    match = pattern.search(answer.text)
    return html.unescape(match[1]).strip() if match else ""


def _compare(found: Found, database: Database, post: int, book: Book) -> None:
    """The history holds what was saved, each once and in the order in which it was seen."""
    with database.opened():
        query = select(Revision.body).where(Revision.post_id == post).order_by(Revision.version)
        history = list(db.session.scalars(query))
        history.append(db.session.scalars(select(Post.body).where(Post.id == post)).one())
    saved = book.saved.get(post, [])
    if history[1:] != saved:
        found.wrong.append(f"post {post}: {len(saved)} were saved, the history holds {history[1:]}")
    if unknown := book.shown.get(post, set()) - set(history):
        found.wrong.append(f"post {post}: somebody was shown a text that never stood: {unknown}")
