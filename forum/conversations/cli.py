"""`forum import conversations`: threads from files, with a bar, a rehearsal and a report."""

import gc
import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click
from flask.cli import with_appcontext

from forum.conversations import actions, texts, threads
from forum.conversations.actions import Import
from forum.conversations.rooms import Rooms
from forum.conversations.texts import MakeReady
from forum.conversations.threads import Person, Thread, Unusable

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 50
# Threads written at a time: a commit waits for the disk, and others wait for the commit.
AT_A_TIME = 10


@click.group("import")
def importing() -> None:
    """Bring things in from elsewhere."""


@importing.command("conversations")
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--users", "people", multiple=True, type=EXISTING, help="People of the same sites.")
@click.option("--channel", "slug", help="The channel's address; without it each site gets its own.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
@click.option("--processes", default=os.cpu_count, type=click.IntRange(1, 64), show_default=True)
@with_appcontext
def conversations(
    files: Sequence[Path],
    people: Sequence[Path],
    slug: str | None,
    dry_run: bool,
    processes: int,
) -> None:
    """Import threads from FILES; see docs/import-conversations.md. Safe to run twice."""
    report = actions.Report()
    persons = _persons(people, report)
    run = Import(Rooms(slug), persons, report)
    if dry_run:
        for file in files:
            _rehearse_file(file, run)
    else:
        with texts.helpers(processes) as make_ready:
            for file in files:
                _import_file(file, run, make_ready)
    _tell(report, dry_run)


def _persons(files: Sequence[Path], report: actions.Report) -> dict[tuple[str, str], Person]:
    found: dict[tuple[str, str], Person] = {}
    for file in files:
        for number, row in threads.lines(file):
            try:
                person = threads.person(_checked(row))
            except Unusable as problem:
                report.leave_out(f"{file.name} line {number}", problem)
                continue
            found[person.site, person.key] = person
    return found


def _import_file(file: Path, run: Import, make_ready: MakeReady) -> None:
    rows = list(_threads(file, run.report))
    ready = make_ready([thread for _, thread in rows])
    # What is loaded by now lasts to the end: looking through it for rubbish takes time for nothing.
    gc.freeze()
    with click.progressbar(ready, label=file.name, length=len(rows), show_pos=True) as bar:
        places = (f"{file.name} line {number}" for number, _ in rows)
        threads_in_place = zip(places, bar, strict=True)
        while some := list(islice(threads_in_place, AT_A_TIME)):
            run.take_some(some)


def _rehearse_file(file: Path, run: Import) -> None:
    for _, thread in _threads(file, run.report):
        run.rehearse(thread)


def _threads(file: Path, report: actions.Report) -> Iterator[tuple[int, Thread]]:
    """The usable threads of a file with their lines; the others go into the report."""
    for number, row in threads.lines(file):
        try:
            yield number, threads.thread(_checked(row))
        except Unusable as problem:
            report.leave_out(f"{file.name} line {number}", problem)


def _checked(row: object) -> dict[str, object]:
    if isinstance(row, Unusable):
        raise row
    assert isinstance(row, dict)  # noqa: S101 -- what `lines` promises
    return row


def _tell(report: actions.Report, dry_run: bool) -> None:
    click.echo("Would come in:" if dry_run else "Came in:")
    for what in ("topics", "posts", "answers", "already here"):
        click.echo(f"  {report.counts[what]:>7,} {what}")
    if report.left_out:
        click.echo(f"Left out: {len(report.left_out)}")
        for line in report.left_out[:SHOWN]:
            click.echo(f"  {line}")
        if len(report.left_out) > SHOWN:
            click.echo(f"  and {len(report.left_out) - SHOWN} more")
