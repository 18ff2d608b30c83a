"""Passwords: changed by the member, or chosen anew with the help of a letter.

Hashes are made outside, by `passwords.hashed`, so that no transaction waits for them.
"""

from forum.accounts import letters, links, queries
from forum.accounts.actions.joining import confirm_address
from forum.accounts.actions.sessions import end_all_sessions
from forum.accounts.models import Purpose, User, Viewer
from forum.jobs.actions import enqueue
from forum.kernel.unit import action

SEND_RESET = "accounts.send_reset"


@action
def change_password(member: User, new_hash: str) -> None:
    """Give the member another password. The caller has compared the present one."""
    user = queries.held_member(member.id)
    user.password_hash = new_hash
    links.end(user, Purpose.RESET)
    letters.password_changed(user)


@action
def ask_reset(viewer: Viewer, typed: str) -> None:
    """Owe a letter to whoever has this name or address.

    The same is written whether there is such a member or not, so that the time tells nothing.
    """
    user = queries.member_called(typed)
    enqueue(SEND_RESET, {"user": user.id if user else 0})


@action
def send_reset(user_id: int) -> None:
    """Send the letter for a new password to a member who may still come in one day."""
    user = queries.member_by_id(user_id)
    if user is not None and user.deactivated_at is None:
        letters.reset(user)


@action
def reset_password(viewer: Viewer, token: str, new_hash: str) -> User:
    """Choose a password with the token of a letter: ends all sessions. Raises NotFound."""
    link = links.read(token, Purpose.RESET)
    links.use(link)
    user = queries.held_member(link.user_id)
    user.password_hash = new_hash
    end_all_sessions(user)
    # Whoever reads the letter has the address: there is nothing left to confirm.
    links.end(user, Purpose.CONFIRM)
    if user.email_confirmed_at is None:
        confirm_address(user)
    letters.password_changed(user)
    return user
