"""Whole sites with databases of their own, migrated as an operator's are."""

from collections.abc import Iterator
from contextlib import contextmanager
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
        schema.migrate(config)
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


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
