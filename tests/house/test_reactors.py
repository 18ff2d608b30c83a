"""The forum lives without any one of the slices that only react."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum import slices
from forum.app import create_app
from forum.config import Config
from forum.kernel.db import db
from forum.topics import actions
from forum.topics.actions import NewPost
from forum.topics.models import State
from tests.support import make
from tests.support.browser import Browser

GOING = [*slices.REACTORS, *slices.TOOLS]


@pytest.fixture(params=GOING, ids=lambda manifest: manifest.name)
def without_one(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The forum with one slice left out, on a database of its own."""
    config = Config.from_environment({}, data_dir=tmp_path, secret_key="k" * 40, testing=True)
    app = create_app(config, [manifest for manifest in slices.ALL if manifest is not request.param])
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_a_reply_works_and_its_topic_is_shown_without(without_one):
    topic = make.topic(title="A topic to be read")

    post = actions.reply(make.member(), topic, NewPost("Hello."))
    page = without_one.test_client().get(f"/t/{topic.slug}/{topic.id}")

    assert post.state == State.PUBLISHED
    assert page.status_code == 200
    assert "A topic to be read" in page.text
    assert "Hello." in page.text
