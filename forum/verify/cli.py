"""`forum verify`: proves that nothing is amiss, or says what is."""

import click
from flask.cli import with_appcontext

from forum.verify import queries

SHOWN = 20


@click.command("verify")
@with_appcontext
def verify() -> None:
    """Check every promise on the live database; exit status 0 only when all hold."""
    amiss = 0
    for finding in queries.findings():
        mark = (
            click.style("amiss", fg="red") if finding.problems else click.style("holds", fg="green")
        )
        click.echo(f"{mark}  {finding.name}")
        for problem in finding.problems[:SHOWN]:
            click.echo(f"       {problem}")
        if len(finding.problems) > SHOWN:
            click.echo(f"       and {len(finding.problems) - SHOWN} more")
        amiss += len(finding.problems)
    if amiss:
        words = "1 thing is amiss." if amiss == 1 else f"{amiss} things are amiss."
        raise click.ClickException(words)
    click.echo("Nothing is amiss.")
