"""What the accounts slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MemberJoined:
    """Somebody may come in from now on: confirmed, approved, or let in by an open door."""

    user_id: int


@dataclass(frozen=True)
class MemberWaits:
    """Somebody signed up and waits for staff to decide."""

    user_id: int


@dataclass(frozen=True)
class AddressConfirmed:
    """A member's mail address is proven to be theirs."""

    user_id: int


@dataclass(frozen=True)
class EmailChanged:
    """A member's mail address changed, after both addresses had agreed."""

    user_id: int


@dataclass(frozen=True)
class RoleChanged:
    """A member's role changed; no one did it when the command line did."""

    user_id: int
    by_id: int | None
    before: str
    after: str


@dataclass(frozen=True)
class MembersMerged:
    """Two accounts became one; listeners hand everything of the first to the second."""

    from_id: int
    into_id: int
    by_id: int


@dataclass(frozen=True)
class LeavingAsked:
    """Somebody is about to leave: by themselves, or staff see to it with a reason."""

    user_id: int
    by_id: int
    fate: str
    reason: str = ""


@dataclass(frozen=True)
class LeavingTakenBack:
    """Somebody who was about to leave stays."""

    user_id: int
    by_id: int


@dataclass(frozen=True)
class MemberLeft:
    """A member has left, and has no name any more; listeners take out every row of theirs.

    What stays, and why, is said by `info=NAMELESS` in the models. Heard again, it is harmless.
    """

    user_id: int
    fate: str


@dataclass(frozen=True)
class ConfirmedByStaff:
    """A staff member said that a member's mail address is theirs."""

    user_id: int
    by_id: int


@dataclass(frozen=True)
class SignedOutByStaff:
    """A staff member ended all sessions of a member."""

    user_id: int
    by_id: int


@dataclass(frozen=True)
class MemberRenamed:
    """A member chose another name to be shown."""

    user_id: int
