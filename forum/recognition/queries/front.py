"""What the front page shows to everybody: who is in the spotlight, and what is reached together."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.direct import Copies, Direct
from forum.kernel.recent import Recent
from forum.recognition.models import GroupGoal, Spotlight
from forum.recognition.queries.milestones import Near, near
from forum.recognition.queries.spotlights import now_shown

_SPOTLIGHTS, _GOALS = Copies(Spotlight), Copies(GroupGoal)
_USERS = Copies(User, User.id, User.username, User.display_name, User.avatar, User.hue)
_RUNNING = Direct(
    select(*_GOALS.columns).where(GroupGoal.ended_at.is_(None)).order_by(GroupGoal.id.desc())
)


@dataclass(frozen=True)
class Front:
    """The same for all; of rows there are copies, which no session knows."""

    spotlight: Spotlight | None
    near: Sequence[Near]
    goals: Sequence[GroupGoal]


def front() -> Front:
    """What the front page shows now; asked for once in a moment."""
    return _FRONT.get()


def _read() -> Front:
    goals = [_GOALS.make(row) for row in _RUNNING.rows()]
    return Front(_spotlight(), near(), goals)


def _spotlight() -> Spotlight | None:
    query = now_shown(clock.now()).with_only_columns(*_SPOTLIGHTS.columns, *_USERS.columns)
    row = Direct(query).row()
    if row is None:
        return None
    user = _USERS.make(row[_SPOTLIGHTS.width :])
    return _SPOTLIGHTS.make(row[: _SPOTLIGHTS.width], user=user)


_FRONT = Recent(_read)
