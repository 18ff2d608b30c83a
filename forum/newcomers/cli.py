"""`forum newcomers`: where people come from."""

import click
from flask.cli import with_appcontext

from forum.newcomers import queries
from forum.newcomers.models import InvitationSource


@click.group("newcomers")
def newcomers() -> None:
    """New members, and where they come from."""


@newcomers.command("sources")
@with_appcontext
def sources() -> None:
    """Say of every source how many came, how many stayed, broke rules, bought and kept it."""
    found = queries.all_sources()
    qualities = queries.qualities()
    if not found:
        click.echo("Nobody has made a link yet.")
        return
    click.echo(
        f"{'source':<32} {'joined':>7} {'back after 30 days':>20} {'broke rules':>14}"
        f" {'customers':>10} {'kept':>6}"
    )
    for source in found:
        one = qualities.get(source.id, queries.Quality())
        back = f"{one.retained} of {one.old} ({one.retained_rate} %)" if one.old else "-"
        broke = f"{one.violations} ({one.violation_rate} %)" if one.joins else "-"
        paused = "  paused" if source.is_paused else ""
        click.echo(
            f"{_name(source):<32} {one.joins:>7} {back:>20} {broke:>14} {one.customers:>10} "
            f"{one.kept:>6}{paused}"
        )


def _name(source: InvitationSource) -> str:
    return f"@{source.member.username}" if source.member else str(source.name)
