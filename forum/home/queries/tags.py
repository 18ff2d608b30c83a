"""Tags, as far as the viewer may know of them: only those of topics that they may read."""

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, func, select, tuple_

from forum.accounts.models import Viewer
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.paging import Cursor, Page
from forum.kernel.policy import NotFound
from forum.topics.models import State, Tag, TagAddress, Topic, TopicTag

TAGS_ON_A_PAGE = 100
Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True)
class TagCount:
    """A tag, and on how many topics the viewer finds it."""

    id: int
    name: str
    count: int


class Renamed(Exception):
    """The tag is called otherwise now; carries the name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def tag_named(viewer: Viewer, name: str) -> Tag:
    """The tag, if any topic that carries it is open to the viewer. Raises NotFound and Renamed."""
    query = _carried(viewer, select(Tag)).where(Tag.name == name.lower()).limit(1)
    found = db.session.scalar(query)
    if found is None:
        raise _elsewhere(viewer, name.lower())
    return found


def _elsewhere(viewer: Viewer, old_name: str) -> Exception:
    """What to say about a name under which there is nothing: the way on, if it is open."""
    query = _carried(viewer, select(Tag.name)).join(TagAddress, TagAddress.tag_id == Tag.id)
    name = db.session.scalar(query.where(TagAddress.name == old_name).limit(1))
    return NotFound() if name is None else Renamed(name)


def all_tags(viewer: Viewer, after: Cursor | None = None) -> Page[TagCount]:
    """All tags, the most used first."""
    count = func.count(Topic.id)
    query = _carried(viewer, select(Tag.id, Tag.name, count)).group_by(Tag.id, Tag.name)
    if after:
        query = query.having(tuple_(count, Tag.id) < tuple_(after.value, after.id))
    query = query.order_by(count.desc(), Tag.id.desc()).limit(TAGS_ON_A_PAGE + 1)
    found = [TagCount(*row) for row in db.session.execute(query)]
    items = found[:TAGS_ON_A_PAGE]
    is_all = len(found) <= TAGS_ON_A_PAGE
    return Page(items, next=None if is_all else Cursor(items[-1].count, items[-1].id).encode())


def _carried(viewer: Viewer, query: Query) -> Query:
    return (
        query.join(TopicTag, TopicTag.tag_id == Tag.id)
        .join(Topic, Topic.id == TopicTag.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(Topic.state == State.PUBLISHED, channels.readable_by(viewer))
    )
