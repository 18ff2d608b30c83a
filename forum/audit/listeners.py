"""Acts of staff that happen below this slice, and are noted here."""

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.signals import RoleChanged, SignedOutByStaff
from forum.audit import actions
from forum.kernel.bus import Listeners


def note_role(signal: RoleChanged) -> None:
    """Note who gave whom which role."""
    actions.record(
        _person(signal.by_id),
        "accounts.set_role",
        "user",
        signal.user_id,
        before={"role": signal.before},
        after={"role": signal.after},
    )


def note_sign_out(signal: SignedOutByStaff) -> None:
    """Note who ended somebody's sessions."""
    actions.record(_person(signal.by_id), "accounts.sign_out_member", "user", signal.user_id)


def _person(user_id: int | None) -> User | None:
    return accounts.member_by_id(user_id) if user_id else None


ALL: Listeners = [(RoleChanged, note_role), (SignedOutByStaff, note_sign_out)]
