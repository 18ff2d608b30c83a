"""Reading drafts. A draft is its author's alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from forum.accounts.models import User, Viewer
from forum.drafts import policy
from forum.drafts.models import Draft
from forum.kernel.db import db
from forum.kernel.direct import Copies, Direct
from forum.kernel.policy import NotFound
from forum.kernel.tallies import any_of
from forum.markup.render import PLAIN, excerpt, render

EXCERPT = 300
_OF = (
    select(Draft)
    .where(Draft.user_id == bindparam("user"), Draft.key == bindparam("key"))
    .execution_options(populate_existing=True)
)
_DRAFTS = Copies(Draft)
DRAFTS = any_of(Draft, Draft.user_id)
_SHOWN = Direct(
    select(*_DRAFTS.columns).where(
        Draft.user_id == bindparam("user"), Draft.key == bindparam("key")
    )
)


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list: the start of its text, not the whole."""

    id: int
    key: str
    title: str
    excerpt: str
    extra: dict[str, Any]
    length: int
    saved_at: datetime


def draft_of(user: Viewer, key: str) -> Draft | None:
    """What the member keeps under this key."""
    if not user.is_member:
        return None
    return db.session.scalar(_OF, {"user": user.id, "key": key})


def shown_draft(user: Viewer, key: str) -> Draft | None:
    """The same as a copy, for a form that opens with it."""
    if not user.is_member or DRAFTS.is_none(user.id):
        return None
    row = _SHOWN.row(user=user.id, key=key)
    return _DRAFTS.make(row) if row else None


def own_draft(user: User, draft_id: int) -> Draft:
    """One of the member's drafts. Raises NotFound."""
    found = db.session.scalar(select(Draft).where(Draft.user_id == user.id, Draft.id == draft_id))
    if found is None:
        raise NotFound
    return found


def drafts_of(user: User) -> Sequence[DraftLine]:
    """All drafts of the member that say anything, the latest first."""
    texts = (Draft.title, func.substr(Draft.body, 1, EXCERPT))
    query = (
        select(
            Draft.id,
            Draft.key,
            Draft.title,
            func.substr(Draft.body, 1, EXCERPT),
            Draft.extra,
            func.length(Draft.body),
            Draft.saved_at,
        )
        .where(Draft.user_id == user.id, or_(*(func.trim(text) != "" for text in texts)))
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
        .limit(policy.MOST_DRAFTS)
    )
    return [DraftLine(*_plain(row)) for row in db.session.execute(query)]


def _plain(row: Any) -> Sequence[Any]:
    """The row, and in it what the text says instead of how it is marked up."""
    draft_id, key, title, start, *rest = row
    return (draft_id, key, title, excerpt(render(start, PLAIN).text, EXCERPT), *rest)


def count_of(user: User) -> int:
    """How many drafts the member keeps."""
    query = select(func.count(Draft.id)).where(Draft.user_id == user.id)
    return db.session.scalar(query) or 0
