"""`forum migrate`, and what `forum start` does before it serves."""

from importlib import import_module

import click
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from forum.accounts.models import User
from forum.app import create_app
from forum.config import Config
from forum.kernel.db import db
from forum.server import logs, schema
from forum.server.opening import at_work
from forum.server.options import make_folder, read_config
from forum.site import actions as site


@click.command()
def migrate() -> None:
    """Bring the database up to date, after putting a copy of an SQLite one aside."""
    config = _open_folder()
    with at_work(config), create_app(config).app_context():
        changed = _migrate(config)
    click.echo("The database is up to date now." if changed else "The database was up to date.")


@click.command(hidden=True)
@click.option("--demo", is_flag=True)
def prepare(demo: bool) -> None:
    """Migrate, fill a demonstration on request, and print what a fresh site needs to know."""
    config = _open_folder()
    with at_work(config), create_app(config).app_context():
        _migrate(config)
        if demo:
            _fill_demo()
        link = site.setup_link()
    if link:
        click.echo(f"This forum has no owner yet. Set it up here, once:\n\n    {link}\n")


def _open_folder() -> Config:
    make_folder()
    config = read_config()
    logs.configure(config.log_level)
    return config


def _migrate(config: Config) -> bool:
    try:
        return schema.migrate(config)
    except schema.SchemaError as error:
        raise click.ClickException(str(error)) from error
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {error.orig}") from error


def _fill_demo() -> None:
    """Fill an empty forum only: a community of real people is not for play."""
    if db.session.scalar(select(User.id).limit(1)) is not None:
        click.echo("This forum has members already, so the demonstration is left as it is.")
        return
    import_module("forum.demo.cli").fill_aloud()
