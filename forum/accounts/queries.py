"""Reading members, their sessions and their links."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from forum.accounts import names
from forum.accounts.models import Session, User
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.policy import NotFound


def session_and_member(token: str) -> tuple[Session, User] | None:
    """The living session of a token and its member, if that member may come in."""
    query = (
        select(Session, User)
        .join(User, User.id == Session.user_id)
        .where(Session.token_hash == tokens.digest(token), Session.expires_at > clock.now())
    )
    row = db.session.execute(query).first()
    if row is None or not row[1].is_active:
        return None
    return row[0], row[1]


def member_by_id(user_id: int) -> User | None:
    """The member with this id."""
    return db.session.get(User, user_id)


def member_named(username: str) -> User:
    """The member of this name, however its letters are cased. Raises NotFound."""
    found = db.session.scalar(select(User).where(User.name_key == names.fold(username)))
    if found is None:
        raise NotFound
    return found


def members_by_ids(ids: Collection[int]) -> Mapping[int, User]:
    """Members by id, in one query."""
    if not ids:
        return {}
    found = db.session.scalars(select(User).where(User.id.in_(ids)))
    return {user.id: user for user in found}


def existing_names(typed: Collection[str]) -> Mapping[str, str]:
    """Of names as typed (folded), those that exist, each with its username as it is written."""
    if not typed:
        return {}
    query = select(User.name_key, User.username).where(User.name_key.in_(typed))
    return {row.name_key: row.username for row in db.session.execute(query)}


def staff() -> Sequence[User]:
    """Moderators and admins."""
    query = select(User).where(User.role != "member").order_by(User.id)
    return db.session.scalars(query).all()


def new_member() -> User:
    """Somebody who has just joined: belongs to nothing, and is in no table."""
    return User(
        id=-1,
        username="new-member",
        display_name="New member",
        role="member",
        hue=1,
        theme="system",
        list_style="pages",
        created_at=clock.now(),
        caught_up_at=clock.now(),
        approved_at=clock.now(),
        topic_count=0,
        post_count=0,
    )
