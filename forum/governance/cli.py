"""`forum governance`: making and showing the figures of a month."""

import json

import click
from flask.cli import with_appcontext

from forum.governance import actions, months, queries
from forum.kernel import clock
from forum.kernel.policy import NotFound


@click.group("governance")
def governance() -> None:
    """How the team accounts for its decisions."""


@governance.command("transparency")
@click.option("--month", "key", help="Such as 2026-10; without it, every month that is missing.")
@with_appcontext
def transparency(key: str | None) -> None:
    """Freeze the figures of a month that is over, and show them; one that is frozen is shown."""
    if key is None:
        click.echo(f"{actions.make_missing()} made; {len(queries.made())} there are.")
        return
    try:
        month = months.named(key)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if month.ends > clock.now():
        raise click.ClickException(f"{key} is not over yet.")
    if queries.is_before_all(month):
        raise click.ClickException(f"In {key} nobody looked at anything here yet.")
    is_new = actions.make(month)
    click.echo(f"{key}: {'made now' if is_new else 'frozen before'}")
    click.echo(json.dumps(_shown(key), indent=2, ensure_ascii=False))


def _shown(key: str) -> object:
    try:
        return queries.month_named(key).figures
    except NotFound as error:
        raise click.ClickException(f"{key} was not made.") from error
