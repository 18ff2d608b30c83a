"""What the sanctions slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SanctionBegan:
    """A sanction holds from now on."""

    sanction_id: int
    user_id: int
    kind: str
    ruling_id: int | None


@dataclass(frozen=True)
class SanctionEnded:
    """The time of a silence or a suspension has passed."""

    sanction_id: int
    user_id: int
    kind: str


@dataclass(frozen=True)
class SanctionLifted:
    """Staff took a sanction back that had held."""

    sanction_id: int
    user_id: int
    kind: str
    # As part of something that the member is told by itself, such as the answer to an appeal.
    is_told_elsewhere: bool = False


@dataclass(frozen=True)
class RemovalProposed:
    """Somebody of the team asks a second person to remove a member."""

    sanction_id: int
    user_id: int
    by_id: int


@dataclass(frozen=True)
class AccountClosed:
    """A member was removed by two people; with `content` hidden, the texts go out of sight."""

    sanction_id: int
    user_id: int
    content: str


@dataclass(frozen=True)
class AccountReopened:
    """The removal was taken back, and everything with it."""

    sanction_id: int
    user_id: int
    content: str
