"""What the standing slice announces."""

from dataclasses import dataclass

from forum.accounts.models import Standing


@dataclass(frozen=True)
class StandingChanged:
    """A member may do more from now on, or less."""

    user_id: int
    before: Standing
    after: Standing
