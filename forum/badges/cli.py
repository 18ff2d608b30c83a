"""`forum badges`: who would get a badge, and why a member has one or not."""

from collections.abc import Mapping

import click
from flask.cli import with_appcontext

from forum.accounts import queries as accounts
from forum.accounts.finding import member_to_explain
from forum.badges import actions, queries
from forum.badges.criteria import Leaf
from forum.kernel.policy import NotFound

SHOWN = 50


@click.group("badges")
def badges() -> None:
    """What members earn, and who has it."""


@badges.command("dry-run")
@click.argument("slug")
@with_appcontext
def dry_run(slug: str) -> None:
    """Say who meets what a badge asks now, with the numbers; gives nothing to anybody."""
    try:
        badge = queries.badge_at(slug)
    except NotFound as error:
        names = ", ".join(one.slug for one in queries.badges())
        raise click.ClickException(f"There is no badge {slug}. There are: {names}") from error
    if not badge.is_counted:
        raise click.ClickException(f"Staff give {slug}: it counts nothing.")
    known = queries.award_keys([badge.id])
    some = queries.earned([queries.plan_of(badge)])[badge.id]
    new = [one for one in some if (badge.id, one.user_id, one.occurrence_key) not in known]
    click.echo(f"{slug}: {len(some)} meet it, {len(new)} of them would get it now.")
    for one in new[:SHOWN]:
        member = accounts.member_by_id(one.user_id)
        name = member.username if member else one.user_id
        click.echo(f"  {name} {one.occurrence_key}".rstrip() + f": {_told(one.numbers)}")
    if len(new) > SHOWN:
        click.echo(f"  and {len(new) - SHOWN} more")


@badges.command("explain")
@click.argument("name")
@with_appcontext
def explain(name: str) -> None:
    """Say for each badge that is counted whether a member has it, and the numbers."""
    member = member_to_explain(name)
    held = {(award.badge_id, award.occurrence_key) for award in queries.held_by(member)}
    counted = queries.counted_badges()
    plans = {badge.id: queries.plan_of(badge) for badge in counted}
    numbers = queries.numbers_of(list(plans.values()), member.id)
    for badge in counted:
        for tag, some in sorted(numbers[badge.id].items()) or [(0, {})]:
            key = f"tag:{tag}" if tag else ""
            has_it = "has it" if (badge.id, key) in held else "does not have it"
            told = _told({leaf: some.get(leaf, 0) for leaf in plans[badge.id].sums})
            click.echo(f"{badge.slug} {key}".rstrip() + f": {has_it}; {told}")


@badges.command("review")
@with_appcontext
def review() -> None:
    """Look at everybody now, as the worker does once a day."""
    click.echo(f"{actions.review()} given.")


def _told(numbers: Mapping[Leaf, int]) -> str:
    return ", ".join(f"{leaf.metric} {count} of {leaf.value}" for leaf, count in numbers.items())
