"""The application of a long-running process, on a database that fits it."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from forum.app import create_app
from forum.config import Config
from forum.kernel.db import db
from forum.server import folder, glance, heap, logs
from forum.server.options import Unfit


@contextmanager
def at_work(config: Config) -> Iterator[None]:
    """Run on the data folder; ends the command with a sentence while it is being restored."""
    try:
        with folder.used(config.data_dir):
            heap.keep_small()
            yield
    except folder.FolderInUse as error:
        words = "The data folder is being restored. Wait for its end."
        raise click.ClickException(words) from error


def open_forum(config: Config) -> Flask:
    """Build the application; ends the command with a sentence when its database is not ready."""
    logs.configure(config.log_level)
    app = create_app(config)
    with app.app_context():
        try:
            _require_current()
        except OperationalError as error:
            raise click.ClickException(f"The database does not answer: {error.orig}") from error
    return app


def _require_current() -> None:
    """End the command with a sentence unless the database fits the code.

    What can migrate is large: it is loaded to say what is amiss, and not where nothing is.
    """
    if _versions() == glance.newest():
        return
    schema = import_module("forum.server.schema")
    try:
        schema.require_current()
    except schema.SchemaError as error:
        raise Unfit(str(error)) from error


def _versions() -> set[str]:
    """The migrations that the database has, none when it is empty."""
    try:
        with db.engine.connect() as connection:
            return set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    except ProgrammingError:
        return set()
    except OperationalError as error:
        # SQLite says of a missing table what others say of a server that is away.
        if "no such table" in str(error.orig):
            return set()
        raise
