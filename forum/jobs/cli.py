"""`forum jobs`: see what is waiting or was given up, and try it again."""

import time

import click
from flask import current_app
from flask.cli import with_appcontext

from forum.jobs import actions, queries
from forum.jobs.models import Job
from forum.kernel.manifest import Schedule

DAY = 24 * 3600


@click.group("jobs")
def jobs() -> None:
    """Work that is done in the background."""


@jobs.command("list")
@click.option("--waiting", is_flag=True, help="Show what is still to be done instead.")
@with_appcontext
def show(waiting: bool) -> None:
    """Show the jobs that were given up."""
    rows = queries.waiting() if waiting else queries.dead()
    for job in rows:
        click.echo(_line(job))
    if not rows:
        click.echo("Nothing waits." if waiting else "No job was given up.")


@jobs.command("retry")
@click.argument("job_ids", nargs=-1, type=int)
@click.option("--all", "all_of_them", is_flag=True, help="Every job that was given up.")
@with_appcontext
def retry(job_ids: tuple[int, ...], all_of_them: bool) -> None:
    """Try jobs that were given up again, by their numbers or all of them."""
    chosen = [job.id for job in queries.dead()] if all_of_them else list(job_ids)
    if not chosen:
        raise click.UsageError("Name the jobs to try again, or use --all.")
    count = actions.retry(chosen)
    click.echo(f"{count} jobs will be tried again." if count != 1 else "1 job will be tried again.")


@jobs.command("daily")
@with_appcontext
def daily() -> None:
    """Do at once what the worker does once a day, and say how long each part took."""
    took = []
    with click.progressbar(_daily(), item_show_func=_kind, show_pos=True) as bar:
        for schedule in bar:
            begun = time.perf_counter()
            current_app.extensions["tasks"][schedule.kind]({})
            took.append((time.perf_counter() - begun, schedule.kind))
    for seconds, kind in took:
        click.echo(f"{seconds:8.1f} s  {kind}")


def _daily() -> list[Schedule]:
    return [each for each in current_app.extensions["schedules"] if each.every_seconds >= DAY]


def _kind(schedule: Schedule | None) -> str:
    return schedule.kind if schedule else ""


def _line(job: Job) -> str:
    last = (job.last_error or "").strip().splitlines()
    when = (job.dead_at or job.run_at).isoformat(sep=" ", timespec="seconds")
    return (
        f"{job.id}  {when}  {job.kind}  tries: {job.attempts}  {last[-1] if last else ''}".rstrip()
    )
