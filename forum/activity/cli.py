"""`forum activity`: compares what is derived from the log with the log, and makes it anew."""

import click
from flask.cli import with_appcontext

from forum.activity import derived
from forum.kernel.unit import transaction

SHOWN = 20


@click.group("activity")
def activity() -> None:
    """The log of what members did, and what follows from it."""


@activity.command("rebuild")
@click.option("--dry-run", is_flag=True, help="Say what differs, and change nothing.")
@with_appcontext
def rebuild(dry_run: bool) -> None:
    """Make points, badges and all else that follows from the log anew, and say what differed."""
    differed = 0
    for one in derived.everything():
        found = list(one.differences())
        click.echo(f"{one.name}: {_counted(len(found))}")
        for words in found[:SHOWN]:
            click.echo(f"  {words}")
        if len(found) > SHOWN:
            click.echo(f"  and {len(found) - SHOWN} more")
        if found and not dry_run:
            with transaction():
                one.rebuild()
        differed += len(found)
    click.echo("Nothing differed." if not differed else _ending(dry_run))


def _counted(count: int) -> str:
    return {0: "as the log gives it", 1: "1 difference"}.get(count, f"{count} differences")


def _ending(dry_run: bool) -> str:
    return "Nothing was changed." if dry_run else "Everything is as the log gives it now."
