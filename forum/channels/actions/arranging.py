"""Making channels, changing, archiving and reopening them. Admins do this."""

from sqlalchemy import delete, func, select

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import policy
from forum.channels.actions.doors import close_requests
from forum.channels.actions.plans import Plan, facts, free_slug, write
from forum.channels.models import Channel, ChannelSlug, Kind, Visibility
from forum.channels.signals import ChannelChanged, ChannelCreated
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action


@action
def create(admin: User, plan: Plan) -> Channel:
    """Open a new channel at the end of its section. Raises Invalid when the plan cannot be."""
    require(policy.can_arrange(admin))
    channel = Channel(slug=free_slug(plan), position=_last_position(plan.section_id) + 1)
    write(channel, plan)
    db.session.add(channel)
    db.session.flush()
    audit.record(admin, "channels.create", "channel", channel.id, after=facts(channel))
    announce(ChannelCreated(channel.id, admin.id))
    return channel


@action
def change(admin: User, channel: Channel, plan: Plan) -> None:
    """Make the channel as planned; an address it gives up still leads to it.

    Raises Invalid when the plan cannot be.
    """
    require(policy.can_arrange(admin))
    _check_kind(channel, plan)
    before = facts(channel)
    if plan.section_id != channel.section_id:
        channel.position = _last_position(plan.section_id) + 1
    _readdress(channel, free_slug(plan, own_id=channel.id))
    write(channel, plan)
    if before["visibility"] == Visibility.PRIVATE != channel.visibility:
        close_requests(channel)
    _tell(admin, "channels.change", channel, before)


@action
def archive(admin: User, channel: Channel) -> None:
    """Keep the channel for reading only, out of the navigation."""
    require(policy.can_arrange(admin))
    if channel.is_archived:
        return
    before = facts(channel)
    channel.archived_at, channel.archived_by_id = clock.now(), admin.id
    close_requests(channel)
    _tell(admin, "channels.archive", channel, before)


@action
def unarchive(admin: User, channel: Channel) -> None:
    """Open an archived channel for writing again."""
    require(policy.can_arrange(admin))
    if not channel.is_archived or channel.merged_into_id is not None:
        return
    before = facts(channel)
    channel.archived_at = channel.archived_by_id = None
    _tell(admin, "channels.unarchive", channel, before)


def _check_kind(channel: Channel, plan: Plan) -> None:
    """Messages do not become topics, nor topics messages: only an empty channel becomes live."""
    if plan.kind == channel.kind:
        return
    if channel.is_live:
        raise Invalid("kind", "stays_live")
    if plan.kind == Kind.LIVE and channel.topic_count:
        raise Invalid("kind", "has_topics")


def _readdress(channel: Channel, slug: str) -> None:
    """Give the channel another address and keep the old one; going back to an old one is fine."""
    if slug == channel.slug:
        return
    db.session.execute(delete(ChannelSlug).where(ChannelSlug.slug == slug))
    db.session.add(ChannelSlug(slug=channel.slug, channel_id=channel.id))
    channel.slug = slug


def _tell(admin: User, verb: str, channel: Channel, before: dict[str, object]) -> None:
    """Write down what is different, and let others know."""
    after = facts(channel)
    changed = [name for name in after if after[name] != before[name]]
    audit.record(
        admin,
        verb,
        "channel",
        channel.id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    seen = str(before["visibility"]), str(after["visibility"])
    announce(ChannelChanged(channel.id, admin.id, *seen))


def _last_position(section_id: int | None) -> int:
    in_section = select(func.max(Channel.position)).where(Channel.section_id == section_id)
    return db.session.scalar(in_section) or 0
