"""`forum tiers`: says why a member holds the tiers that they hold."""

import click
from flask.cli import with_appcontext

from forum.accounts.finding import member_to_explain
from forum.accounts.models import User
from forum.points import queries as points
from forum.tiers import queries
from forum.tiers.asking import Lack


@click.group("tiers")
def tiers() -> None:
    """Tiers that members hold, and why."""


@tiers.command("explain")
@click.argument("name")
@with_appcontext
def explain(name: str) -> None:
    """Say what a member holds, by what, what is missing, and what it gives."""
    member = member_to_explain(name)
    _say_what_is_held(member)
    progress = queries.progress_of(member)
    if progress.tier is not None:
        days = progress.tier.window_days
        has = progress.has
        click.echo(
            f"  {has.points} points and {has.orders} kept orders of the last {days} days "
            f"counted when last looked."
        )
    for one in points.sums_of(member):
        click.echo(f"    {one.reason:<10} {one.counts:>6} count, {one.pending} wait")
    if progress.next is not None:
        click.echo(f"  {_told(progress.lack)} missing for {progress.next.slug}.")
    facts = queries.facts_of([member.id]).get(member.id)
    if facts is not None and (facts.perks or facts.doors):
        perks = [f"{name} {amount}" for name, amount in sorted(facts.perks.items())]
        doors = [f"channel {channel_id}" for channel_id in sorted(facts.doors)]
        click.echo(f"  This gives: {', '.join([*perks, *doors])}.")


def _say_what_is_held(member: User) -> None:
    held = queries.memberships_of(member)
    click.echo(f"{member.username} is shown as {member.tier or 'nothing'}.")
    for row in held:
        click.echo(f"  {row.tier.slug}: {row.source}, since {row.since:%Y-%m-%d}")
        if row.until is not None:
            click.echo(f"    until {row.until:%Y-%m-%d}")
        if row.reason:
            click.echo(f"    {row.reason}")
        if row.grace_until is not None:
            click.echo(
                f"    kept until {row.grace_until:%Y-%m-%d} at least, "
                f"although there were {_told(row.missing)} missing"
            )


def _told(lack: Lack) -> str:
    ways = [f"{lack.points} more points"]
    ways += [f"{lack.orders} more kept orders"] if lack.orders else []
    ways += [f"{lack.spent} more paid in kept orders"] if lack.spent else []
    return " or ".join(ways)
