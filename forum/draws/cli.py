"""`forum launch`: proving the draw of a launch, or the order of its lobbies."""

from collections.abc import Iterable

import click
from flask.cli import with_appcontext

from forum.draws import proving, queries
from forum.draws.models import Draw
from forum.kernel.policy import NotFound
from forum.launches import queries as launched
from forum.launches.models import Launch
from forum.launches.queries import recounting


@click.group("launch")
def launch() -> None:
    """Launches, from the outside."""


@launch.command("verify")
@click.argument("slug")
@with_appcontext
def verify(slug: str) -> None:
    """Count the draw of the launch SLUG, or its lobbies, again, from what is published."""
    found = _launch(slug)
    rooms = [one for one, *_rest in launched.all_lobbies(found.id) if one.shuffled_at is not None]
    draw = queries.draw_of(found.id)
    if draw is not None and draw.drawn_at is not None:
        _stop_at(proving.problems_of(draw))
        _say_winners(draw)
    elif not rooms:
        raise click.ClickException(f"{slug} was not drawn yet, and no lobby of it has opened.")
    for room in rooms:
        _stop_at(recounting.problems_of(room, found))
        people = len(room.people_file.splitlines())
        click.echo(f"The lobby of window {room.window_id} counts: {people} were there.")


def _stop_at(problems: Iterable[str]) -> None:
    found = list(problems)
    for problem in found:
        click.echo(problem)
    if found:
        raise click.ClickException("It does not count.")


def _say_winners(draw: Draw) -> None:
    ranked = queries.ranking_of(draw)
    won = queries.winners(draw, ranked)
    click.echo(f"It counts: {len(ranked)} entries, {len(won)} of them won.")
    for number, one in enumerate(won, start=1):
        click.echo(f"{number:5} {one.entry}")


def _launch(slug: str) -> Launch:
    try:
        return launched.launch_by_slug(slug)
    except NotFound as error:
        raise click.ClickException(f"There is no launch {slug}.") from error


ALL = [launch]
