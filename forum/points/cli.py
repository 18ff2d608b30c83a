"""`forum points`: says why a member has the points that they have."""

import click
from flask.cli import with_appcontext

from forum.accounts.finding import member_to_explain
from forum.points import queries


@click.group("points")
def points() -> None:
    """Points that members have, and where they come from."""


@points.command("explain")
@click.argument("name")
@with_appcontext
def explain(name: str) -> None:
    """Say what a member has, by rule, and what has become of the rest."""
    member = member_to_explain(name)
    balance = queries.balance_of(member)
    click.echo(
        f"{member.username}: {balance.status} points of the last {queries.DAYS} days count, "
        f"{balance.pending} wait, {balance.spendable} could be spent."
    )
    for one in queries.sums_of(member):
        click.echo(
            f"  {one.reason:<10} {one.counts:>6} in {one.lines} lines; {one.pending} wait, "
            f"{one.reversed} were taken back, {one.old} are older than {queries.DAYS} days"
        )
