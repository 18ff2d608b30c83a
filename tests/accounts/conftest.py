"""People at the door: a browser that fills in forms, and the mail that comes of it."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache

import pytest

from forum.accounts import passwords
from forum.jobs import worker
from forum.kernel.db import db
from tests.support import make

PASSWORD = "correct tea biscuit"
HOME = "http://127.0.0.1:8000"
NEW = {"username": "ada", "email": "ada@example.org", "password": PASSWORD}


class Mailbox:
    """The letters that the worker has written, read one after the other."""

    def __init__(self, app):
        self.app = app
        self.folder = app.extensions["config"].mail_dir
        for file in self.folder.iterdir():
            file.unlink()

    def all(self) -> list[EmailMessage]:
        """Let the worker send what is owed, and take everything out of the box."""
        db.session.commit()
        worker.work_off(self.app)
        db.session.expire_all()
        files = sorted(self.folder.glob("*.eml"), key=lambda file: int(file.stem.rsplit("-")[-1]))
        letters = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
        for file in files:
            file.unlink()
        return letters

    def one(self) -> EmailMessage:
        (letter,) = self.all()
        return letter


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def link_in(letter: EmailMessage) -> str:
    """The path of the first link in a letter."""
    return re.search(rf"{re.escape(HOME)}(/\S+)", text_of(letter)).group(1)


@cache
def hash_of_password() -> str:
    """Made once: what a hash costs is not what these tests are about."""
    return passwords.hasher.hash(PASSWORD)


@pytest.fixture
def mailbox(app) -> Mailbox:
    return Mailbox(app)


@pytest.fixture
def member(app):
    """A member with a password."""

    def named(username="ada", **given):
        given.setdefault("password_hash", hash_of_password())
        return make.member(username=username, **given)

    return named


def come_in(client, name="ada", password=PASSWORD, **more):
    return client.post("/sign-in", data={"name": name, "password": password, **more})


def is_inside(client) -> bool:
    """Whether somebody is signed in in this browser."""
    return client.get("/preferences/sessions").status_code == 200
