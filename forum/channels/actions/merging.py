"""Making one channel out of two."""

from enum import StrEnum

from sqlalchemy import select, update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import policy, queries
from forum.channels.actions.counting import count
from forum.channels.actions.doors import admit, close_requests
from forum.channels.actions.holding import hold
from forum.channels.models import Channel, ChannelMember, EntryRequest, Visibility
from forum.channels.signals import ChannelsMerged
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action


class Agreement(StrEnum):
    """What an admin has said yes to beside the merge itself."""

    NOTHING = "nothing"
    OPENS_UP = "opens_up"


@action
def merge(
    admin: User, source: Channel, into: Channel, *, agreed: Agreement = Agreement.NOTHING
) -> None:
    """Let everything of the source belong to the other channel; its address leads there.

    Its people are let in as members, whatever they were. Refused with `opens_up` when anybody
    will see something that was closed to them, unless the admin has agreed to that.
    """
    require(policy.can_arrange(admin))
    hold(source, into, alone=True)
    _check(source, into)
    if queries.effects_of_merge(source, into).opens_up and agreed != Agreement.OPENS_UP:
        raise Refused(deny("opens_up"))
    _move_people(admin, source, into)
    _move_requests(source, into)
    _move_counters(source, into)
    _close(admin, source, into)
    audit.record(admin, "channels.merge", "channel", source.id, after={"into_id": into.id})
    announce(ChannelsMerged(source.id, into.id, admin.id))


def _check(source: Channel, into: Channel) -> None:
    if source.id == into.id:
        raise Invalid("into", "same")
    if source.merged_into_id is not None or into.merged_into_id is not None:
        raise Invalid("into", "merged")
    if into.is_live:
        raise Invalid("into", "live")
    if into.is_archived:
        raise Invalid("into", "archived")


def _move_people(admin: User, source: Channel, into: Channel) -> None:
    query = select(ChannelMember, User).join(User, User.id == ChannelMember.user_id)
    for seat, user in db.session.execute(query.where(ChannelMember.channel_id == source.id)).all():
        admit(admin, into, user, source=seat.source)
        db.session.delete(seat)


def _move_requests(source: Channel, into: Channel) -> None:
    """Those who wait at a door that stays go on waiting there; the others need not ask any more."""
    if into.visibility == Visibility.PRIVATE:
        busy = select(EntryRequest.user_id).where(
            EntryRequest.channel_id == into.id, EntryRequest.decided_at.is_(None)
        )
        inside = select(ChannelMember.user_id).where(ChannelMember.channel_id == into.id)
        db.session.execute(
            update(EntryRequest)
            .where(
                EntryRequest.channel_id == source.id,
                EntryRequest.decided_at.is_(None),
                EntryRequest.user_id.not_in(busy),
                EntryRequest.user_id.not_in(inside),
            )
            .values(channel_id=into.id)
        )
    close_requests(source)


def _move_counters(source: Channel, into: Channel) -> None:
    db.session.flush()
    count(into.id, topic_count=source.topic_count, post_count=source.post_count)
    latest = max(filter(None, (source.active_at, into.active_at)), default=None)
    db.session.execute(update(Channel).where(Channel.id == into.id).values(active_at=latest))
    source.topic_count = source.post_count = 0


def _close(admin: User, source: Channel, into: Channel) -> None:
    """Put the empty channel away; whatever led to it leads to the other now."""
    source.merged_into_id = into.id
    source.archived_at = source.archived_at or clock.now()
    source.archived_by_id = source.archived_by_id or admin.id
    earlier = update(Channel).where(Channel.merged_into_id == source.id)
    db.session.execute(earlier.values(merged_into_id=into.id))
