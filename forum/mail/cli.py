"""`forum mail`: find out whether mail goes out."""

import click
from flask.cli import with_appcontext

from forum.kernel import clock
from forum.mail import carrier, compose, envelope
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
