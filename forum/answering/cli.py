"""`forum answering`: where topics stand, worked out anew."""

import click
from flask.cli import with_appcontext

from forum.answering import actions


@click.group("answering")
def answering() -> None:
    """Who waits for an answer, and who gave it."""


@answering.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Work out anew of every topic who answered it and when it is due."""
    done = 0
    for some in actions.rebuild():
        done += some
        click.echo(f"{done} topics")
    click.echo("Every topic stands where its posts say.")
