"""What has been imported before, and where it stands."""

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from forum.conversations.models import Imported
from forum.kernel.db import db
from forum.topics.models import Post, Topic

# Put together once: it is asked for every thread and every person.
_KNOWN = select(Imported.external_id, Imported.local_id).where(
    Imported.source == bindparam("source"),
    Imported.external_id.in_(bindparam("ids", expanding=True)),
)


def known(source: str, external_ids: Collection[str]) -> Mapping[str, int]:
    """Of the other site's ids, those that are here already, each with its row's id."""
    rows = db.session.execute(_KNOWN, {"source": source, "ids": list(external_ids)})
    return {row.external_id: row.local_id for row in rows}


def local(source: str, external_id: str) -> int | None:
    """The row that a thing of another site became, if it is here."""
    return known(source, [external_id]).get(external_id)


def post_with_topic(post_id: int) -> Post:
    """An imported post with everything that replying to its topic needs."""
    query = (
        select(Post)
        .where(Post.id == post_id)
        .options(
            joinedload(Post.topic).joinedload(Topic.channel),
            joinedload(Post.topic).joinedload(Topic.author),
            joinedload(Post.author),
        )
    )
    return db.session.scalars(query).one()


def number_of(post_id: int) -> int | None:
    """The number of a post in its topic."""
    return db.session.scalar(select(Post.number).where(Post.id == post_id))
