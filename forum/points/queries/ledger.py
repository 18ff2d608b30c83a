"""The ledger of a member: every line with its rule and its thing; and what can be had today."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import func, literal, select, tuple_

from forum.accounts.models import User, Viewer
from forum.activity.models import Deed
from forum.activity.queries import day_of
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import UtcDateTime, db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.points.models import PointsEntry, Reason
from forum.points.queries.balances import DAYS
from forum.points.queries.log import EPOCH, rules
from forum.points.ruling import ONCE, Rule
from forum.topics import policy as topics
from forum.topics.models import Post, Topic

# How many points people like to know a way to.
GOAL = 50


class LineState(StrEnum):
    """What has become of the points of a line."""

    COUNTS = "counts"
    PENDING = "pending"
    REVERSED = "reversed"
    OLD = "old"


@dataclass(frozen=True)
class Source:
    """Where the points come from, as long as the reader may see it."""

    post_id: int
    title: str


@dataclass(frozen=True)
class LedgerLine:
    """One line of the ledger."""

    entry: PointsEntry
    state: LineState
    # What the team wrote, for points that they gave or took.
    words: str
    source: Source | None
    # Whether it is about a text, also one that the reader may not see any more.
    is_about_text: bool


@dataclass(frozen=True)
class Left:
    """What a rule still gives to a member today."""

    reason: Reason
    rule: Rule
    # How often it still counts today; nothing is without limit.
    times: int | None

    @property
    def goal_times(self) -> int:
        """How often it must be done for the goal."""
        return -(-GOAL // self.rule.value)

    @property
    def points(self) -> int | None:
        """How many points that are in all."""
        return None if self.times is None else self.times * self.rule.value


def ledger_of(member: User, viewer: Viewer, after: Cursor | None = None) -> Page[LedgerLine]:
    """The lines of a member, the latest first, as the viewer may see them. Two queries."""
    query = (
        select(PointsEntry, Deed.thing_kind, Deed.thing_id, Deed.words)
        .join(Deed, Deed.id == PointsEntry.deed_id)
        .where(PointsEntry.user_id == member.id)
        .order_by(PointsEntry.at.desc(), PointsEntry.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if after:
        moment = literal(after.moment, UtcDateTime)
        query = query.where(tuple_(PointsEntry.at, PointsEntry.id) < tuple_(moment, after.id))
    found = db.session.execute(query).all()
    shown = found[:PAGE_SIZE]
    sources = _sources({row.thing_id for row in shown if row.thing_kind == "post"}, viewer)
    last = shown[-1][0] if len(found) > PAGE_SIZE else None
    return Page(
        [
            LedgerLine(
                entry=row[0],
                state=_state(row[0]),
                words=row.words if row[0].reason == Reason.STAFF else "",
                source=sources.get(row.thing_id) if row.thing_kind == "post" else None,
                is_about_text=row.thing_kind == "post",
            )
            for row in shown
        ],
        next=cursor_at(last.at, last.id).encode() if last else None,
    )


def left_today(member: User) -> Sequence[Left]:
    """What the rules of this moment still give to the member before the day ends."""
    now = clock.now()
    today = _taken(member, since_day=day_of(now))
    ever = _taken(member, since_day=0)
    found = []
    for reason, rule in rules().at(now).items():
        if not rule.gives:
            continue
        taken = ever.get(reason, 0) if reason in ONCE else today.get(reason, 0)
        most = 1 if reason in ONCE else rule.daily_cap
        found.append(Left(reason, rule, max(0, most - taken) if most else None))
    return found


def channel_names(viewer: Viewer, of: Iterable[Rule]) -> Mapping[int, str]:
    """The names of the channels that rules are about, as far as the viewer knows of them."""
    wanted = {channel_id for rule in of for channel_id in rule.channels}
    if not wanted:
        return {}
    query = select(Channel.id, Channel.name).where(
        Channel.id.in_(wanted), channels.readable_by(viewer)
    )
    return {row.id: row.name for row in db.session.execute(query)}


def _taken(member: User, since_day: int) -> Mapping[Reason, int]:
    """How often each rule has counted since a day; what was taken back has taken its place."""
    query = (
        select(PointsEntry.reason, func.count())
        .where(PointsEntry.user_id == member.id)
        .group_by(PointsEntry.reason)
    )
    if since_day:
        query = query.where(PointsEntry.at >= EPOCH + timedelta(days=since_day))
    return {Reason(row[0]): row[1] for row in db.session.execute(query)}


def _state(entry: PointsEntry) -> LineState:
    now = clock.now()
    if not entry.stands:
        return LineState.REVERSED
    if entry.posts_at > now:
        return LineState.PENDING
    return LineState.COUNTS if entry.at > now - timedelta(days=DAYS) else LineState.OLD


def _sources(post_ids: Collection[int], viewer: Viewer) -> Mapping[int, Source]:
    """Those of the posts that the viewer may read, by id."""
    if not post_ids:
        return {}
    query = (
        select(Post.id, Topic.title)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(Post.id.in_(post_ids), topics.topics_visible_to(viewer))
        .where(topics.posts_visible_to(viewer))
    )
    return {row.id: Source(row.id, row.title) for row in db.session.execute(query)}
