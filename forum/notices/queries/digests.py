"""What a summary says to a member, and whose summary is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, and_, func, or_, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.badges import showing
from forum.channels import policy as channels
from forum.channels.models import Channel, Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.launch_reports import queries as launch_reports
from forum.launches import queries as launches
from forum.launches.queries import Coming
from forum.mail.models import NOWHERE
from forum.members import queries as members
from forum.newcomers.models import Interest
from forum.notices import settings
from forum.notices.kinds import LABELS, DigestWhen, Wish
from forum.notices.models import Digest, Inbox, Notice, wish_among
from forum.notices.queries.inbox import Line, inbox_of, lines_among
from forum.points import queries as points
from forum.reading import policy as reading
from forum.tiers import queries as tiers
from forum.tiers.models import Tier
from forum.tiers.queries import Lack
from forum.topics.models import Post, State, Topic, TopicTag

MOST_BEST = 5
MOST_QUESTIONS = 3
MOST_LINES = 8
# Questions older than this have waited for others.
ASKED = timedelta(days=30)
# From what somebody wrote so long ago one still knows what they care about.
CARED = timedelta(days=365)
SPAN = {DigestWhen.DAILY: timedelta(days=1), DigestWhen.WEEKLY: timedelta(days=7)}
# So long after its hour a summary may still go out, when no worker was there.
LATE = {DigestWhen.DAILY: timedelta(hours=12), DigestWhen.WEEKLY: timedelta(days=2)}
DAYS = tuple(settings.DAYS)


@dataclass(frozen=True)
class Entry:
    """A topic in a summary."""

    topic_id: int
    title: str
    slug: str
    channel: str
    replies: int
    reactions: int


@dataclass(frozen=True)
class Contents:
    """All that a summary says."""

    when: DigestWhen
    best: Sequence[Entry]
    questions: Sequence[Entry]
    lines: Sequence[Line]
    points: int
    tier: Tier | None
    lack: Lack
    # The badge that is nearest, and how much of it is done, in percent.
    badge: str
    nearness: int
    # The launch that is open for the member, or opens for them next; weekly.
    launch: Coming | None
    # Whether they heard of it in this week, and have not looked at it.
    is_launch_new: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read: how far one has come is no reason for a letter, and
        neither is a launch of which one knows."""
        return not (self.best or self.questions or self.lines or self.is_launch_new)


@dataclass(frozen=True)
class Due:
    """Whose summary is due, for which day of theirs."""

    user_id: int
    day: str
    when: DigestWhen


def contents_for(member: User, when: DigestWhen, *, with_lines: bool = True) -> Contents:
    """What a summary says to this member now; nothing that they may not see."""
    since = clock.now() - SPAN[when]
    best = _best(member, since)
    questions = _questions(member, {entry.topic_id for entry in best})
    progress = tiers.progress_of(member)
    launch = launches.coming_for(member, clock.now()) if when == DigestWhen.WEEKLY else None
    near = next(iter(showing.next_for(member, showing.held_by(member, member))), None)
    return Contents(
        when=when,
        best=best,
        questions=questions,
        lines=gathered(member) if with_lines else [],
        points=points.status_points([member.id], days=SPAN[when].days).get(member.id, 0),
        tier=progress.next,
        lack=progress.lack,
        badge=near.medal.name if near else "",
        nearness=int(100 * near.nearness) if near else 0,
        launch=launch,
        is_launch_new=launch is not None and _is_new(launch, member, since),
    )


def _is_new(one: Coming, member: User, since: datetime) -> bool:
    return one.known_at > since and not launch_reports.has_seen(member.id, one.launch.id)


def gathered(member: User) -> Sequence[Line]:
    """Unread notices that the member wants gathered and that no summary has told yet."""
    wishes = inbox_of(member).wishes
    wanted = [each for each in LABELS if wish_among(wishes, each) == Wish.GATHERED]
    if not wanted:
        return []
    query = select(Notice).where(
        Notice.user_id == member.id, Notice.read_at.is_(None), Notice.mailed_at.is_(None)
    )
    latest = query.order_by(Notice.latest_at.desc(), Notice.id.desc())
    found = [one.id for one in db.session.scalars(latest) if one.subject in wanted]
    return lines_among(member, found[:MOST_LINES])


def due_digests(limit: int) -> Sequence[Due]:
    """Whose summary is due now and was not thought of yet: so many at most."""
    found: list[Due] = []
    for zone in db.session.scalars(select(User.time_zone).distinct().order_by(User.time_zone)):
        for when in SPAN:
            if len(found) < limit:
                found += _due_in(zone, when, limit - len(found))
    return found


def turn_of(zone: str | None, when: DigestWhen) -> datetime:
    """The latest moment at which summaries of this kind went out where this zone's clocks hold."""
    local = clock.now().astimezone(zone_of(zone))
    turn = local.replace(hour=settings.DIGEST_HOUR.get(), minute=0, second=0, microsecond=0)
    if turn > local:
        turn -= timedelta(days=1)
    if when == DigestWhen.WEEKLY:
        turn -= timedelta(days=(turn.weekday() - DAYS.index(settings.DIGEST_DAY.get())) % 7)
    return turn


def zone_of(name: str | None) -> tzinfo:
    """The clock of a member who chose this one, or none. One that nobody knows must not keep all
    summaries back."""
    try:
        return ZoneInfo(name or settings.DIGEST_ZONE.get())
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _due_in(zone: str | None, when: DigestWhen, limit: int) -> Sequence[Due]:
    turn = turn_of(zone, when)
    if clock.now() - turn > LATE[when]:
        return []
    day = turn.date().isoformat()
    there = select(Digest.user_id).where(Digest.user_id == User.id, Digest.day == day)
    chosen = func.coalesce(Inbox.digest, settings.DIGEST.get())
    query = (
        select(User.id)
        .outerjoin(Inbox, Inbox.user_id == User.id)
        .where(
            User.time_zone == zone if zone else User.time_zone.is_(None),
            chosen == when,
            _is_reached(turn - timedelta(days=1)),
            ~there.exists(),
            _sent_in_vain() < settings.DIGEST_STOPS_AFTER.get(),
        )
        .order_by(User.id)
        .limit(limit)
    )
    return [Due(user_id, day, when) for user_id in db.session.scalars(query)]


def _is_reached(joined_by: datetime) -> ColumnElement[bool]:
    """Members whom letters reach, who have been here for a day at least, and who stay."""
    return and_(
        User.approved_at < joined_by,
        User.deactivated_at.is_(None),
        ~accounts.leavers_among(),
        User.email_confirmed_at.is_not(None),
        ~User.email.endswith(NOWHERE),
    )


def _sent_in_vain() -> ColumnElement[int]:
    """How many summaries a member was sent since they were last here."""
    seen = func.coalesce(User.last_seen_at, User.created_at)
    query = select(func.count()).where(
        Digest.user_id == User.id, Digest.was_sent.is_(True), Digest.at > seen
    )
    return query.scalar_subquery()


def _best(member: User, since: datetime) -> Sequence[Entry]:
    worth = 5 * Topic.reaction_count + 3 * Topic.people_count + Topic.reply_count
    return _entries(
        member,
        Topic.created_at >= since,
        Topic.bumped_at >= since,
        reading.is_unread(member),
        order=(worth.desc(), Topic.id.desc()),
        limit=MOST_BEST,
    )


def _questions(member: User, known: Collection[int]) -> Sequence[Entry]:
    """Open questions under the tags that the member writes under, or said they care for."""
    cared = select(Interest.tag_id).where(
        Interest.user_id == member.id, Interest.tag_id.is_not(None)
    )
    tags = (
        select(TopicTag.tag_id)
        .join(Post, Post.topic_id == TopicTag.topic_id)
        .where(
            Post.author_id == member.id,
            Post.state == State.PUBLISHED,
            Post.created_at > clock.now() - CARED,
        )
    )
    known_tag = or_(TopicTag.tag_id.in_(tags), TopicTag.tag_id.in_(cared))
    waits = or_(
        and_(Channel.kind == Kind.QUESTION, Topic.answer_id.is_(None)),
        and_(Channel.kind != Kind.QUESTION, Topic.reply_count == 0),
    )
    return _entries(
        member,
        Topic.created_at > clock.now() - ASKED,
        Topic.closed_at.is_(None),
        waits,
        Topic.id.in_(select(TopicTag.topic_id).where(known_tag)),
        Topic.id.not_in(known),
        order=(Topic.created_at.desc(), Topic.id.desc()),
        limit=MOST_QUESTIONS,
    )


def _entries(
    member: User, *which: ColumnElement[bool], order: Sequence[ColumnElement[Any]], limit: int
) -> Sequence[Entry]:
    """Topics of others that the member may read, did not mute, and whose authors they did not
    block."""
    query = (
        select(
            Topic.id,
            Topic.title,
            Topic.slug,
            Channel.name,
            Topic.reply_count,
            Topic.reaction_count,
        )
        .join(Channel, Channel.id == Topic.channel_id)
        .where(
            Topic.state == State.PUBLISHED,
            Channel.kind != Kind.LIVE,
            channels.readable_by(member),
            Topic.author_id != member.id,
            Topic.author_id.not_in(members.blocked_by(member.id)),
            ~reading.is_muted(),
            *which,
        )
        .order_by(*order)
        .limit(limit)
    )
    return [Entry(*row) for row in db.session.execute(reading.standing(query, member))]
