"""`forum mail`: find out whether mail goes out."""

from typing import BinaryIO

import click
from flask.cli import with_appcontext

from forum.kernel import clock
from forum.mail import actions, bounces, carrier, compose, envelope
from forum.mail.models import Letter


@click.group("mail")
def mail() -> None:
    """Letters that the forum sends."""


@mail.command("test")
@click.argument("address")
@with_appcontext
def send_test(address: str) -> None:
    """Send a letter to ADDRESS at once, and say what the mail server answers."""
    written = compose.write("test")
    try:
        carrier.carry(_letter(envelope.clean_address(address), written))
    except Exception as error:
        raise click.ClickException(f"{type(error).__name__}: {error}") from error
    click.echo("Sent.")


@mail.command("bounce")
@click.argument("message", type=click.File("rb"), default="-")
@with_appcontext
def note_bounce(message: BinaryIO) -> None:
    """Take in a report that a letter could not be delivered, from MESSAGE or standard input.

    For an alias of the mail server: it never fails, or the report would itself come back.
    """
    try:
        report = bounces.read(message.read(bounces.LONGEST))
    except bounces.NoReport as error:
        click.echo(f"Nothing to do: {error}.")
        return
    letter = actions.note_came_back(report)
    if letter is None:
        click.echo("Nothing to do: no letter of this forum, or known already.")
    elif not report.is_final:
        click.echo("The letter is late, and still on its way.")
    else:
        click.echo("The letter came back." + (" Its address was counted." * report.is_hard))


def _letter(address: str, written: compose.Written) -> Letter:
    """A letter that is in no table, because it is sent here and now or not at all."""
    return Letter(
        id=0,
        kind="mail.test",
        to_address=address,
        message_id=envelope.new_message_id(),
        created_at=clock.now(),
        **written.parts,
    )
