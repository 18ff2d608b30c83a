"""Whole sites with databases of their own, migrated as an operator's are."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from flask import Flask
from PIL import Image

from forum.app import create_app
from forum.bookmarks import actions as bookmarks
from forum.channels.models import Kind
from forum.config import Config
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.server import folder, schema
from forum.topics import actions as topics
from forum.topics.actions import NewPost, NewTopic
from forum.uploads import actions as uploads
from forum.uploads.models import Upload
from tests.support import make
from tests.support.browser import Browser


@dataclass(frozen=True)
class Place:
    """A data folder, and a database that lies elsewhere when there is one."""

    data: Path
    database: str = ""

    @property
    def settings(self) -> dict[str, str]:
        """What a process that runs on it must be told."""
        return {"FORUM_DATABASE_URL": self.database} if self.database else {}


@contextmanager
def opened(place: Place) -> Iterator[Flask]:
    """The application on a migrated database, with a context open for the test's own questions."""
    folder.prepare(place.data)
    config = Config.from_environment(place.settings, data_dir=place.data, testing=True)
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    with app.app_context():
        _bring_up_to_date(config)
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


# An SQLite file as the migrations leave it: made by the first site, where the next ones begin.
_migrated: list[bytes] = []


def _bring_up_to_date(config: Config) -> None:
    file = Path(db.engine.url.database or "")
    if not config.is_sqlite or file.exists():
        schema.migrate(config)
    elif _migrated:
        file.write_bytes(_migrated[0])
        schema.require_current()
    else:
        schema.migrate(config)
        with closing(sqlite3.connect(file)) as database:
            _migrated.append(database.serialize())


def settle() -> Upload:
    """Let people live here: an owner, a channel, a talk with a picture, an answer, reactions."""
    owner = make.admin(username="ruth", password_hash="$argon2id$a-hash")
    ada, grace = make.member(username="ada"), make.member(username="grace")
    # An earlier member approved by a later one: the reference looks ahead.
    with transaction():
        owner.approved_by_id = grace.id
        db.session.add(owner)
    channel = make.channel(name="Brewing", slug="brewing", kind=Kind.QUESTION)
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    upload = uploads.take_in(ada, picture.getvalue(), alt="a cup")
    body = f"Look: ![a cup](/uploads/{upload.public_id}) 茶 é 😀"
    topic = topics.start(ada, channel, NewTopic(title="How long? 茶", body=body))
    answer = topics.reply(grace, topic, NewPost("Two minutes. @ada"))
    topics.accept(ada, answer)
    reactions.give(ada, answer, ReactionKind.THANKS)
    bookmarks.keep(grace, answer)
    return upload
