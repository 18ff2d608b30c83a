"""`forum uploads`: carry the pictures from the folder to S3 storage, and back."""

import click
from flask import current_app
from flask.cli import with_appcontext

from forum.uploads import moving, s3, store
from forum.uploads.kept import Store, Unreachable


@click.group("uploads")
def uploads() -> None:
    """The pictures of this forum."""


@uploads.command("move-to")
@click.argument("place", type=click.Choice(["s3", "folder"]))
@click.option("--remove", is_flag=True, help="Take away what lies at both places from the old one.")
@with_appcontext
def move_to(place: str, remove: bool) -> None:
    """Copy all pictures to S3 storage (FORUM_S3_URL), or from there into the data folder.

    What is there already is not copied again, so it can be repeated until nothing is left.
    """
    url = current_app.extensions["config"].s3_url
    if not url:
        raise click.UsageError("Set FORUM_S3_URL to the storage, also to move away from it.")
    try:
        _move(*_ends(place, url), place=place, with_removal=remove)
    except Unreachable as error:
        raise click.ClickException(f"{error}. What was copied stays; try again.") from error


def _ends(place: str, url: str) -> tuple[Store, Store]:
    ends = (store.folder(), s3.opened(url))
    return ends if place == "s3" else (ends[1], ends[0])


def _move(source: Store, target: Store, *, place: str, with_removal: bool) -> None:
    files = moving.pictures_in(source)
    with click.progressbar(
        moving.carry(files, source, target), length=len(files), label="Copying", show_pos=True
    ) as bar:
        carried = sum(bar)
    click.echo(f"{len(files)} files are there: {carried} copied, {len(files) - carried} before.")
    if with_removal:
        removed = sum(moving.clear(files, source, target))
        click.echo(f"{removed} files were removed from the old place.")
    elif place == "s3":
        click.echo("Start the forum with FORUM_S3_URL, and run this again for the last ones.")
    else:
        click.echo("Start the forum without FORUM_S3_URL; keep it set only for this command.")
