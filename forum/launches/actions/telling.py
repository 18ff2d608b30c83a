"""The story of a launch: lines that are only added."""

from enum import StrEnum
from typing import Any

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.launches.models import Launch, LaunchEvent


class Told(StrEnum):
    """Who reads a line of the story."""

    TEAM = "team"
    MEMBERS = "members"


@action
def note(
    launch: Launch,
    what: str,
    *,
    by: User | None = None,
    facts: dict[str, Any] | None = None,
    told: Told = Told.TEAM,
) -> None:
    """Write a line into the story: a step of other actions, which ask the policy."""
    line = LaunchEvent(
        launch_id=launch.id,
        what=what,
        by_id=by.id if by else None,
        facts=facts or {},
        is_public=told == Told.MEMBERS,
    )
    db.session.add(line)
