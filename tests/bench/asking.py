"""What is asked: the pages by their names in the table, and what each answer weighs and queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Engine, event

from tests.server.visiting import Visitor

LONG, MIDDLE = "/t/talk/1", "/t/talk/2"
ABSENT = 404


@dataclass(frozen=True)
class Page:
    """A page of the table; a member's is asked for with a cookie.

    Where one person may ask only so often, many do `in_turn`.
    """

    key: str
    name: str
    path: str
    is_for_member: bool = False
    in_turn: bool = False


def pages(long_topic: int) -> list[Page]:
    """R1 to R5 and Q1. The deep page is the one at three fifths of the long topic: 300 of 500."""
    deep = long_topic // 20 * 3 // 5
    return [
        Page("R1", "home", "/"),
        Page("R2", "channel", "/c/room-1"),
        Page("R3", "topic, 200 posts, page 1", MIDDLE),
        Page("R4", f"long topic, page {deep}", f"{LONG}?page={deep}"),
        Page("R5", "topic, signed in", MIDDLE, is_for_member=True),
        Page(
            "Q1",
            "search, two common words",
            "/search?q=water+kettle",
            is_for_member=True,
            in_turn=True,
        ),
    ]


@dataclass(frozen=True)
class Weight:
    """Bytes of the answer as it is, and as browsers ask for it."""

    plain: int
    zipped: int


def weigh(visitor: Visitor, path: str) -> Weight | None:
    """What the page weighs; nothing when there is no such page."""
    answer = visitor.get(path)
    if answer.status == ABSENT:
        return None
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {answer.text[:300]}")
    return Weight(len(answer.body), len(visitor.get(path, encoding="gzip").body))


def queries_of(app: Flask, path: str, cookie: str) -> int:
    """How many statements the page takes when it is made for the second time."""
    client = app.test_client(use_cookies=False)
    headers = {"Cookie": cookie} if cookie else {}
    client.get(path, headers=headers)
    with _counted() as statements:
        client.get(path, headers=headers)
    return len(statements)


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
