"""The application under test, on SQLite or on the database named by FORUM_TEST_DATABASE_URL."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL, create_engine, make_url, text

from forum.accounts.models import Session, User
from forum.app import create_app
from forum.config import Config
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.web.limits import register as reset_limits
from tests.support.browser import Browser
from tests.support.disallow import no_network

__all__ = ["no_network"]


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
    yield app
    with app.app_context():
        db.drop_all()
        db.engine.dispose()
    _drop_own_database(config.database_url)


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The application with nothing in it, and a context open for the test's own queries."""
    reset_limits(whole_app)
    with whole_app.app_context():
        yield whole_app
        db.session.rollback()
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


def _empty() -> None:
    tables = [table.name for table in reversed(db.metadata.sorted_tables)]
    with transaction():
        if db.engine.dialect.name == "postgresql":
            # One round trip; most tables are empty, and emptying those costs nothing.
            db.session.execute(text("; ".join(f"DELETE FROM {name}" for name in tables)))
            return
        db.session.execute(text("PRAGMA defer_foreign_keys=ON"))
        for name in tables:
            db.session.execute(db.metadata.tables[name].delete())


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
