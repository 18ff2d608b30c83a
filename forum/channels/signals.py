"""What the channels slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChannelCreated:
    """A new channel stands in the navigation of those who may know of it."""

    channel_id: int
    admin_id: int


@dataclass(frozen=True)
class ChannelChanged:
    """Something about a channel is different now: name, look, rules, place, archive."""

    channel_id: int
    admin_id: int
    visibility_before: str
    visibility_after: str


@dataclass(frozen=True)
class ChannelsMerged:
    """Everything of one channel belongs to another now; listeners move what is theirs."""

    from_id: int
    into_id: int
    admin_id: int


@dataclass(frozen=True)
class EntryAsked:
    """A member asks to be let into a private channel."""

    request_id: int
    channel_id: int
    user_id: int


@dataclass(frozen=True)
class EntryRefused:
    """A request for entry was turned down; the request keeps the words to the member."""

    request_id: int
    channel_id: int
    user_id: int


@dataclass(frozen=True)
class MemberAdmitted:
    """Somebody was let into a channel. The source says what opened the door."""

    channel_id: int
    user_id: int
    source: str


@dataclass(frozen=True)
class MemberRemoved:
    """Somebody no longer belongs to a channel."""

    channel_id: int
    user_id: int
