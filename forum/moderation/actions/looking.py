"""Seeing pages as somebody else does, which is only noted here."""

from enum import StrEnum

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.moderation import policy


class Stranger(StrEnum):
    """Somebody without a name through whose eyes staff may look."""

    GUEST = "guest"
    NEW = "new"


@action
def look_as(staff: User, other: User | Stranger) -> None:
    """Begin to see pages as somebody else does. Only noted here: the browser's session keeps it."""
    if isinstance(other, Stranger):
        require(policy.can_look_around(staff))
        audit.record(staff, "moderation.look_as", "user", 0, after={"as": other})
    else:
        require(policy.can_look_as(staff, other))
        audit.record(staff, "moderation.look_as", "user", other.id)


@action
def stop_looking(staff: User) -> None:
    """See pages as oneself again."""
    audit.record(staff, "moderation.stop_looking", "user", staff.id)
