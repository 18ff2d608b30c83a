"""Nobody merges a channel while others begin something in it."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from forum.channels.models import Channel
from forum.kernel.db import db, writes_alone
from forum.kernel.unit import action

READ = ("merged_into_id", "archived_at", "topic_count", "post_count", "active_at")


@action
def hold(*channels: Channel, alone: bool = False) -> None:
    """Let none of them be merged before this transaction ends, and read them anew.

    Many may hold a channel at once, unless somebody wants it `alone`, who waits for all others.
    """
    db.session.flush()
    how = True if alone else {"key_share": True, "read": True}
    for channel in sorted(channels, key=lambda each: each.id):
        db.session.refresh(channel, READ, with_for_update=how)


@action
def hold_as_it_is(channel_id: int) -> None:
    """As `hold`, for those who find out in another way whether it was merged meanwhile.

    Whoever wants to hold a channel and topics in it begins with the channel, as a merge does:
    in the other order two would wait for each other.
    """
    if not writes_alone():
        db.session.execute(_held(), {"row_id": channel_id})


@lru_cache
def _held() -> Select[int]:
    columns: Any = Channel.__table__.c
    query = select(columns.id).where(columns.id == bindparam("row_id"))
    return query.with_for_update(key_share=True, read=True)
