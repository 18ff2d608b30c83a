"""Reading threads and people from files in the format of docs/import-conversations.md."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import IO, Any

GZIP = b"\x1f\x8b"


class Unusable(Exception):
    """A line or a part of one cannot be taken; the message says why."""


@dataclass(frozen=True)
class Person:
    """Who wrote something elsewhere."""

    site: str
    name: str
    key: str
    created: datetime | None = None
    about_html: str = ""


@dataclass(frozen=True)
class Text:
    """A post or a comment; a comment answers the post that it hangs on."""

    id: str
    author: Person
    created: datetime
    score: int
    url: str
    markdown: str = ""
    html: str = ""
    answers: str | None = None


@dataclass(frozen=True)
class Thread:
    """A whole conversation: its first text opens it, the others follow in order of time."""

    site: str
    id: str
    title: str
    tags: tuple[str, ...]
    licence: str
    views: int
    accepted: str | None
    texts: tuple[Text, ...] = field(default=())


def lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | Unusable]]:
    """Each line's number with its object, or with the reason why it cannot be read."""
    with _open(path) as source:
        for number, line in enumerate(source, start=1):
            if not line.strip():
                continue
            yield number, _object(line)


def thread(row: Mapping[str, Any]) -> Thread:
    """The thread of a line. Raises Unusable when something needed is missing."""
    site = _word(row, "site")
    posts = row.get("posts")
    if not isinstance(posts, list) or not posts:
        raise Unusable("it has no posts")
    texts = [text for post in posts for text in _post_and_comments(site, post)]
    first, rest = texts[0], sorted(texts[1:], key=lambda text: text.created)
    accepted = row.get("accepted")
    return Thread(
        site=site,
        id=_word(row, "thread_id"),
        title=_word(row, "title"),
        tags=tuple(tag for tag in row.get("tags") or () if isinstance(tag, str)),
        licence=_word(row, "licence"),
        views=_number(row.get("views")),
        accepted=None if accepted is None else str(accepted),
        texts=(first, *rest),
    )


def person(row: Mapping[str, Any]) -> Person:
    """The person of a line of a users' file."""
    created = row.get("created")
    return Person(
        site=_word(row, "site"),
        name=_word(row, "display_name"),
        key=_word(row, "user_id"),
        created=_moment(created) if created else None,
        about_html=str(row.get("about_html") or ""),
    )


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as probe:
        zipped = probe.read(len(GZIP)) == GZIP
    return gzip.open(path, "rb") if zipped else path.open("rb")  # type: ignore[return-value]


def _object(line: bytes) -> Mapping[str, Any] | Unusable:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Unusable("it is not JSON")
    return found if isinstance(found, dict) else Unusable("it is not an object")


def _post_and_comments(site: str, post: Any) -> Iterator[Text]:
    if not isinstance(post, dict):
        raise Unusable("one of its posts is not an object")
    text = _text(site, post)
    if not (text.markdown or text.html):
        raise Unusable(f"post {text.id} has no text")
    yield text
    for comment in post.get("comments") or ():
        yield _comment(site, comment, text)


def _text(site: str, post: Mapping[str, Any]) -> Text:
    return Text(
        id=f"post:{_word(post, 'id')}",
        author=_author(site, post),
        created=_moment(post.get("created")),
        score=_number(post.get("score")),
        url=_word(post, "url"),
        markdown=str(post.get("markdown") or "").replace("\r\n", "\n").strip(),
        html=str(post.get("html") or "").strip(),
    )


def _comment(site: str, comment: Mapping[str, Any], post: Text) -> Text:
    return Text(
        id=f"comment:{_word(comment, 'id')}",
        author=_author(site, comment),
        created=_moment(comment.get("created")),
        score=_number(comment.get("score")),
        url=post.url,
        markdown=_word(comment, "text"),
        answers=post.id,
    )


def _author(site: str, row: Mapping[str, Any]) -> Person:
    name = str(row.get("author") or "").strip() or "Somebody"
    key = row.get("author_id")
    return Person(site=site, name=name, key=f"name:{name}" if key is None else str(key))


def _word(row: Mapping[str, Any], name: str) -> str:
    found = row.get(name)
    if not isinstance(found, str | int) or isinstance(found, bool) or not str(found).strip():
        raise Unusable(f"{name} is missing")
    return str(found).strip()


def _number(found: Any) -> int:
    """A count; none where there is no number, or one that is none, as JSON of some programs has."""
    return int(found) if isinstance(found, int | float) and isfinite(found) else 0


def _moment(found: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(found))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unusable(f"{found!r} is not a moment") from error
