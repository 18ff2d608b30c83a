"""Tags and what was done to them, as tests look at them."""

from typing import Any

from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.kernel.db import db
from forum.topics import queries
from forum.topics.models import Tag, Topic


def tag_named(name: str) -> Tag:
    return db.session.scalars(select(Tag).where(Tag.name == name)).one()


def names_on(topic: Topic) -> list[str]:
    """The tags of the topic in their order."""
    return [tag.name for tag in queries.tags_of([topic.id]).get(topic.id, [])]


def notes() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What the audit log says: verb, before, after."""
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.verb, entry.before, entry.after) for entry in entries]
