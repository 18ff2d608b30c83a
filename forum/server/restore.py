"""`forum restore`: a backup takes the place of the forum that is there, whole or not at all."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DatabaseError

from forum import paths
from forum.app import create_app
from forum.backups import actions as backups
from forum.config import Config
from forum.kernel.db import db
from forum.live import actions as live
from forum.live import queries as open_pages
from forum.search import actions as search
from forum.server import folder, logs, schema
from forum.server.options import make_folder, read_config

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# What servers and workers have begun is over by then, or they are ended by whoever runs them.
PATIENCE_SECONDS = 60.0
BACK = "The backup is back. `forum start` runs it; `forum verify` proves it."
BACK_LIVE = "The backup is back, and the forum opens again. Search is indexed by its worker."
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@click.command()
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask before the forum that is there is replaced.")
@click.option("--search-later", is_flag=True, help="Leave the search index to the worker.")
def restore(file: Path, yes: bool, search_later: bool) -> None:
    """Bring the backup FILE back into the data folder, and migrate it when it is older.

    Everything is unpacked and proven beside the present forum, which stays as it is until the last
    step. People who use it meanwhile get a page that asks for a moment of patience.
    """
    make_folder()
    config = read_config()
    logs.configure(config.log_level)
    is_live = folder.is_used(config.data_dir)
    with ExitStack() as locks, create_app(config).app_context():
        alone = partial(_be_alone, config.data_dir, locks)
        counts = _restore(config, file.absolute(), sure=yes, alone=alone)
        if not search_later and not is_live:
            _index(counts)
    click.echo(BACK_LIVE if is_live else BACK)


def _be_alone(data_dir: Path, locks: ExitStack) -> None:
    """Ask servers and workers to let go, and wait for what they have begun."""
    try:
        locks.enter_context(folder.emptied(data_dir, patience=PATIENCE_SECONDS))
    except folder.FolderInUse as error:
        words = f"Something on {data_dir} does not let go: stop the forum, then try again."
        raise backups.NotBroughtBack(words) from error


def _restore(
    config: Config, file: Path, *, sure: bool, alone: Callable[[], None]
) -> Mapping[str, int]:
    told = 0

    def be_alone() -> None:
        nonlocal told
        alone()
        told = _last_event()

    try:
        contents = backups.look_into(file)
        _require_fit(config, contents.kind, contents.revision)
        if not sure and _is_something_there():
            click.confirm("There is a forum here. Shall the backup take its place?", abort=True)
        backups.bring_back(file, be_alone)
    except backups.NotBroughtBack as error:
        raise click.ClickException(f"{error} Nothing was changed.") from error
    schema.migrate(config)
    live.begin_anew(told)
    backups.tidy()
    # What is made from the database is made anew.
    shutil.rmtree(config.data_dir / "search", ignore_errors=True)
    return contents.counts


def _last_event() -> int:
    """How far open pages have been told what happened; 0 where nothing can be read."""
    try:
        return open_pages.last_id() if schema.state() is not schema.State.EMPTY else 0
    except DatabaseError:
        return 0
    finally:
        db.session.remove()
        db.engine.dispose()


def _index(counts: Mapping[str, int]) -> None:
    """Make the index that searches; a forum may also run before it has one."""
    length = 1 + counts.get("posts", 0) + counts.get("users", 0)
    with click.progressbar(length=length, label="Indexing") as bar:
        search.rebuild(bar.update)
    db.session.remove()


def _require_fit(config: Config, kind: str, revision: str) -> None:
    """Refuse what another kind of database wrote, and what only later code understands."""
    here = "sqlite" if config.is_sqlite else "postgresql"
    if kind in KINDS and kind != here:
        raise backups.NotBroughtBack(
            f"The backup is of {KINDS[kind]}, and this forum runs on {KINDS[here]}. "
            "To move between them, use `forum export` and `forum import site`."
        )
    known = {script.revision for script in ScriptDirectory(str(paths.MIGRATIONS)).walk_revisions()}
    if not set(revision.split("+")) <= known:
        raise backups.NotBroughtBack(
            "A later version of the forum made this backup: update this one first."
        )
    if kind not in KINDS and _is_something_there():
        raise backups.NotBroughtBack("This backup goes into an empty database only.")
    if kind not in KINDS:
        schema.migrate(config)


def _is_something_there() -> bool:
    """Whether a database is there, or something that may once have been one."""
    try:
        return schema.state() is not schema.State.EMPTY
    except DatabaseError:
        return True
    finally:
        db.engine.dispose()
