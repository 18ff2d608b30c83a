"""Which tags a topic carries."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.channels.policy import Seat
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.kernel.slugs import slugify
from forum.kernel.upsert import INSERTS, Insert
from forum.standing import queries as standing
from forum.standing.settings import Ability
from forum.topics import policy, queries, settings
from forum.topics.actions import sums
from forum.topics.models import Tag, Topic, TopicTag
from forum.topics.queries import tagging

MOST = 5
LONGEST = 30
# Put together once, because every topic that is started needs it.
_CARRY = insert(TopicTag.__table__)  # type: ignore[arg-type]


def checked(
    author: User, channel: Channel, *, seat: Seat, names: Iterable[str], is_imported: bool = False
) -> Sequence[str]:
    """The names as they are kept, each once. Raises Invalid when the channel does not take them.

    Whoever brings texts in from elsewhere brings their tags along, also those that are new here.
    """
    wanted = todays_names(map(kept_name, filter(str.strip, names)))
    if len(wanted) > MOST:
        raise Invalid("tags", "too_many", most=MOST)
    allowed = queries.allowed_in(channel.id) if wanted or channel.min_tags else ()
    # A channel cannot ask for more tags than it takes.
    least = min(channel.min_tags, len(allowed)) if allowed else channel.min_tags
    if len(wanted) < least:
        raise Invalid("tags", "too_few", least=least)
    for name in wanted:
        if allowed and name not in allowed:
            raise Invalid("tags", "not_here", name=name, allowed=", ".join(allowed))
    if not is_imported:
        _check_new(author, seat, wanted)
    return wanted


def with_labels(names: Sequence[str], labels: Sequence[str]) -> Sequence[str]:
    """The tags of a new topic, and as many of those that rules of the house add as it may carry."""
    return todays_names([*names, *labels])[:MOST] if labels else names


def put(topic: Topic, names: Sequence[str]) -> None:
    """Let the topic carry exactly these tags, in this order."""
    tags = known_or_new(names)
    if topic.is_published:
        sums.count_tags(topic, by=-1)
    db.session.execute(delete(TopicTag).where(TopicTag.topic_id == topic.id))
    _carry(topic, tags)
    if topic.is_published:
        sums.count_tags(topic, by=1)


def put_first(topic: Topic, names: Sequence[str]) -> None:
    """Let a topic that nobody knows of yet carry these tags, in this order."""
    db.session.flush()
    _carry(topic, known_or_new(names))


def _carry(topic: Topic, tags: Sequence[Tag]) -> None:
    rows = [
        {"topic_id": topic.id, "tag_id": tag.id, "position": position}
        for position, tag in enumerate(tags)
    ]
    if rows:
        db.session.execute(_CARRY, rows)


def known_or_new(names: Sequence[str]) -> Sequence[Tag]:
    """The tags of these names, made where they do not exist, and kept from being taken away."""
    if not names:
        return ()
    # In one order, so that two who make the same tags do not wait for each other in a ring.
    rows = [{"name": name} for name in sorted(names)]
    db.session.execute(_held(db.session.get_bind().dialect.name), rows)
    known = queries.tags_named(names)
    return [known[name] for name in names]


@lru_cache
def _held(dialect: str) -> Insert:
    """A tag that is there or is made now. Made once for each kind of database."""
    table: Any = Tag.__table__
    made = INSERTS[dialect](table).values(name=bindparam("name"), topic_count=0)
    # Changes nothing, and so holds the row: nobody takes the tag away before the end.
    same = {"topic_count": table.c.topic_count}
    held: Insert = made.on_conflict_do_update(index_elements=["name"], set_=same)
    return held


def todays_names(names: Iterable[str]) -> Sequence[str]:
    """Each name once; those that a tag had before are what it is called today."""
    once = list(dict.fromkeys(names))
    renamed = tagging.new_names(once)
    return list(dict.fromkeys(renamed.get(name, name) for name in once))


def kept_name(typed: str) -> str:
    """The name as it is kept: lower-case words with hyphens. Raises Invalid."""
    name = slugify(typed, fallback="")[: LONGEST + 1]
    if not name:
        raise Invalid("tags", "no_name", name=typed.strip())
    if len(name) > LONGEST:
        raise Invalid("tags", "too_long", name=name, most=LONGEST)
    return name


def _check_new(author: User, seat: Seat, names: Sequence[str]) -> None:
    if not names or policy.can_make_tags(author, seat):
        return
    known = queries.tags_named(names)
    for name in names:
        if name not in known:
            if settings.NEW_TAGS.get() == "members":
                standing.require_ability(author, Ability.MAKE_TAGS, field="tags")
            raise Invalid("tags", "unknown", name=name)
