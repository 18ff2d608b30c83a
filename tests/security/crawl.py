"""Walking through the town with different eyes, and keeping what every page answered."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import Headers
from werkzeug.routing import Rule

from forum.kernel.db import db
from tests.security.town import Town, address, inside, rules
from tests.support.browser import Browser

# What differs each time a page is made: tokens of forms, keys of composers.
FLEETING = re.compile(r'(?:name="(?:csrf_token|client_key)"[^>]*|/uploads/[\w-]{20,})')
# Further addresses behind some endpoints.
QUERIES = {
    "home.latest": ("?after=x",),
    "members.show": ("?show=replies",),
    "topics.history": ("?version=1",),
    "topics.new": ("?channel={channel}",),
    "topics.show": ("?page=2", "?quote={post_id}"),
}


class Answer(NamedTuple):
    """What was asked by whom, and what came back."""

    who: str
    endpoint: str
    path: str
    status: int
    headers: Headers
    text: str

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def steady(self) -> str:
        """The text without what differs each time."""
        return FLEETING.sub("", self.text)


@dataclass
class Walk:
    """Everything that was seen: before there was a secret, with it, and at its own addresses."""

    before: list[Answer] = field(default_factory=list)
    beside: list[Answer] = field(default_factory=list)
    at_secrets: list[Answer] = field(default_factory=list)
    by_staff: list[Answer] = field(default_factory=list)
    dumps: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[Answer]:
        return self.before + self.beside + self.at_secrets + self.by_staff


def walk(app: Flask, who: str, town: Town, things: dict[str, Any]) -> list[Answer]:
    """Open every page once with these eyes."""
    client = _browser(app, who, town)
    found = [ask(client, who, "members.show", "/members/an-insider")]
    for rule in rules(app, "GET"):
        if set(rule.arguments) - {"_version"} == {"path"} or rule.endpoint == "styleguide.show":
            continue
        paths = _addresses(app, rule, things)
        found += [ask(client, who, rule.endpoint, path) for path in paths]
    return found


def ask(client: Browser, who: str, endpoint: str, path: str, **how: Any) -> Answer:
    """One question, and all there is to know of its answer."""
    answer = client.open(path, **how)
    is_text = answer.mimetype.startswith("text/") or answer.mimetype == "application/json"
    text = answer.text if is_text else ""
    kept = Answer(who, endpoint, path, answer.status_code, answer.headers, text)
    answer.close()
    return kept


def dump(*, but: tuple[str, ...] = ()) -> str:
    """A fingerprint of every row of every table."""
    mark = hashlib.sha256()
    for table in db.metadata.sorted_tables:
        if table.name in but:
            continue
        for row in db.session.execute(select(table).order_by(*table.primary_key)):
            mark.update(repr(tuple(row)).encode())
    db.session.rollback()
    return mark.hexdigest()


def dumps() -> dict[str, str]:
    """A fingerprint of each table by its name."""
    names = set(db.metadata.tables)
    return {name: dump(but=tuple(names - {name})) for name in names}


def _browser(app: Flask, who: str, town: Town) -> Browser:
    """Each person keeps to one browser, or the list of their sessions would grow."""
    if who not in town.browsers:
        town.browsers[who] = inside(app, town.people.get(who))
    return town.browsers[who]


def _addresses(app: Flask, rule: Rule, things: dict[str, Any]) -> Iterator[str]:
    path = address(app, rule, things)
    yield path
    for query in QUERIES.get(rule.endpoint, ()):
        yield path + query.format_map(things)
