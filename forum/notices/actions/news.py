"""Telling people of what is about no post: tiers, followers."""

from collections.abc import Mapping
from typing import Any

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.notices import news, queries
from forum.notices.actions.making import Event, tell
from forum.notices.kinds import NoticeKind
from forum.tiers import queries as tiers


@action
def tell_news(
    kind: NoticeKind,
    told: Mapping[int, Mapping[str, Any]],
    *,
    key: str,
    doer_id: int | None = None,
) -> None:
    """Tell these people, each with their own facts, of an event that has this key."""
    hearers = queries.hearers(told, channel_id=None, doer_id=doer_id)
    tell(
        [
            (hearer, Event(kind, key, actor_id=doer_id, facts=told[hearer.user.id]))
            for hearer in hearers
        ],
        channel=None,
    )


@action
def tell_of_tier(
    kind: NoticeKind, membership_id: int, user_id: int, *, tier_id: int, **facts: Any
) -> None:
    """Tell a member what became of a tier of theirs."""
    facts |= news.facts_of_tier(tiers.tier_by_id(tier_id))
    tell_news(kind, {user_id: facts}, key=f"{kind}:{membership_id}")


@action
def tell_of_follower(who_id: int, whom_id: int) -> None:
    """Tell a member who follows them: once of each person."""
    who = db.session.get_one(User, who_id)
    facts = {"username": who.username}
    tell_news(NoticeKind.FOLLOWER, {whom_id: facts}, key=f"follower:{who_id}", doer_id=who_id)
