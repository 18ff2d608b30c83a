"""Product experts: who knows the subjects of a topic, and whether they still answer there."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, cast, exists, literal, select

from forum.accounts.models import User, Viewer
from forum.activity.models import Deed, DeedKind
from forum.badges.models import TAG_KEY, Badge, BadgeAward
from forum.badges.supplied import EXPERT
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import UtcDateTime, db
from forum.kernel.direct import Direct
from forum.kernel.recent import Recent
from forum.topics.models import State, Tag, Topic, TopicTag

# Who has not replied under the tag for so long is a former expert, until the next reply there.
FRESH = timedelta(days=180)
MOST_IN_MIND = 2000
_KEY = literal(TAG_KEY) + cast(Tag.id, String)


def experts_in(topic_ids: Collection[int], member_ids: Collection[int]) -> Mapping[int, list[str]]:
    """The tags of these topics that each of these members knows well now; one query, or none."""
    found: dict[int, list[str]] = {}
    among = _AMONG.get()
    members = list(member_ids) if among is None else [one for one in member_ids if one in among]
    if not members:
        return found
    given = {"topics": list(topic_ids), "members": members, "since": clock.now() - FRESH}
    for member_id, name in _EXPERTS.rows(**given):
        if name not in found.setdefault(member_id, []):
            found[member_id].append(name)
    return found


def expertise_of(viewer: Viewer, member_ids: Collection[int]) -> Mapping[int, list[str]]:
    """The tags that each of these members knows well now, as far as the viewer may know of them,
    in one query."""
    found: dict[int, list[str]] = {}
    query = _current().where(BadgeAward.user_id.in_(member_ids), _known_to(viewer))
    query = query.order_by(BadgeAward.id)
    for member_id, name in db.session.execute(query):
        found.setdefault(member_id, []).append(name)
    return found


def expert_tags(viewer: Viewer) -> Mapping[int, str]:
    """The tags that somebody knows well and that the viewer may know of, by id, in the order of
    their names."""
    query = (
        select(Tag.id, Tag.name)
        .join(BadgeAward, BadgeAward.occurrence_key == _KEY)
        .join(Badge, Badge.id == BadgeAward.badge_id)
        .where(BadgeAward.revoked_at.is_(None), Badge.slug == EXPERT, _known_to(viewer))
        .distinct()
        .order_by(Tag.name)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def experts_under(viewer: Viewer, tag_id: int) -> Select[int]:
    """The ids of members who know the tag well now; nobody if the viewer may not know of it."""
    query = _current().where(Tag.id == tag_id, _known_to(viewer))
    return query.with_only_columns(BadgeAward.user_id)


def tags_of_awards(
    viewer: Viewer, member: User, awards: Sequence[BadgeAward]
) -> Mapping[int, tuple[str, bool]]:
    """By tag, its name if the viewer may know of it, and whether the member has replied under it
    lately; one query, or none."""
    tag_ids = [award.tag_id for award in awards if award.tag_id is not None]
    if not tag_ids:
        return {}
    lately = _replied_under(Tag.id, literal(member.id), literal(clock.now() - FRESH, UtcDateTime))
    query = select(Tag.id, Tag.name, lately, _known_to(viewer)).where(Tag.id.in_(tag_ids))
    rows = db.session.execute(query)
    return {row[0]: (row[1] if row[3] else "", bool(row[2])) for row in rows}


def tag_names(viewer: Viewer, tag_ids: Collection[int]) -> Mapping[int, str]:
    """The names of these tags, as far as they are there and the viewer may know of them."""
    if not tag_ids:
        return {}
    query = select(Tag.id, Tag.name).where(Tag.id.in_(tag_ids), _known_to(viewer))
    return {row[0]: row[1] for row in db.session.execute(query)}


def _known_to(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the tag stands at a topic that the viewer may read: else its name says too much."""
    stands = (
        select(TopicTag.topic_id)
        .join(Topic, Topic.id == TopicTag.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(
            TopicTag.tag_id == Tag.id,
            Topic.state == State.PUBLISHED,
            channels.readable_by(viewer),
        )
    )
    return stands.correlate(Tag).exists()


def _replied_under(
    tag_id: Any, member_id: Any, since: ColumnElement[datetime]
) -> ColumnElement[bool]:
    tagged = select(TopicTag.topic_id).where(TopicTag.tag_id == tag_id).correlate_except(TopicTag)
    return exists().where(
        Deed.who_id == member_id,
        Deed.kind == DeedKind.REPLIED,
        Deed.at >= since,
        Deed.stands.is_(True),
        Deed.topic_id.in_(tagged),
    )


def _current() -> Select[int, str]:
    """Who knows which tag well, and has replied under it lately."""
    since = literal(clock.now() - FRESH, UtcDateTime)
    return (
        select(BadgeAward.user_id, Tag.name)
        .join(Badge, Badge.id == BadgeAward.badge_id)
        .join(Tag, BadgeAward.occurrence_key == _KEY)
        .where(
            BadgeAward.revoked_at.is_(None),
            Badge.slug == EXPERT,
            _replied_under(Tag.id, BadgeAward.user_id, since),
        )
    )


def _experts() -> Direct:
    lately = _replied_under(Tag.id, BadgeAward.user_id, bindparam("since", type_=UtcDateTime()))
    query = (
        select(BadgeAward.user_id, Tag.name)
        .join(Badge, Badge.id == BadgeAward.badge_id)
        .join(Tag, BadgeAward.occurrence_key == _KEY)
        .join(TopicTag, TopicTag.tag_id == Tag.id)
        .where(
            BadgeAward.user_id.in_(bindparam("members", expanding=True)),
            TopicTag.topic_id.in_(bindparam("topics", expanding=True)),
            BadgeAward.revoked_at.is_(None),
            Badge.slug == EXPERT,
            lately,
        )
        .order_by(BadgeAward.user_id, TopicTag.position)
    )
    return Direct(query)


_EXPERTS = _experts()


def _those_awarded() -> frozenset[int] | None:
    """Whoever knows any subject; nothing where they are too many to be kept in mind."""
    found = _AWARDED.scalars()
    return frozenset(found) if len(found) <= MOST_IN_MIND else None


_AWARDED = Direct(
    select(BadgeAward.user_id)
    .distinct()
    .join(Badge, Badge.id == BadgeAward.badge_id)
    .where(Badge.slug == EXPERT, BadgeAward.revoked_at.is_(None))
    .limit(MOST_IN_MIND + 1)
)
_AMONG = Recent(_those_awarded)
