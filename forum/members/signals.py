"""What the members slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MemberFollowed:
    """A member wants to hear when another one starts a topic."""

    who_id: int
    whom_id: int


@dataclass(frozen=True)
class MemberBlocked:
    """A member wants nothing more of another one, who is not told."""

    who_id: int
    whom_id: int


@dataclass(frozen=True)
class MemberUnblocked:
    """A member has taken back that they want nothing of another one."""

    who_id: int
    whom_id: int
