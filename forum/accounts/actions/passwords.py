"""Passwords: changed by the member, or chosen anew with the help of a letter.

Hashes are made outside, by `passwords.hashed`, so that no transaction waits for them.
"""

from enum import StrEnum

from forum.accounts import letters, links, queries
from forum.accounts.actions.joining import confirm_address
from forum.accounts.actions.sessions import (
    end_all_sessions,
    end_other_sessions,
    renew_session,
)
from forum.accounts.models import Purpose, Session, User, Viewer
from forum.jobs.actions import enqueue
from forum.kernel.policy import Invalid
from forum.kernel.unit import action

SEND_RESET = "accounts.send_reset"


class Others(StrEnum):
    """What becomes of the sessions in other browsers when the password changes."""

    STAY = "stay"
    END = "end"


@action
def change_password(
    member: User, new_hash: str, *, here: Session | None = None, others: Others = Others.STAY
) -> str | None:
    """Give the member another password, and the session of this browser another token: returns it.

    The caller has compared the present password; raises Invalid when it was changed meanwhile.
    """
    known_hash = member.password_hash
    user = queries.held_member(member.id)
    if user.password_hash != known_hash:
        raise Invalid("present", "password_wrong")
    user.password_hash = new_hash
    links.end(user, Purpose.RESET)
    letters.password_changed(user)
    if here is None:
        return None
    if others == Others.END:
        end_other_sessions(user, here)
    return renew_session(user, here)


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
