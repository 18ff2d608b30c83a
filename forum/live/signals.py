"""What the live slice says to itself, so that events are written as the last thing of an action."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Told:
    """Something that open pages shall know: in which channel and topic, or for which member."""

    kind: str
    channel_id: int | None = None
    topic_id: int | None = None
    user_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
