"""A post office, and the application told to use it."""

from dataclasses import replace

import pytest

from forum.jobs import worker
from forum.kernel.db import db
from tests.mail.post_office import open_post_office


@pytest.fixture
def post_office(app, monkeypatch):
    with open_post_office() as office:
        use_server(app, monkeypatch, f"smtp://127.0.0.1:{office.port}")
        yield office


@pytest.fixture
def work(app):
    """Let the worker do everything that is due."""

    def off():
        db.session.commit()
        done = worker.work_off(app)
        db.session.expire_all()
        return done

    return off


def use_server(app, monkeypatch, url):
    config = replace(
        app.extensions["config"], smtp_url=url, mail_from="The Forum <forum@example.org>"
    )
    monkeypatch.setitem(app.extensions, "config", config)
