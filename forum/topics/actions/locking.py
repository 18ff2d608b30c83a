"""One at a time: who changes a topic waits for whoever does, and then sees what stands there."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from forum.channels import actions as channels
from forum.kernel.db import db
from forum.kernel.policy import Refused, deny
from forum.topics.models import Post, Topic

TOPIC = (
    "channel_id",
    "state",
    "closed_at",
    "answer_id",
    "last_number",
    "reply_count",
    "people_count",
    "face_ids",
    "bumped_at",
)
POST = ("state", "deleted_at", "deleted_by_id", "hidden_at", "mended_at")


def lock(topic: Topic, *posts: Post) -> None:
    """Let nobody else change the topic before this transaction ends; read it and the posts anew.

    Its channel is held first, so that nobody merges it meanwhile.

    SQLite lets one transaction write at a time anyway; there only the reading is needed. Refused
    when the topic stands in another channel by now: everything was judged by the rules of the old.
    """
    db.session.flush()
    channel_id = topic.channel_id
    channels.hold_as_it_is(channel_id)
    _read_anew(topic, _locked_topic(), TOPIC)
    if topic.channel_id != channel_id:
        raise Refused(deny("topic_moved"))
    for post in posts:
        _read_anew(post, _post(), POST)


def _read_anew(row: Topic | Post, query: Select[Any], names: tuple[str, ...]) -> None:
    """As the session's `refresh`, with a statement that was put together before."""
    found = db.session.execute(query, {"row_id": row.id}).one()
    for name, value in zip(names, found, strict=True):
        set_committed_value(row, name, value)


@lru_cache
def _locked_topic() -> Select[Any]:
    # Rows that point to the topic hold its key. Whoever wrote one already and would now wait for
    # the key too, behind somebody who waits for that row, would wait for ever.
    return _columns(Topic, TOPIC).with_for_update(key_share=True)


@lru_cache
def _post() -> Select[Any]:
    return _columns(Post, POST)


def _columns(model: Any, names: tuple[str, ...]) -> Select[Any]:
    columns = model.__table__.c
    return select(*(columns[name] for name in names)).where(columns.id == bindparam("row_id"))
