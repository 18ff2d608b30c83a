"""Nobody merges a channel while others begin something in it."""

from forum.channels.models import Channel
from forum.kernel.db import db
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
