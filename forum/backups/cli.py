"""`forum backup`: everything in one file, while the forum goes on."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from forum.backups import actions
from forum.backups.settings import OFF, PERIODS

PLACE = click.Path(path_type=Path)


@click.command("backup")
@click.argument("place", type=PLACE, required=False)
@click.option(
    "--every", type=click.Choice([OFF, *PERIODS]), help="Let the worker make them from now on."
)
@with_appcontext
def backup(place: Path | None, every: str | None) -> None:
    """Make a backup and prove it: in the folder of backups, or in the folder or file PLACE.

    The file holds the database, the pictures and the secret key: keep it as you keep the data
    folder. `forum restore` brings it back.
    """
    if every is not None:
        actions.plan_by_hand(every)
        click.echo(
            "No backup makes itself now." if every == OFF else f"One makes itself every {every}."
        )
        return
    try:
        made = actions.make_now(place)
    except actions.Failed as error:
        raise click.ClickException(f"There is no backup: {error.details}") from error
    pictures = sum(part.name.startswith("uploads/") for part in made.contents.parts)
    rows = sum(made.contents.counts.values())
    click.echo(f"{made.file}\n{made.bytes:,} bytes, {rows:,} rows, {pictures:,} files, proven")
