"""Reading who wants to leave, who has left, and whether nothing of them remained."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import cast

from flask import current_app
from sqlalchemy import Table, exists, select

from forum.accounts.emails import NOWHERE
from forum.accounts.models import Leaving, MergedMember, Role, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.handover import personal
from forum.kernel.manifest import Parting

# Somebody who was still writing when they left is done writing by then.
LATE = timedelta(days=1)


def leaving_of(user: User) -> Leaving | None:
    """What is known of a member's wish to leave, carried out or not."""
    return db.session.get(Leaving, user.id, populate_existing=True)


def is_gone(user: User) -> bool:
    """Whether nobody stands behind a closed account any more: they left, or it became part of
    another one. Whoever was removed is still somebody, with data of their own."""
    if user.deactivated_at is None:
        return False
    left = exists().where(Leaving.user_id == user.id, Leaving.closed_at.is_not(None))
    merged = exists().where(MergedMember.from_id == user.id)
    return bool(db.session.scalar(select(left | merged)))


def is_last_admin(user: User) -> bool:
    """Whether nobody else could run the site: no other admin is there who stays."""
    if user.role != Role.ADMIN:
        return False
    leaves = exists().where(Leaving.user_id == User.id)
    others = select(User.id).where(
        User.role == Role.ADMIN, User.deactivated_at.is_(None), User.id != user.id, ~leaves
    )
    return db.session.scalar(others.limit(1)) is None


def unfinished() -> Sequence[int]:
    """Members whose time has come, and who have not left altogether."""
    query = select(Leaving.user_id).where(Leaving.done_at.is_(None), Leaving.due_at <= clock.now())
    return db.session.scalars(query.order_by(Leaving.due_at, Leaving.user_id)).all()


def lately() -> Sequence[Leaving]:
    """Those who left so lately that something of theirs may have been written since."""
    query = select(Leaving).where(Leaving.done_at > clock.now() - 2 * LATE)
    return db.session.scalars(query.order_by(Leaving.user_id)).all()


def members_of(user: User) -> Sequence[User]:
    """The account, and those that had become part of it before."""
    parts = select(MergedMember.from_id).where(MergedMember.into_id == user.id)
    query = select(User).where((User.id == user.id) | User.id.in_(parts))
    return db.session.scalars(query.order_by(User.id)).all()


def partings() -> Sequence[Parting]:
    """What takes its time, lowest slice first."""
    found: Sequence[Parting] = current_app.extensions["partings"]
    return found


def left_behind() -> Iterator[tuple[str, Leaving]]:
    """Rows that still belong to somebody who has left: the column, and who left."""
    keys = list(personal(cast(Table, User.__table__)))
    gone = select(Leaving.user_id).where(Leaving.closed_at.is_not(None))
    for key in keys:
        column = key.parent
        query = select(Leaving).where(Leaving.user_id.in_(select(column).where(column.in_(gone))))
        for leaving in db.session.scalars(query):
            yield f"{column.table.name}.{column.name}", leaving


def still_somebody() -> Iterator[int]:
    """Members who have left, and whose row still says something of them."""
    query = select(User).join(Leaving, Leaving.user_id == User.id)
    for user in db.session.scalars(query.where(Leaving.closed_at.is_not(None))):
        said = (
            user.password_hash, user.email_confirmed_at, user.avatar, user.bio, user.bio_html,
            user.place, user.links, user.locale, user.time_zone, user.last_seen_at,
            user.username != user.name_key, user.role != Role.MEMBER,
            user.deactivated_at is None, not user.email.endswith(NOWHERE),
        )  # fmt: skip
        if any(said):
            yield user.id
