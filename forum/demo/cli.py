"""`forum demo`, and what `forum start --demo` says while it fills an empty forum."""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from forum.demo.actions import Logins

HALF_FILLED = "The demonstration is only half filled. Empty the data folder, then start again."


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty forum with a demonstration community."""
    fill_aloud()


def fill_aloud() -> None:
    """Fill the forum, say how far it is, and who may sign in."""
    actions = import_module("forum.demo.actions")
    if not actions.is_empty():
        words = "This forum has members already, so the demonstration stays outside."
        raise click.ClickException(words)
    click.echo("Filling the demonstration community. This takes about a minute.")
    try:
        logins = actions.fill(tell=_tell)
    except BaseException:
        click.echo(f"\n{HALF_FILLED}", err=True)
        raise
    _introduce(logins)


def _tell(what: str, done: int, of: int) -> None:
    """One line for each part: it grows on a screen, and is written when done in a file."""
    if sys.stdout.isatty():
        click.echo(f"\r  {what}: {done:,} of {of:,}", nl=done == of)
    elif done == of:
        click.echo(f"  {what}: {of:,}")


def _introduce(logins: "Logins") -> None:
    click.echo(f"\nSign in with the password {logins.password} as\n")
    for name, who in (
        (logins.member, "a member"),
        (logins.moderator, "a moderator"),
        (logins.owner, "the owner"),
    ):
        click.echo(f"    {name:<10}{who}")
    click.echo("\nEverybody can know this password: keep the demonstration on this machine.\n")
