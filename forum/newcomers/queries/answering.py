"""Who could reply to a first post, whose turn it is, and how often newcomers are answered."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select

from forum.accounts import queries as accounts
from forum.accounts.models import Role, User
from forum.channels import policy as doors
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import db
from forum.newcomers.models import Buddy, FirstPost
from forum.newcomers.policy import MOST_A_WEEK, WEEK
from forum.topics import queries as topics
from forum.topics.models import Post, State, Tag, Topic, TopicTag

HELPERS = 3
# Who has had no answer accepted for so long may know it no more.
FRESH = timedelta(days=365)
# An answer under the same tag says more than one in the same channel.
TAG_COUNTS = 3
AWAY = timedelta(days=30)
WEEKS = 6
# Of fewer first posts no rate is told.
FEWEST = 5
RATE_DAYS = 14
LOWEST_RATE = 70


@dataclass(frozen=True)
class Week:
    """The first posts of a week that have had a day to be answered; from is its Monday."""

    begins: date
    posts: int = 0
    in_12: int = 0
    in_24: int = 0

    @property
    def rate_12(self) -> int:
        """How many of a hundred had a reply within 12 hours."""
        return round(100 * self.in_12 / self.posts) if self.posts else 0

    @property
    def rate_24(self) -> int:
        """How many of a hundred had a reply within 24 hours."""
        return round(100 * self.in_24 / self.posts) if self.posts else 0


def tags_of(firsts: Sequence[FirstPost]) -> Mapping[int, Sequence[Tag]]:
    """The tags of the topics in which these first posts stand, by topic."""
    return topics.tags_of([first.topic_id for first in firsts])


def helpers_of(
    firsts: Sequence[FirstPost], tags: Mapping[int, Sequence[Tag]]
) -> Mapping[int, Sequence[User]]:
    """For each first post up to three members whose answers were accepted nearby; three queries."""
    by_tag = _answerers(TopicTag.tag_id, {tag.id for some in tags.values() for tag in some})
    by_channel = _answerers(Topic.channel_id, {first.post.topic.channel_id for first in firsts})
    chosen: dict[int, list[int]] = {}
    for first in firsts:
        scores = Counter(by_channel[first.post.topic.channel_id])
        if first.post.topic.channel.visibility not in doors.CLOSED_DOORS:
            for tag in tags.get(first.topic_id, ()):
                for user_id, count in by_tag[tag.id].items():
                    scores[user_id] += TAG_COUNTS * count
        del scores[first.user_id]
        best = sorted(scores, key=lambda user_id: (-scores[user_id], user_id))
        chosen[first.id] = best[:HELPERS]
    people = topics.people_by_ids({user_id for some in chosen.values() for user_id in some})
    return {first_id: [people[one] for one in some] for first_id, some in chosen.items()}


def next_buddy(first: FirstPost) -> int | None:
    """The volunteer whose turn it is: who was asked least lately, and not twice this week."""
    last = func.max(FirstPost.buddy_asked_at)
    this_week = func.count(FirstPost.id).filter(FirstPost.buddy_asked_at > clock.now() - WEEK)
    query = (
        _present(select(Buddy.user_id).join(User, User.id == Buddy.user_id))
        .outerjoin(FirstPost, FirstPost.buddy_id == Buddy.user_id)
        .where(User.last_seen_at > clock.now() - AWAY, Buddy.user_id != first.user_id)
        .group_by(Buddy.user_id, Buddy.since)
        .having(this_week < MOST_A_WEEK)
        .order_by(last.asc().nulls_first(), Buddy.since, Buddy.user_id)
    )
    found: int | None = db.session.scalar(query.limit(1))
    return found


def is_buddy(member: User) -> bool:
    """Whether the member volunteers."""
    return db.session.get(Buddy, member.id) is not None


def buddies() -> int:
    """How many members volunteer."""
    return db.session.scalar(select(func.count(Buddy.user_id))) or 0


def weeks() -> Sequence[Week]:
    """How the first posts of the last weeks were answered, this week first."""
    now = clock.now()
    monday = now.date() - timedelta(days=now.weekday())
    begins = [monday - timedelta(weeks=back) for back in range(WEEKS)]
    found: dict[date, list[float | None]] = defaultdict(list)
    for published, answered in _answered(now - timedelta(weeks=WEEKS)):
        day = published.date()
        waited = (answered - published) / timedelta(hours=1) if answered else None
        found[day - timedelta(days=day.weekday())].append(waited)
    return [_week(begin, found[begin]) for begin in begins]


def rate() -> int | None:
    """How many first posts of a hundred were answered within 24 hours lately; none of too few."""
    rows = _answered(clock.now() - timedelta(days=RATE_DAYS))
    if len(rows) < FEWEST:
        return None
    good = [1 for begun, ended in rows if ended and ended - begun <= timedelta(hours=24)]
    return round(100 * len(good) / len(rows))


def member_share() -> int | None:
    """How many answers of a hundred to first posts came from members, not from the team."""
    of_team = User.role.in_((Role.ADMIN, Role.MODERATOR))
    query = (
        select(func.count(FirstPost.id), func.count(FirstPost.id).filter(~of_team))
        .join(Post, Post.id == FirstPost.answer_id)
        .join(User, User.id == Post.author_id)
        .where(FirstPost.published_at > clock.now() - timedelta(weeks=WEEKS))
    )
    answers, by_members = db.session.execute(query).one()
    return round(100 * by_members / answers) if answers >= FEWEST else None


def _week(begins: date, waits: Sequence[float | None]) -> Week:
    within = [[1 for one in waits if one is not None and one <= most] for most in (12, 24)]
    return Week(begins, len(waits), *map(len, within))


def _answered(since: datetime) -> Sequence[tuple[datetime, datetime | None]]:
    """When first posts were published, and answered; those that have had a day for it."""
    until = clock.now() - timedelta(hours=24)
    query = (
        select(FirstPost.published_at, FirstPost.answered_at)
        .join(Post, Post.id == FirstPost.post_id)
        .where(
            Post.state == State.PUBLISHED,
            FirstPost.published_at >= since,
            FirstPost.published_at <= until,
        )
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _answerers(place: Any, places: set[int]) -> Mapping[int, Mapping[int, int]]:
    """Whose answers were accepted in each place, and how many."""
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    if not places:
        return found
    query = (
        select(place, Post.author_id, func.count(Post.id))
        .select_from(Topic)
        .join(Post, and_(Post.id == Topic.answer_id, Post.state == State.PUBLISHED))
        .join(Channel, Channel.id == Topic.channel_id)
        .join(User, User.id == Post.author_id)
        .where(place.in_(places), Topic.state == State.PUBLISHED)
        .where(Topic.answered_at > clock.now() - FRESH)
        .group_by(place, Post.author_id)
    )
    if place is TopicTag.tag_id:
        query = query.join(TopicTag, TopicTag.topic_id == Topic.id)
    for key, user_id, count in db.session.execute(_present(query)):
        found[key][user_id] = count
    return found


def _present(query: Any) -> Any:
    """Only members who may come in and write now, and who stay."""
    now = clock.now()
    return query.where(
        ~accounts.leavers_among(),
        User.deactivated_at.is_(None),
        User.approved_at.is_not(None),
        (User.suspended_until.is_(None)) | (User.suspended_until <= now),
        (User.silenced_until.is_(None)) | (User.silenced_until <= now),
    )
