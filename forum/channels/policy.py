"""Who sees a channel, reads it, writes in it and looks after it. Each rule has one home: here.

A rule about one channel needs to know whether the viewer belongs to it. `Seat` carries that fact,
loaded with the channel, so that no rule asks the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from forum.accounts.models import User, Viewer
from forum.channels.models import (
    Audience,
    Channel,
    ChannelMember,
    ChannelRole,
    EntryRequest,
    Visibility,
)
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.kernel.prepared import one_of

CLOSED_DOORS = (Visibility.PRIVATE, Visibility.SECRET)
ASK_AGAIN_AFTER = timedelta(days=7)

# Beside staff and those let in: who reads a channel, and who knows that there is one.
READERS: Mapping[Visibility, frozenset[str]] = {
    Visibility.PUBLIC: frozenset({"guests", "members"}),
    Visibility.MEMBERS: frozenset({"members"}),
    Visibility.PRIVATE: frozenset(),
    Visibility.SECRET: frozenset(),
}
KNOWERS: Mapping[Visibility, frozenset[str]] = {
    **READERS,
    Visibility.PRIVATE: frozenset({"guests", "members"}),
}


@dataclass(frozen=True)
class Seat:
    """What the viewer is in a channel: nothing, a member of it, or its moderator."""

    role: ChannelRole | None = None

    @property
    def is_insider(self) -> bool:
        """Whether the viewer has been let in."""
        return self.role is not None

    @property
    def is_moderator(self) -> bool:
        """Whether the viewer looks after this channel."""
        return self.role == ChannelRole.MODERATOR


NO_SEAT = Seat()


def listed_to(viewer: Viewer) -> ColumnElement[bool]:
    """Channels whose name the viewer may know: all but members' ones for guests and secret ones.

    A channel that was merged into another exists no more, for anybody.
    """
    exists = Channel.merged_into_id.is_(None)
    if viewer.is_staff:
        return exists
    return and_(exists, or_(_open_to(viewer, KNOWERS), _let_in(viewer)))


def readable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Channels whose topics the viewer may read: each query of content joins Channel and asks."""
    if viewer.is_staff:
        return true()
    return or_(_open_to(viewer, READERS), _let_in(viewer))


def looked_after_by(viewer: Viewer) -> ColumnElement[bool]:
    """The twin of `can_moderate`: channels whose topics the viewer looks after."""
    if viewer.is_staff:
        return true()
    if viewer.is_guest:
        return false()
    led = select(ChannelMember.channel_id).where(
        ChannelMember.user_id == viewer.id, ChannelMember.role == ChannelRole.MODERATOR
    )
    return Channel.id.in_(led)


def _open_to(viewer: Viewer, groups: Mapping[Visibility, frozenset[str]]) -> ColumnElement[bool]:
    group = "guests" if viewer.is_guest else "members"
    return one_of(Channel.visibility, [kind for kind, names in groups.items() if group in names])


def _let_in(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.is_guest:
        return false()
    seats = select(ChannelMember.channel_id).where(ChannelMember.user_id == viewer.id)
    return and_(one_of(Channel.visibility, CLOSED_DOORS), Channel.id.in_(seats))


def can_list(viewer: Viewer, channel: Channel, seat: Seat) -> Verdict:
    """The twin of `listed_to` for one channel."""
    if channel.merged_into_id is not None:
        return deny("channel_merged")
    if channel.visibility == Visibility.PRIVATE or can_read(viewer, channel, seat):
        return ALLOW
    return deny("hidden")


def can_read(viewer: Viewer, channel: Channel, seat: Seat) -> Verdict:
    """The twin of `readable_by` for one channel."""
    if viewer.is_staff or channel.visibility == Visibility.PUBLIC:
        return ALLOW
    if channel.visibility == Visibility.MEMBERS:
        return deny("sign_in_needed") if viewer.is_guest else ALLOW
    return ALLOW if seat.is_insider else deny("entry_needed")


def can_start(viewer: Viewer, channel: Channel, seat: Seat) -> Verdict:
    """Whether the viewer may start a topic here; a live channel has messages in place of topics."""
    if channel.is_live and can_read(viewer, channel, seat):
        return deny("live_only")
    return _can_write(viewer, channel, seat, audience=channel.starts)


def can_reply(viewer: Viewer, channel: Channel, seat: Seat) -> Verdict:
    """Whether the viewer may reply to topics here."""
    return _can_write(viewer, channel, seat, audience=channel.replies)


def can_moderate(viewer: Viewer, seat: Seat) -> Verdict:
    """Whether the viewer looks after the channel's topics: staff do, and its own moderators."""
    if viewer.is_staff or seat.is_moderator:
        return ALLOW
    return deny("staff_only")


def can_ask_for_entry(viewer: Viewer, channel: Channel, seat: Seat) -> Verdict:
    """Whether the viewer may ask to be let into a private channel."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if seat.is_insider or viewer.is_staff:
        return deny("already_in")
    if channel.visibility != Visibility.PRIVATE:
        return deny("no_door")
    if channel.is_archived:
        return deny("channel_archived")
    return deny("silenced") if viewer.is_silenced else ALLOW


def can_ask_again(viewer: Viewer, last: EntryRequest | None) -> Verdict:
    """Whether the viewer may ask once more, after the last request to the same channel."""
    if last is None or last.withdrawn_at or last.admitted_at:
        return ALLOW
    if last.decided_at is None:
        return deny("asked_already")
    return ALLOW if clock.now() - last.decided_at >= ASK_AGAIN_AFTER else deny("asked_lately")


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer makes, changes, archives and merges channels."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_admit(viewer: User, seat: Seat) -> Verdict:
    """Whether the viewer lets people into the channel and sees who is in it."""
    return can_moderate(viewer, seat)


def can_remove(viewer: User, seat: Seat, other: ChannelMember) -> Verdict:
    """Whether the viewer may end somebody's place in the channel; everybody may leave."""
    if viewer.is_staff or other.user_id == viewer.id:
        return ALLOW
    if not seat.is_moderator:
        return deny("staff_only")
    return deny("same_rank") if other.role == ChannelRole.MODERATOR else ALLOW


def can_appoint(viewer: User, seat: Seat, other: ChannelMember, role: ChannelRole) -> Verdict:
    """Whether the viewer may make somebody of the channel its moderator, or no longer that.

    A moderator of the channel makes others equal, never less; staff of the site do both.
    """
    if viewer.is_staff:
        return ALLOW
    if not seat.is_moderator:
        return deny("staff_only")
    demoted = other.role == ChannelRole.MODERATOR and role != ChannelRole.MODERATOR
    return deny("same_rank") if demoted and other.user_id != viewer.id else ALLOW


def _can_write(viewer: Viewer, channel: Channel, seat: Seat, *, audience: Audience) -> Verdict:
    may_read = can_read(viewer, channel, seat)
    if viewer.is_guest or not may_read:
        return deny("sign_in_needed") if viewer.is_guest else may_read
    if channel.is_archived:
        return deny("channel_archived")
    if viewer.is_silenced:
        return deny("silenced")
    if viewer.is_staff or seat.is_moderator or audience == Audience.MEMBERS:
        return ALLOW
    if audience == Audience.INSIDERS:
        return ALLOW if seat.is_insider else deny("entry_needed")
    return deny("staff_write_here")
