"""What launches announce."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LaunchApproved:
    """A launch has its dates, and opens by itself."""

    launch_id: int
    by_id: int


@dataclass(frozen=True)
class LaunchSubmitted:
    """A launch waits for somebody who approves it."""

    launch_id: int
    by_id: int


@dataclass(frozen=True)
class LaunchGivenBack:
    """A launch that waited for approval is a draft again: somebody wants it changed."""

    launch_id: int
    by_id: int
    asked_by_id: int


@dataclass(frozen=True)
class LaunchStopped:
    """A launch was paused or cancelled."""

    launch_id: int
    is_cancelled: bool


@dataclass(frozen=True)
class LaunchOpened:
    """A window is open, for members who wanted to be told."""

    launch_id: int
    window_id: int
    user_ids: tuple[int, ...]


@dataclass(frozen=True)
class LaunchOffered:
    """One is kept for a member until a moment."""

    launch_id: int
    entry_id: int
    user_id: int
    round: int
    until: datetime


@dataclass(frozen=True)
class LaunchClaimed:
    """A member has one."""

    launch_id: int
    entry_id: int
    user_id: int


@dataclass(frozen=True)
class LaunchCodeDue:
    """A member said yes to what is theirs, and there is no code for it yet."""

    launch_id: int
    entry_id: int
    user_id: int


@dataclass(frozen=True)
class LaunchCodeCame:
    """A member who waited for the code of what they took has it now."""

    launch_id: int
    entry_id: int
    user_id: int


@dataclass(frozen=True)
class LaunchReturned:
    """A member has handed back what they had."""

    launch_id: int
    entry_id: int
    user_id: int
