"""`forum export` and `forum import site`: a whole site leaves, and arrives elsewhere."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from forum.exports import actions, describing
from forum.exports.arriving import Unfit
from forum.exports.leaving import Contents
from forum.exports.tables import Secrets

NEW = click.Path(path_type=Path)
EXISTING = click.Path(exists=True, path_type=Path)


@click.command("export")
@click.argument("place", type=NEW)
@click.option("--with-secrets", is_flag=True, help="Passwords (as hashes), sessions, open links.")
@with_appcontext
def export(place: Path, with_secrets: bool) -> None:
    """Write everything to PLACE, a new folder or a file.zip; see docs/export-format.md.

    Without secrets, members choose new passwords by mail where the export is brought in. With them
    everything goes on as it was; keep the export as you keep the data folder.
    """
    try:
        with Bar("Writing") as bar:
            contents = actions.write_site(place, bar.tell, secrets=Secrets(with_secrets))
    except FileExistsError as error:
        raise click.ClickException(f"{place} is there already. Name a new place.") from error
    except OSError as error:
        raise click.ClickException(f"{place} cannot be written: {error.strerror}.") from error
    _tell(contents, f"The export is at {place}.")


@click.group("import")
def importing() -> None:
    """Bring things in from elsewhere."""


@importing.command("site")
@click.argument("place", type=EXISTING)
@with_appcontext
def site(place: Path) -> None:
    """Fill this empty site with the export at PLACE, on whichever database."""
    try:
        with Bar("Reading") as bar:
            contents = actions.read_site(place, bar.tell)
    except Unfit as error:
        raise click.ClickException(f"{error} Nothing was brought in.") from error
    except OSError as error:
        raise click.ClickException(f"{place} cannot be read: {error.strerror}.") from error
    _tell(contents, "Everything is here, compared row by row. Now run `forum verify`.")


@click.command("export-format", hidden=True)
def export_format() -> None:
    """Print the part of docs/export-format.md that lists all tables."""
    click.echo(describing.tables_in_words(), nl=False)


class Bar:
    """A progress bar that learns how long it is when it begins."""

    def __init__(self, label: str) -> None:
        self._bar = click.progressbar(length=1, label=label, show_pos=True)
        self._done = 0

    def __enter__(self) -> "Bar":
        self._bar.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.__exit__(None, None, None)

    def tell(self, done: int, of: int) -> None:
        """Show how far it is."""
        self._bar.length = of
        self._bar.update(done - self._done)
        self._done = done


def _tell(contents: Contents, words: str) -> None:
    rows = sum(read.rows for read in contents.tables)
    click.echo(f"{rows:,} rows of {len(contents.tables)} tables, {contents.media['files']:,} files")
    click.echo(f"content {contents.content_sha256}")
    click.echo(words)
