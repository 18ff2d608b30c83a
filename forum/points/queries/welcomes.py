"""Who was the first to answer a newcomer, as the activity log tells it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Exists, bindparam, exists, select
from sqlalchemy.orm import aliased

from forum.activity.models import Deed, DeedKind
from forum.activity.queries import WRITING
from forum.kernel.direct import Direct

_FACTS = (
    Deed.who_id,
    Deed.to_id,
    Deed.thing_kind,
    Deed.thing_id,
    Deed.topic_id,
    Deed.channel_id,
    Deed.at,
)


def first_welcomes(reply_ids: Collection[int]) -> Sequence[Any]:
    """Of these replies, those that are the first word of another to a newcomer's first topic.

    Who has been welcomed, and the welcome stands, is not welcomed again.
    """
    return _WELCOMES.rows(ids=list(reply_ids))


def _is_in_first_topic() -> Exists:
    """Whether the member who is replied to began here, and had written nothing before."""
    start, older = aliased(Deed), aliased(Deed)
    wrote_before = exists().where(
        older.who_id == start.who_id, older.kind.in_(WRITING), older.at < start.at
    )
    return exists().where(
        start.topic_id == Deed.topic_id,
        start.kind == DeedKind.STARTED,
        start.who_id == Deed.to_id,
        ~wrote_before,
    )


def _came_after_another() -> Exists:
    earlier = aliased(Deed)
    return exists().where(
        earlier.topic_id == Deed.topic_id,
        earlier.kind == DeedKind.REPLIED,
        earlier.who_id != Deed.to_id,
        earlier.stands.is_(True),
        earlier.id < Deed.id,
    )


def _is_welcome_already() -> Exists:
    told = aliased(Deed)
    return exists().where(
        told.to_id == Deed.to_id, told.kind == DeedKind.WELCOMED, told.stands.is_(True)
    )


_WELCOMES = Direct(
    select(*_FACTS).where(
        Deed.id.in_(bindparam("ids", expanding=True)),
        Deed.kind == DeedKind.REPLIED,
        Deed.stands.is_(True),
        Deed.who_id != Deed.to_id,
        _is_in_first_topic(),
        ~_came_after_another(),
        ~_is_welcome_already(),
    )
)
