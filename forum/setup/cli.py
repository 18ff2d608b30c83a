"""`forum setup`: what the community is for, and whether that was said."""

import click
from flask.cli import with_appcontext

from forum.setup import queries
from forum.site.queries import purpose as purpose_of_site

WORDS = {
    "purpose": "why the community is here",
    "people": "who it is for",
    "promises": "what the team promises",
    "goals": "a goal that can be measured",
}


@click.group("setup")
def setup() -> None:
    """Setting the site up."""


@setup.command("purpose")
@click.option("--check", is_flag=True, help="Fail until a purpose and a measurable goal exist.")
@with_appcontext
def purpose(*, check: bool) -> None:
    """Print what the community is for, and how far its goals are."""
    told = purpose_of_site()
    click.echo(f"purpose  {told.purpose or '(not said yet)'}")
    click.echo(f"people   {told.people or '(not said yet)'}")
    for promise in told.promises:
        click.echo(f"promise  {promise}")
    for each in queries.progress():
        now = "nothing to measure yet" if each.value is None else f"{each.value:,}"
        click.echo(f"goal     {each.goal.metric}: {now} of {each.goal.target:,}")
    missing = [WORDS[name] for name in queries.missing_of_purpose()]
    if missing:
        click.echo(f"missing  {', '.join(missing)}")
    if check and not queries.is_purpose_whole():
        raise click.ClickException("The purpose is not whole: see what is missing.")


ALL = [setup]
