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


@audit.command("verify")
@click.argument("kept", required=False)
@with_appcontext
def verify(kept: str | None) -> None:
    """Prove that every line is as it was written, or name those that are not.

    With what `forum audit head` printed earlier, also that nothing was cut off since.
    """
    broken = list(queries.broken_seals())
    for entry_id in broken:
        click.echo(f"Line {entry_id} was changed, or the one before it is gone.")
    if kept:
        _expect(kept)
    if broken:
        raise click.ClickException(f"The log is not as it was written: {len(broken)}.")
    number, _seal = queries.head()
    click.echo(f"All is as it was written, up to line {number}.")


@audit.command("prove")
@click.argument("kept")
@with_appcontext
def prove(kept: str) -> None:
    """Prove that the log still holds the entry that `forum audit head` printed earlier."""
    _expect(kept)
    click.echo(f"Entry {kept.strip().partition(':')[0]} is there as it was.")


def _expect(kept: str) -> None:
    """Fail unless the log holds the entry of which this is the number and the seal."""
    number, _, seal = kept.strip().partition(":")
    if not number.isdecimal():
        raise click.UsageError("Give what `forum audit head` printed, such as 42:9f2c….")
    if not queries.is_part(int(number), seal):
        raise click.ClickException(f"The log ends before entry {number}, or it was changed.")
