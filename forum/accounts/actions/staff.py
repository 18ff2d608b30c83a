"""What staff may do with members."""

from forum.accounts import leavings, links, policy, queries
from forum.accounts.actions.joining import confirm_address
from forum.accounts.actions.sessions import end_all_sessions
from forum.accounts.models import Purpose, Role, User
from forum.accounts.signals import ConfirmedByStaff, RoleChanged, SignedOutByStaff
from forum.kernel.bus import announce
from forum.kernel.policy import Refused, deny, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.mail import compose


@action
def set_role(admin: User, user: User, role: Role) -> None:
    """Make somebody a member, a moderator or an admin; they sign in anew with their new rights."""
    # Two admins who lower each other at one moment must not both get their way.
    wait_for_turn("roles")
    require(policy.can_set_role(queries.held_member(admin.id), user))
    _change_role(user, role, by=admin)


@action
def assign_role(user: User, role: Role) -> None:
    """The same from the command line, where nobody is signed in."""
    _change_role(user, role, by=None)


@action
def sign_out_member(moderator: User, user: User) -> int:
    """End all sessions of a member; returns how many there were."""
    require(policy.can_sign_out(moderator, user))
    announce(SignedOutByStaff(user.id, moderator.id))
    return end_all_sessions(user)


@action
def confirm_by_hand(admin: User, user: User) -> None:
    """Say that a member's address is theirs, because staff know; doing it twice does nothing."""
    user = queries.held_member(user.id)
    require(policy.can_confirm(admin, user))
    if user.email_confirmed_at is None:
        links.end(user, Purpose.CONFIRM)
        confirm_address(user)
        announce(ConfirmedByStaff(user.id, admin.id))


@action
def reset_address(user: User) -> str:
    """An address where this member can choose a password within a day; for the command line."""
    token = links.issue(user, Purpose.RESET, hours=24)
    return compose.address("accounts.reset", token=token)


def _change_role(user: User, role: Role, *, by: User | None) -> None:
    wait_for_turn("roles")
    user = queries.held_member(user.id)
    before = Role(user.role)
    if role == before:
        return
    # Whoever is about to leave cannot be counted on.
    if leavings.is_last_admin(user):
        raise Refused(deny("last_admin"))
    user.role = role
    end_all_sessions(user)
    announce(RoleChanged(user.id, by.id if by else None, before.value, role.value))
