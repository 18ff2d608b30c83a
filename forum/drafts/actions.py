"""Keeping and putting away drafts. Newer text is never silently overwritten."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.dml import ReturningDelete

from forum.accounts.models import User
from forum.drafts import policy, queries
from forum.drafts.models import Draft
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.uploads import actions as uploads

# Characters that no database and no encoding takes: half a pair, and the null character.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_PICTURE = re.compile(r"/uploads/([A-Za-z0-9_-]{22})")
MOST_PICTURES = 100
A_DAY = timedelta(days=1)


class Conflict(Exception):
    """Somewhere else newer text was saved; carries the draft as it stands."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.key)
        self.draft = draft


@action
def save(
    user: User,
    key: str,
    *,
    title: str = "",
    body: str,
    extra: Mapping[str, Any] | None = None,
    version: int = 0,
) -> Draft:
    """Keep the text under the key. `version` is the one the writer knows, 0 for none.

    Raises Conflict when another version is kept and its text differs; Invalid when the text is
    longer than a draft may be.
    """
    require(policy.can_keep(user))
    values = {"title": _storable(title), "body": _storable(body), "extra": _plain(extra or {})}
    _check(key, values)
    kept = queries.draft_of(user, key) or _begin(user, key, values, version=version)
    if not _says(kept, values):
        _replace(kept, values, version=version)
    return kept


@action
def discard(user: User, key: str) -> None:
    """Put the draft of this key away for good; nothing happens when there is none."""
    gone = db.session.scalar(_discarded(), {"user": user.id, "of": key})
    if gone is not None:
        uploads.place("draft", gone, (), door="member", door_id=user.id)
        loaded = db.session.identity_map.get(identity_key(Draft, gone))
        if loaded is not None:
            db.session.expunge(loaded)


@action
def purge() -> int:
    """Throw away drafts untouched for half a year, and emptied ones sooner; returns how many."""
    long_ago = clock.now() - timedelta(days=policy.KEPT_DAYS)
    emptied = and_(Draft.title == "", Draft.body == "", Draft.saved_at < clock.now() - A_DAY)
    unwanted = select(Draft.id, Draft.user_id).where(or_(Draft.saved_at < long_ago, emptied))
    old = db.session.execute(unwanted).all()
    for draft_id, user_id in old:
        uploads.place("draft", draft_id, (), door="member", door_id=user_id)
    db.session.execute(delete(Draft).where(Draft.id.in_([row.id for row in old])))
    return len(old)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let the drafts of the one account belong to the other; two for one place become one."""
    theirs = select(Draft).where(Draft.user_id == into_id)
    kept = {draft.key: draft for draft in db.session.scalars(theirs)}
    for draft in db.session.scalars(select(Draft).where(Draft.user_id == from_id)).all():
        if draft.key in kept:
            _join(kept[draft.key], draft)
        else:
            draft.user_id = into_id


@action
def let_go(user_id: int) -> None:
    """Somebody has left: nothing that they did not send is kept."""
    for draft_id in db.session.scalars(select(Draft.id).where(Draft.user_id == user_id)).all():
        uploads.place("draft", draft_id, (), door="member", door_id=user_id)
    db.session.execute(delete(Draft).where(Draft.user_id == user_id))


@lru_cache
def _discarded() -> ReturningDelete[int]:
    """Made once: everybody who posts needs it, and most have no draft."""
    columns: Any = Draft.__table__.c
    query = delete(Draft.__table__).where(  # type: ignore[arg-type]
        columns.user_id == bindparam("user"), columns.key == bindparam("of")
    )
    return query.returning(columns.id)


def _join(kept: Draft, other: Draft) -> None:
    """Put the other text below the one that stays, so that no word is lost."""
    kept.title = kept.title or other.title
    kept.body = "\n\n".join(filter(None, (kept.body, other.body)))
    kept.version = max(kept.version, other.version) + 1
    kept.saved_at = clock.now()
    _place_pictures(other, "")
    _place_pictures(kept, kept.body)
    db.session.delete(other)


def _check(key: str, values: Mapping[str, Any]) -> None:
    if not policy.KEY.fullmatch(key):
        raise Invalid("key", "unknown_key")
    if len(values["title"]) > policy.MOST_TITLE:
        raise Invalid("title", "too_long", most=policy.MOST_TITLE)
    if len(values["body"]) > policy.MOST_BODY:
        raise Invalid("body", "too_long", most=policy.MOST_BODY)
    if len(json.dumps(values["extra"])) > policy.MOST_EXTRA:
        raise Invalid("extra", "too_long", most=policy.MOST_EXTRA)


def _begin(user: User, key: str, values: Mapping[str, Any], *, version: int) -> Draft:
    """The first version; or the row that somebody else began in the same moment."""
    if queries.count_of(user) >= policy.MOST_DRAFTS:
        raise Invalid("key", "too_many_drafts", most=policy.MOST_DRAFTS)
    # Above what the writer knows, so that no number is given twice after a discard.
    draft = Draft(user_id=user.id, key=key, version=version + 1, **values)
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:
        return db.session.scalars(
            select(Draft).where(Draft.user_id == user.id, Draft.key == key)
        ).one()
    _place_pictures(draft, values["body"])
    return draft


def _replace(kept: Draft, values: Mapping[str, Any], *, version: int) -> None:
    """Overwrite the version that the writer knows, and only that one."""
    had_pictures = kept.body
    known = update(Draft).where(Draft.id == kept.id, Draft.version == version)
    new = known.values(**values, version=version + 1, saved_at=clock.now())
    replaced = db.session.execute(new.returning(Draft.id)).first()
    db.session.refresh(kept)
    if replaced is None and not _says(kept, values):
        raise Conflict(kept)
    if _pictures(had_pictures) != _pictures(kept.body):
        _place_pictures(kept, kept.body)


def _says(kept: Draft, values: Mapping[str, Any]) -> bool:
    """Whether this very text is kept already, as when a save is repeated for want of an answer."""
    return all(getattr(kept, name) == value for name, value in values.items())


def _place_pictures(draft: Draft, body: str) -> None:
    """A picture that waits in a draft is in use, and shown to its author alone."""
    uploads.place("draft", draft.id, _pictures(body), door="member", door_id=draft.user_id)


def _pictures(body: str) -> list[str]:
    return list(dict.fromkeys(_PICTURE.findall(body)))[:MOST_PICTURES]


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)


def _plain(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Words, whole numbers and lists of them, by name: what the fields of a form can hold."""
    return {_storable(name): _plain_value(value) for name, value in extra.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_word(word) for word in value]
    return _plain_word(value)


def _plain_word(value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return _storable(value)
    raise Invalid("extra", "unreadable")
