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
