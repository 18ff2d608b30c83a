"""`forum recognition`: who could be in the spotlight, and how far members have come."""

from collections import Counter
from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.recognition import periods, queries
from forum.recognition.models import Stage
from forum.recognition.periods import Period


@click.group("recognition")
def recognition() -> None:
    """Thanks, the spotlight, milestones, and the way of members."""


@recognition.command("candidates")
@click.option("--month", help="Such as 2026-10.")
@click.option("--week", help="Such as 2026-W43.")
@with_appcontext
def candidates(month: str | None, week: str | None) -> None:
    """Say who is on the shortlist of a month or week, with the figures."""
    key = month or week
    period = _named(key) if key else queries.last_period()
    found = queries.candidates(period)
    people = accounts.members_by_ids({one.user_id for one in found})
    click.echo(f"{period.key}: {len(found)} members could be chosen.")
    for number, one in enumerate(queries.shortlist(found), start=1):
        name = people[one.user_id].username
        click.echo(
            f"  {number}. {name}: score {one.score:.4f} (help {one.help}, welcome {one.welcome}, "
            f"breadth {one.breadth}, making {one.making}, nominations {one.nominations})"
            + (", never listed before" if one.is_new else "")
        )


@recognition.command("journey")
@click.option("--week", help="Such as 2026-W47; without it, how it is now.")
@with_appcontext
def journey(week: str | None) -> None:
    """Say how many members stand where at the end of a week; the sum is everybody who was here."""
    end = min(_named(week).ends, clock.now()) if week else clock.now()
    now = queries.stages_at(end, with_gone=True)
    then = queries.stages_at(end - queries.WEEK, with_gone=True)
    counts = Counter(now.values())
    for stage in Stage:
        click.echo(f"{stage.value:12}{counts[stage]:8}")
    click.echo(f"{'members':12}{len(now):8}")
    moved = [now[one].rank - then[one].rank for one in now if one in then]
    up, back = sum(way > 0 for way in moved), sum(way < 0 for way in moved)
    click.echo(f"Since a week before: {up} moved up, {back} slipped back.")


def _named(key: str) -> Period:
    try:
        period = periods.named(key)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if period.starts > clock.now() or period.starts < datetime(1970, 1, 1, tzinfo=UTC):
        raise click.ClickException(f"{key} has not begun yet.")
    return period
