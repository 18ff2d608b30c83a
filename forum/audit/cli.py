"""`forum audit`: keep the end of the log elsewhere, and prove later that nothing was cut off."""

import click
from flask.cli import with_appcontext

from forum.audit import queries


@click.group("audit")
def audit() -> None:
    """What staff did."""


@audit.command("head")
@with_appcontext
def head() -> None:
    """Print the number and the seal of the latest entry, to be kept on another machine."""
    number, seal = queries.head()
    click.echo(f"{number}:{seal}")


@audit.command("prove")
@click.argument("kept")
@with_appcontext
def prove(kept: str) -> None:
    """Prove that the log still holds the entry that `forum audit head` printed earlier."""
    number, _, seal = kept.strip().partition(":")
    if not number.isdecimal():
        raise click.UsageError("Give what `forum audit head` printed, such as 42:9f2c….")
    if not queries.is_part(int(number), seal):
        raise click.ClickException(f"The log ends before entry {number}, or it was changed.")
    click.echo(f"Entry {number} is there as it was.")
