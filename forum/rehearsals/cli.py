"""`forum launch`: rehearsing a launch; and what the processes of a rehearsal run."""

import json
import os
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from forum.accounts.models import User
from forum.config import Config
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused
from forum.launches import queries as launched
from forum.rehearsals import actions, plays, running, storms, words
from forum.rehearsals.models import Rehearsal, RunState
from forum.rehearsals.settings import MEMBERS


@click.group("launch")
def launch() -> None:
    """Launches, from the outside."""


@launch.command("rehearse")
@click.argument("slug")
@click.option("--members", type=click.IntRange(MEMBERS.least, MEMBERS.most))
@with_appcontext
def rehearse(slug: str, members: int | None) -> None:
    """Let invented members storm a copy of the launch SLUG, and say how it went."""
    try:
        found = actions.rehearse_now(launched.launch_by_slug(slug), members)
    except NotFound as error:
        raise click.ClickException(f"There is no launch {slug}.") from error
    except Refused as error:
        raise click.ClickException(f"It cannot be rehearsed: {error.verdict.reason}.") from error
    if found.state != RunState.DONE:
        raise click.ClickException(f"It failed: {found.reason}. {found.details}")
    _tell(found)


@launch.command("play-copy", hidden=True)
@with_appcontext
def play_copy() -> None:
    """Play the script that lies in the data folder, which is that of a rehearsal."""
    config: Config = current_app.extensions["config"]
    place = config.data_dir
    # Nothing but the fresh folder of a rehearsal is played on.
    if not (place / running.SCRIPT).is_file() or not config.is_sqlite:
        raise click.ClickException("This is not the folder of a rehearsal.")
    if db.session.scalar(select(User.id).limit(1)) is not None:
        raise click.ClickException("Somebody is here already.")
    storms.end_with(os.getppid())
    script = json.loads((place / running.SCRIPT).read_text(encoding="utf-8"))
    found = plays.play(script, lambda percent: _note(place / running.PROGRESS, str(percent)))
    _note(place / running.FIGURES, json.dumps(found))


def _note(file: Path, text: str) -> None:
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _tell(found: Rehearsal) -> None:
    told = found.figures
    click.echo(
        f"{told['tried']:,} tried, {told['got']:,} got one, {told['in_line']:,} are in the line, "
        f"{sum(told['refused'].values()):,} were refused; {told['codes']:,} codes given, "
        f"{told['codes_twice']} twice, {told['with_two']} members with two."
    )
    wait, answer = told["wait"], told["answer"]
    click.echo(
        f"Waiting: {wait['p50']:,} ms for half of them, {wait['p95']:,} ms for 95 of a hundred, "
        f"{wait['longest']:,} ms at the longest; an answer took {answer['p50']:,} ms at half of "
        f"them, {answer['p95']:,} ms at 95 of a hundred. All of it took {told['seconds']} s."
    )
    for problem in told["problems"]:
        click.echo(f"- {words.problem(problem)}")


ALL = [launch]
