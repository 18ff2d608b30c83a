"""The addresses that guests may know, for site maps.

A topic is on the page that its id says, for ever: no page shifts when a topic comes or goes, and
each is one walk along the ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from forum.accounts.models import Guest
from forum.channels import policy as rooms
from forum.channels.models import Channel
from forum.guides import queries as shelf
from forum.kernel.db import db
from forum.topics import policy
from forum.topics.models import Tag, Topic, TopicTag

# Search engines take five times as many in one file; ten thousand are quickly made.
ADDRESSES_ON_A_PAGE = 10_000
LARGEST_ID = 2**31 - 1
GUEST = Guest()


@dataclass(frozen=True)
class Place:
    """Something with an address: its id, the word in its address, and when it last changed."""

    id: int
    word: str
    changed_at: datetime | None


def topic_pages() -> Sequence[Place]:
    """The numbers of pages on which there is a topic, each with its latest change."""
    number = (Topic.id - 1) // ADDRESSES_ON_A_PAGE + 1
    return _pages(_open(select(number, func.max(Topic.bumped_at))).group_by(number))


def topics(page: int) -> Sequence[Place]:
    """The topics of a page by id."""
    query = _open(select(Topic.id, Topic.slug, Topic.bumped_at))
    here = Topic.id.between(*_ids_on(page))
    return [Place(*row) for row in db.session.execute(query.where(here).order_by(Topic.id))]


def tag_pages() -> Sequence[Place]:
    """The numbers of pages on which there is a tag."""
    number = (Tag.id - 1) // ADDRESSES_ON_A_PAGE + 1
    return _pages(_carried(select(number, func.max(Topic.bumped_at))).group_by(number))


def tags(page: int) -> Sequence[Place]:
    """The tags of a page by id, each with the latest change of its topics."""
    here = Tag.id.between(*_ids_on(page))
    query = _carried(select(Tag.id, Tag.name, func.max(Topic.bumped_at))).where(here)
    rows = db.session.execute(query.group_by(Tag.id, Tag.name).order_by(Tag.id))
    return [Place(*row) for row in rows]


def channels() -> Sequence[Place]:
    """The channels that guests may read, by id, each with its latest activity."""
    query = (
        select(Channel.id, Channel.slug, func.coalesce(Channel.active_at, Channel.created_at))
        .where(rooms.readable_by(GUEST), Channel.merged_into_id.is_(None))
        .order_by(Channel.id)
        .limit(ADDRESSES_ON_A_PAGE)
    )
    return [Place(*row) for row in db.session.execute(query)]


def guides() -> Sequence[Place]:
    """The guides that guests may read."""
    return [Place(one.id, "", one.published_at) for one in shelf.open_to_guests()]


def _ids_on(page: int) -> tuple[int, int]:
    """The first and the last id of a page; nothing lies between those of a page that cannot be."""
    last = page * ADDRESSES_ON_A_PAGE
    return (last - ADDRESSES_ON_A_PAGE + 1, last) if 0 < last <= LARGEST_ID else (1, 0)


def _pages(query: Select[*tuple[Any, ...]]) -> Sequence[Place]:
    found = [Place(number, "", changed_at) for number, changed_at in db.session.execute(query)]
    return sorted(found, key=lambda page: page.id)


def _open(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Of topics, those that a guest may read."""
    joined = query.select_from(Topic).join(Channel, Channel.id == Topic.channel_id)
    return joined.where(policy.topics_visible_to(GUEST))


def _carried(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Of tags, those of a topic that a guest may read."""
    joined = query.select_from(Tag).join(TopicTag, TopicTag.tag_id == Tag.id)
    joined = joined.join(Topic, Topic.id == TopicTag.topic_id)
    joined = joined.join(Channel, Channel.id == Topic.channel_id)
    return joined.where(policy.topics_visible_to(GUEST))
