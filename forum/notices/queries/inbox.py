"""Reading a member's inbox: nothing leaves here that they may not see any more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from forum.accounts.models import User, Viewer
from forum.badges import wording
from forum.badges.models import TAG_KEY, Badge, BadgeAward
from forum.badges.queries import tag_names
from forum.channels.models import Channel, EntryRequest
from forum.kernel.db import UtcDateTime, db
from forum.kernel.direct import Direct
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.kernel.tallies import Tally
from forum.markup.render import excerpt
from forum.moderation.models import Reviewable
from forum.notices import policy
from forum.notices.kinds import NoticeKind
from forum.notices.models import Inbox, Notice, NoticePerson
from forum.notices.news import news_of
from forum.notices.saying import News
from forum.topics.models import Post, Topic

EXCERPT = 240
# Of the people whom a line gathers so many are named.
NAMED = 2


@dataclass(frozen=True)
class Line:
    """A notice with what its line, or its letter, says."""

    notice: Notice
    title: str
    slug: str
    excerpt: str
    number: int | None
    channel_name: str
    channel_slug: str
    # Words of a moderator to the member, given with a decision.
    words: str
    actor: User | None
    # The people of a line about reactions, the last ones first.
    people: Sequence[User] = ()
    badge: Badge | None = None
    # The tag of a badge that is given for each.
    badge_tag: str = ""

    @property
    def badge_name(self) -> str:
        """What the badge is called, in the language of the moment."""
        return wording.name_of(self.badge, self.badge_tag) if self.badge else ""

    @property
    def news(self) -> News | None:
        """What it says, in the language of the moment, when it is about no post."""
        name = self.actor.display_name if self.actor else ""
        facts = {**self.notice.facts, "count": self.count}
        return news_of(self.notice.kind, facts, name)

    @property
    def count(self) -> int:
        """How many the line gathers; of a milestone, how many it is about."""
        return int(self.notice.facts.get("count", self.notice.count))


def inbox_of(member: Viewer) -> Inbox:
    """The member's count and wishes; an empty one when there is nothing yet."""
    found = db.session.get(Inbox, member.id)
    return found or Inbox(user_id=member.id, unread=0, wishes={}, mail_when="away")


def unread_count(member: Viewer) -> int:
    """How many notices the member has not read, in one query or none."""
    known = UNREAD.known(member.id)
    if known is not None:
        return known
    found = _UNREAD.row(user=member.id)
    return found[0] if found else 0


def notice_of(member: Viewer, notice_id: int) -> Notice:
    """The member's own notice. Raises NotFound."""
    query = select(Notice).where(Notice.id == notice_id, Notice.user_id == member.id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def lines_of(member: User, after: Cursor | None = None, *, only_unread: bool = False) -> Page[Line]:
    """The member's notices, the latest first, in two queries."""
    query = _lines(member).order_by(Notice.latest_at.desc(), Notice.id.desc())
    if only_unread:
        query = query.where(Notice.read_at.is_(None))
    if after:
        moment = literal(after.moment, UtcDateTime)
        query = query.where(tuple_(Notice.latest_at, Notice.id) < tuple_(moment, after.id))
    found = db.session.execute(query.limit(PAGE_SIZE + 1)).all()
    last = found[PAGE_SIZE - 1][0] if len(found) > PAGE_SIZE else None
    return Page(
        _with_people(member, found[:PAGE_SIZE]),
        next=cursor_at(last.latest_at, last.id).encode() if last else None,
    )


def lines_among(member: User, notice_ids: Collection[int]) -> Sequence[Line]:
    """Those of the member's notices that they may see, the earliest first."""
    query = _lines(member).where(Notice.id.in_(notice_ids))
    return _with_people(
        member, db.session.execute(query.order_by(Notice.created_at, Notice.id)).all()
    )


def visible_ids(member: User, notice_ids: Collection[int]) -> Collection[int]:
    """Which of these notices the member may see now."""
    query = _joined(select(Notice.id), member).where(Notice.id.in_(notice_ids))
    return set(db.session.scalars(query))


def _lines(member: User) -> Select[*tuple[Any, ...]]:
    actor = aliased(User)
    columns = select(
        Notice,
        actor,
        Topic.title,
        Topic.slug,
        func.substr(Post.text, 1, EXCERPT + 1).label("excerpt"),
        Post.number,
        Channel.name.label("channel_name"),
        Channel.slug.label("channel_slug"),
        func.coalesce(Reviewable.note, EntryRequest.note, "").label("words"),
        Badge,
        BadgeAward.occurrence_key.label("occurrence"),
    )
    return (
        _joined(columns, member)
        .outerjoin(actor, actor.id == Notice.actor_id)
        .outerjoin(Reviewable, Reviewable.id == Notice.case_id)
        .outerjoin(EntryRequest, EntryRequest.id == Notice.request_id)
        .outerjoin(BadgeAward, BadgeAward.id == Notice.award_id)
        .outerjoin(Badge, Badge.id == BadgeAward.badge_id)
    )


def _joined(query: Select[*tuple[Any, ...]], member: User) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Notice)
        .outerjoin(Topic, Topic.id == Notice.topic_id)
        .outerjoin(Post, Post.id == Notice.post_id)
        .outerjoin(Channel, or_(Channel.id == Topic.channel_id, Channel.id == Notice.channel_id))
        .where(policy.seen_by(member))
    )


def _with_people(member: User, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Line]:
    people = _people_of([row[0].id for row in rows])
    tags = tag_names(member, {_tag_id(row) for row in rows} - {0})
    return [_line(row, people.get(row[0].id, ()), tags) for row in rows]


def _tag_id(row: Row[*tuple[Any, ...]]) -> int:
    """The tag of a badge that is given for each; 0 for none."""
    is_of_tag = (row.occurrence or "").startswith(TAG_KEY)
    return int(row.occurrence.removeprefix(TAG_KEY)) if is_of_tag else 0


def _line(row: Row[*tuple[Any, ...]], people: Sequence[User], tags: Mapping[int, str]) -> Line:
    notice: Notice = row[0]
    return Line(
        notice=notice,
        title=row.title or "",
        slug=row.slug or "",
        # A gathered line stands for several posts, and one of them may be gone.
        excerpt="" if notice.kind == NoticeKind.FOLLOWED else excerpt(row.excerpt or "", EXCERPT),
        number=row.number,
        channel_name=row.channel_name or "",
        channel_slug=row.channel_slug or "",
        words=row.words,
        actor=row[1],
        people=people,
        badge=row.Badge,
        badge_tag=tags.get(_tag_id(row), ""),
    )


def _people_of(notice_ids: Collection[int]) -> Mapping[int, Sequence[User]]:
    """The last few people of each line, in one query whatever the page holds."""
    place = func.row_number().over(
        partition_by=NoticePerson.notice_id,
        order_by=(NoticePerson.at.desc(), NoticePerson.user_id.desc()),
    )
    ranked = (
        select(NoticePerson.notice_id, NoticePerson.user_id, place.label("place"))
        .where(NoticePerson.notice_id.in_(notice_ids))
        .subquery()
    )
    query = (
        select(ranked.c.notice_id, User)
        .join(User, User.id == ranked.c.user_id)
        .where(ranked.c.place <= NAMED)
        .order_by(ranked.c.notice_id, ranked.c.place)
    )
    found: dict[int, list[User]] = {}
    for notice_id, person in db.session.execute(query):
        found.setdefault(notice_id, []).append(person)
    return found


def line_of(user_id: int, key: str) -> Notice | None:
    """The open line that gathers under this key."""
    query = select(Notice).where(Notice.user_id == user_id, Notice.key == key)
    return db.session.scalar(query.execution_options(populate_existing=True))


def has_gathered(user_id: int, key: str, person_id: int) -> bool:
    """Whether the open line names this person already."""
    query = (
        select(NoticePerson.user_id)
        .join(Notice, Notice.id == NoticePerson.notice_id)
        .where(Notice.user_id == user_id, Notice.key == key, NoticePerson.user_id == person_id)
    )
    return db.session.scalar(query) is not None


def last_person_of(notice_id: int) -> int | None:
    """Whom the line gathered last."""
    query = select(NoticePerson.user_id).where(NoticePerson.notice_id == notice_id)
    return db.session.scalar(query.order_by(NoticePerson.at.desc()).limit(1))


@dataclass(frozen=True)
class Unread:
    """An unread notice and where its post stands."""

    id: int
    user_id: int
    topic_id: int | None
    number: int | None


def unread_in_topics(pairs: Collection[tuple[int, int]]) -> Sequence[Unread]:
    """The unread notices of these (member, topic) pairs, in one query."""
    query = (
        select(Notice.id, Notice.user_id, Notice.topic_id, Post.number)
        .outerjoin(Post, Post.id == Notice.post_id)
        .where(
            Notice.read_at.is_(None),
            Notice.topic_id.in_({topic_id for _, topic_id in pairs}),
            Notice.user_id.in_({user_id for user_id, _ in pairs}),
        )
    )
    rows = [Unread(*row) for row in db.session.execute(query)]
    return [row for row in rows if (row.user_id, row.topic_id) in pairs]


_UNREAD = Direct(select(Inbox.unread).where(Inbox.user_id == bindparam("user")))
UNREAD = Tally(
    lambda who: (
        select(Inbox.unread).where(Inbox.user_id == who).correlate_except(Inbox).scalar_subquery()
    )
)
