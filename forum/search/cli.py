"""`forum search`: see how the index stands, and make it anew."""

import time

import click
from flask.cli import with_appcontext

from forum.search import actions, queries
from forum.search.queries import documents

MEGABYTE = 1024 * 1024


@click.group("search")
def search() -> None:
    """What finds topics, posts and members."""


@search.command("status")
@with_appcontext
def status() -> None:
    """Show which engine answers, and what waits to be indexed."""
    found = queries.standing()
    click.echo(f"chosen     {found.chosen}")
    click.echo(f"answering  {found.answering or 'none: the index is missing or being made'}")
    click.echo(f"documents  {found.documents:,}")
    click.echo(f"waiting    {found.waiting:,}")
    click.echo(f"size       {found.bytes / MEGABYTE:,.1f} MB")


@search.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Make the index anew while the one there is goes on answering."""
    begun = time.monotonic()
    total = len(documents.visible_refs())
    with click.progressbar(length=total, label="Indexing") as bar:
        was_done = actions.rebuild(bar.update)
    if not was_done:
        raise click.ClickException("The index is being made anew already; wait for it to end.")
    took = time.monotonic() - begun
    click.echo(f"{total:,} documents indexed in {took:,.1f} s.")
