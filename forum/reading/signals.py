"""What the reading slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LevelChosen:
    """A member follows a channel, or a topic, more or less closely than before."""

    user_id: int
    level: str
