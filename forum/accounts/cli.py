"""`forum accounts`: make members, help them in, and say what they are."""

import click
from flask.cli import with_appcontext

from forum.accounts import actions, queries
from forum.accounts.actions import NewMember
from forum.accounts.forms import REASONS
from forum.accounts.models import Role, User
from forum.kernel.policy import Invalid, NotFound, Refused

ROLES = click.Choice([role.value for role in Role])


@click.group("accounts")
def accounts() -> None:
    """Members of the forum."""


@accounts.command("add")
@click.argument("username")
@click.argument("email")
@click.option("--role", type=ROLES, default=Role.MEMBER.value, help="member, moderator or admin.")
@with_appcontext
def add(username: str, email: str, role: str) -> None:
    """Make a member, and print a link with which they choose their password."""
    try:
        user = actions.add_member(NewMember(username, email, None), role=Role(role))
    except Invalid as error:
        raise click.ClickException(f"{error.field}: {REASONS[error.reason]}") from error
    click.echo(f"{user.username} ({role}) can come in, and chooses a password here within a day:")
    click.echo(actions.reset_address(user))


@accounts.command("reset-link")
@click.argument("username")
@with_appcontext
def reset_link(username: str) -> None:
    """Print a link with which a member chooses another password within a day."""
    click.echo(actions.reset_address(_member(username)))


@accounts.command("role")
@click.argument("username")
@click.argument("role", type=ROLES)
@with_appcontext
def set_role(username: str, role: str) -> None:
    """Make somebody a member, a moderator or an admin."""
    user = _member(username)
    try:
        actions.assign_role(user, Role(role))
    except Refused as error:
        raise click.ClickException("This is the last admin: make another one first.") from error
    click.echo(f"{user.username}: the role is {role} now.")


def _member(username: str) -> User:
    try:
        return queries.member_named(username)
    except NotFound as error:
        raise click.ClickException(f"There is no member called {username}.") from error
