"""Who is told what, and which notices a member may still see. Each rule has one home: here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import aliased

from forum.accounts.models import User, Viewer
from forum.badges.models import BadgeAward
from forum.channels import policy as channels
from forum.channels.models import Channel, ChannelMember, ChannelRole
from forum.channels.policy import Seat
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.mail.models import NOWHERE
from forum.notices.kinds import FOR_STAFF, MailWhen, NoticeKind, Subject, Wish
from forum.notices.models import Notice, wish_among
from forum.notices.news import SAYINGS
from forum.reading.models import Level
from forum.topics import policy as topics
from forum.topics.models import Topic

OF_DOORS = (NoticeKind.REQUEST, NoticeKind.ADMITTED, NoticeKind.REFUSED)


@dataclass(frozen=True)
class Hearer:
    """Somebody who may have to be told: who they are, where they sit, what they want."""

    user: User
    role: ChannelRole | None = None
    level: Level | None = None
    last_read: int = 0
    wishes: Mapping[str, str] = field(default_factory=dict)

    def wish(self, subject: Subject) -> Wish:
        """Where this person wants to be told."""
        return wish_among(self.wishes, subject)


def can_have_inbox(viewer: Viewer) -> Verdict:
    """Whether the viewer is told anything at all."""
    return ALLOW if viewer.is_member else deny("sign_in_needed")


def can_change(viewer: Viewer, notice: Notice) -> Verdict:
    """Whether the notice is the viewer's; nobody else's business, staff included."""
    return ALLOW if viewer.is_member and notice.user_id == viewer.id else deny("not_yours")


def is_told(hearer: Hearer, subject: Subject, *, channel: Channel | None) -> bool:
    """Whether somebody is told: they live here, want it, may read there, and did not mute it."""
    if hearer.user.approved_at is None or hearer.user.deactivated_at is not None:
        return False
    if hearer.level == Level.MUTED or hearer.wish(subject) == Wish.NOTHING:
        return False
    return channel is None or bool(channels.can_read(hearer.user, channel, Seat(hearer.role)))


def can_be_mailed(user: User) -> bool:
    """Whether letters reach the member: the address is proven, and there is one."""
    return user.email_confirmed_at is not None and not user.email.endswith(NOWHERE)


def is_away(user: User, since: datetime, *, mail_when: MailWhen) -> bool:
    """Whether a letter may go out as far as the member's whereabouts are concerned."""
    if mail_when == MailWhen.ALWAYS:
        return True
    return user.last_seen_at is None or user.last_seen_at < since


def seen_by(viewer: User) -> ColumnElement[bool]:
    """The viewer's notices whose things are open to them; the query outer-joins Topic, Post and
    Channel (the topic's, or the notice's own)."""
    return and_(
        Notice.user_id == viewer.id,
        or_(_of_posts(viewer), _of_doors(viewer), _of_badges(), _of_news(viewer)),
    )


def _of_posts(viewer: User) -> ColumnElement[bool]:
    """A gathered line stands for its topic, whichever of its posts is gone meanwhile."""
    is_there = or_(topics.posts_visible_to(viewer), Notice.kind == NoticeKind.FOLLOWED)
    return and_(Topic.id.is_not(None), topics.topics_visible_to(viewer), is_there)


def _of_doors(viewer: User) -> ColumnElement[bool]:
    return or_(
        and_(Notice.kind == NoticeKind.REQUEST, _moderated_by(viewer)),
        and_(Notice.kind == NoticeKind.ADMITTED, channels.readable_by(viewer)),
        and_(Notice.kind == NoticeKind.REFUSED, channels.listed_to(viewer)),
    )


def _of_badges() -> ColumnElement[bool]:
    """A badge that was taken away is spoken of no more."""
    award = aliased(BadgeAward)
    stands = select(award.id).where(award.id == Notice.award_id, award.revoked_at.is_(None))
    return and_(Notice.kind == NoticeKind.BADGE, stands.exists())


def _of_news(viewer: User) -> ColumnElement[bool]:
    """What a member is told of themselves, and of nothing that somebody could close to them."""
    mine = and_(Notice.kind.in_(SAYINGS), Notice.topic_id.is_(None))
    return mine if viewer.is_staff else and_(mine, Notice.kind.not_in(FOR_STAFF))


def _moderated_by(viewer: User) -> ColumnElement[bool]:
    """The twin of `channels.can_admit` for a query of many channels."""
    if viewer.is_staff:
        return true()
    seats = select(ChannelMember.channel_id).where(
        ChannelMember.user_id == viewer.id, ChannelMember.role == ChannelRole.MODERATOR
    )
    return Channel.id.in_(seats)
