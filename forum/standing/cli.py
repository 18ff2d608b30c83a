"""`forum standing`: says where a member stands, and why."""

import click
from flask.cli import with_appcontext

from forum.accounts.finding import member_to_explain
from forum.standing import actions, queries


@click.group("standing")
def standing() -> None:
    """What members may do, and why."""


@standing.command("explain")
@click.argument("name")
@with_appcontext
def explain(name: str) -> None:
    """Say where a member stands, what each step asks for, and what holds them there."""
    member = member_to_explain(name)
    place = queries.place_of(member)
    click.echo(f"{member.username} is {place.standing}, and has earned to be {place.earned}.")
    if member.is_staff:
        click.echo("  Is of the team, and may do what leaders may.")
    if place.state is not None and place.state.locked_at is not None:
        click.echo(f"  Locked since {place.state.locked_at:%Y-%m-%d}: {place.state.reason}")
    if place.state is not None and place.state.leader_at is not None:
        click.echo(f"  Made a leader on {place.state.leader_at:%Y-%m-%d}.")
    if place.state is not None and place.state.grace_until is not None:
        click.echo(
            f"  Kept until {place.state.grace_until:%Y-%m-%d} although something is missing."
        )
    if not place.may_rise:
        click.echo("  Does not rise: silenced or suspended, or was so lately.")
    for step, lines in place.steps.items():
        for line in lines:
            mark = "+" if line.is_met else "-"
            click.echo(f"  {mark} {step:<8} {line.asked.written}: {line.count}")


@standing.command("look")
@with_appcontext
def look() -> None:
    """Look at everybody now, as the worker does once a day."""
    click.echo(f"{actions.look_at(None)} moved.")
