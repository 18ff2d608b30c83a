"""The application of a long-running process, on a database that fits it."""

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from forum.app import create_app
from forum.config import Config
from forum.server import logs, schema
from forum.server.options import Unfit


def open_forum(config: Config) -> Flask:
    """Build the application; ends the command with a sentence when its database is not ready."""
    logs.configure(config.log_level)
    app = create_app(config)
    with app.app_context():
        try:
            schema.require_current()
        except schema.SchemaError as error:
            raise Unfit(str(error)) from error
        except OperationalError as error:
            raise click.ClickException(f"The database does not answer: {error.orig}") from error
    return app
