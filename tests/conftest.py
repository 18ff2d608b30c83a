"""The application under test, on SQLite or on the database named by FORUM_TEST_DATABASE_URL."""

import gc
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import URL, Engine, create_engine, event, make_url, text

from forum.accounts import passwords
from forum.accounts.models import Session, User
from forum.app import create_app
from forum.config import Config
from forum.kernel import clock, recent, tokens
from forum.kernel import db as database
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.search.engines import choosing
from forum.web.limits import register as reset_limits
from tests.support.browser import Browser
from tests.support.disallow import no_network
from tests.support.sealed import unguarded

__all__ = ["no_network"]

AGREED = passwords.hasher
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SAFE = database.PRAGMAS
# Rows that nobody asked for in an order come the other way round than they were put in.
CONTRARY = "reverse_unordered_selects=ON"
FORGETFUL = (*(p.replace("synchronous=FULL", "synchronous=OFF") for p in SAFE), CONTRARY)
INSERT = re.compile(r"insert\s+(?:or\s+\w+\s+)?into\s+(\w+)", re.IGNORECASE)
# The tables that a test has put rows into, and so the only ones to be emptied after it.
filled: set[str] = set()


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> None:
    """What a password's hash costs is the subject of few tests; these take `agreed_hashes`."""
    passwords.hasher = QUICK


@pytest.fixture
def agreed_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[PasswordHasher]:
    """Hashes as expensive as those of a real forum."""
    monkeypatch.setattr(passwords, "hasher", AGREED)
    passwords._hash_of_nobody.cache_clear()
    yield AGREED
    passwords._hash_of_nobody.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def forgetful_connections() -> None:
    """A test's rows need not survive the loss of power; tests about that take `durable`."""
    database.PRAGMAS = FORGETFUL


@pytest.fixture
def durable(whole_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Connections as careful as those of a real forum."""
    monkeypatch.setattr(database, "PRAGMAS", SAFE)
    with whole_app.app_context():
        db.engine.dispose()
    yield
    with whole_app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Config:
    data = tmp_path_factory.mktemp("data")
    env = {
        "FORUM_SECRET_KEY": "a key for tests that is long enough to be taken",
        "FORUM_STYLE_GUIDE": "1",
        "FORUM_DATABASE_URL": os.environ.get("FORUM_TEST_DATABASE_URL", ""),
    }
    if env["FORUM_DATABASE_URL"]:
        env["FORUM_DATABASE_URL"] = _own_database(env["FORUM_DATABASE_URL"], worker_id)
    return Config.from_environment(env, data_dir=data, testing=True)


@pytest.fixture(scope="session")
def whole_app(config: Config) -> Iterator[Flask]:
    """One application for all tests of this process, on an empty database."""
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    Path(config.uploads_dir).mkdir(parents=True, exist_ok=True)
    Path(config.mail_dir).mkdir(parents=True, exist_ok=True)
    with app.app_context():
        db.drop_all()
        db.create_all()
    # What lives as long as all tests need not be looked through again and again for rubbish.
    gc.freeze()
    yield app
    with app.app_context():
        db.drop_all()
        db.engine.dispose()
    _drop_own_database(config.database_url)


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The application with nothing in it, and a context open for the test's own queries."""
    reset_limits(whole_app)
    recent.forget()
    # What readers of the test before left behind, and nobody wrote.
    for gatherer in whole_app.extensions["gatherers"]:
        gatherer._notes.clear()
    with whole_app.app_context():
        yield whole_app
        db.session.rollback()
        if "search_entries" in filled or choosing.folder().exists():
            for engine in choosing.every():
                engine.drop()
        _empty()
        db.session.remove()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[User], Browser]:
    """A browser in which the member is signed in."""

    def as_(user: User) -> Browser:
        token = tokens.new_token()
        ends = clock.now().replace(year=clock.now().year + 1)
        with transaction():
            db.session.add(
                Session(user_id=user.id, token_hash=tokens.digest(token), expires_at=ends)
            )
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
        return client

    return as_


@pytest.fixture
def guest(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return app.test_client()


@event.listens_for(Engine, "before_cursor_execute")
def _note_filled(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
    filled.update(INSERT.findall(statement))


def _empty() -> None:
    """Take out every row that was put in: in one round trip, where the database is a server."""
    names = [table.name for table in reversed(db.metadata.sorted_tables) if table.name in filled]
    filled.clear()
    deletions = [f"DELETE FROM {name}" for name in names]  # noqa: S608 -- our own tables
    with unguarded() if "audit_entries" in names else transaction():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("; ".join(deletions) or "SELECT 1"))
            return
        db.session.execute(text("PRAGMA defer_foreign_keys=ON"))
        for deletion in deletions:
            db.session.execute(text(deletion))


def _own_database(url: str, worker_id: str) -> str:
    """Make a database for this test process alone, named after the one in the address."""
    address = make_url(url.replace("postgresql://", "postgresql+psycopg://"))
    name = f"{address.database}_{worker_id}"
    _on_server(
        address,
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}"',
        # A test's rows need not survive the loss of power.
        f'ALTER DATABASE "{name}" SET synchronous_commit = off',
    )
    return address.set(database=name).render_as_string(hide_password=False)


def _drop_own_database(url: str) -> None:
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        _on_server(address, f'DROP DATABASE IF EXISTS "{address.database}" WITH (FORCE)')


def _on_server(address: URL, *statements: str) -> None:
    engine = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
