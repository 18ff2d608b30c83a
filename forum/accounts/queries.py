"""Reading members, their sessions and their links."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts import emails, links, names
from forum.accounts.models import (
    EmailChange,
    Leaving,
    MergedMember,
    OneTimeLink,
    Purpose,
    Role,
    Session,
    User,
)
from forum.kernel import clock, tallies, tokens
from forum.kernel.db import db
from forum.kernel.policy import NotFound

LONGEST_KEY = 120
SESSIONS_AT_ONCE = 500
CHANGE_LASTS = timedelta(hours=48)
# Put together once, because every page of a member begins with it.
_OF_TOKEN = (
    select(Session, User)
    .join(User, User.id == Session.user_id)
    .where(Session.token_hash == bindparam("token_hash"), Session.expires_at > bindparam("now"))
)


def session_and_member(token: str) -> tuple[Session, User] | None:
    """The living session of a token and its member, if that member may come in."""
    given = {"token_hash": tokens.digest(token), "now": clock.now()}
    row = db.session.execute(tallies.along_with(_OF_TOKEN, User.id), given).first()
    if row is None or not row[1].is_active:
        return None
    tallies.note(row[1].id, row[2:])
    return row[0], row[1]


def leavers_among() -> ColumnElement[bool]:
    """Of members in a query, those who have asked to leave; written without, those who stay."""
    return exists().where(Leaving.user_id == User.id)


def members_of_sessions(session_ids: Collection[int]) -> Mapping[int, User]:
    """The members of living sessions, by session; those who may not come in are missing."""
    found: dict[int, User] = {}
    wanted = sorted(session_ids)
    for start in range(0, len(wanted), SESSIONS_AT_ONCE):
        query = (
            select(Session.id, User)
            .join(User, User.id == Session.user_id)
            .where(
                Session.id.in_(wanted[start : start + SESSIONS_AT_ONCE]),
                Session.expires_at > clock.now(),
            )
        )
        found |= {row[0]: row[1] for row in db.session.execute(query)}
    return {session_id: user for session_id, user in found.items() if user.is_active}


def member_by_id(user_id: int) -> User | None:
    """The member with this id."""
    return db.session.get(User, user_id)


def fresh_member(user_id: int | None) -> User:
    """The member as the row is now, whatever was read of it before. Raises NotFound."""
    user = db.session.get(User, user_id, populate_existing=True) if user_id else None
    if user is None:
        raise NotFound
    return user


def held_member(user_id: int | None) -> User:
    """The member as the row is now, held until the transaction ends. Raises NotFound.

    Who changes how a member comes in holds the row, so that no session begins meanwhile with what
    was true before.
    """
    held = {"key_share": True}
    user = (
        db.session.get(User, user_id, populate_existing=True, with_for_update=held)
        if user_id
        else None
    )
    if user is None:
        raise NotFound
    return user


def member_with_email(email: str) -> User | None:
    """The member of this address, which must be normalised."""
    return db.session.scalar(select(User).where(User.email == email))


def member_called(typed: str) -> User | None:
    """The member of this name or mail address, as somebody typed it at the door."""
    # Pages show names with the sign of mentions before them.
    name = typed.strip().removeprefix("@")
    if "@" in name:
        return member_with_email(emails.looked_up(typed))
    query = select(User).where(User.name_key == names.fold(name)[:LONGEST_KEY])
    return _who_it_is_now(db.session.scalar(query))


def is_unconfirmed(user: User) -> bool:
    """Whether this is a sign-up that was asked to confirm its address, and did not yet."""
    if user.approved_at or user.email_confirmed_at or user.deactivated_at:
        return False
    asked = exists().where(OneTimeLink.user_id == user.id, OneTimeLink.purpose == Purpose.CONFIRM)
    return bool(db.session.scalar(select(asked)))


def unconfirmed_ids(*, before: datetime | None = None) -> Sequence[int]:
    """All sign-ups (before a moment) of which `is_unconfirmed` holds, the earliest first."""
    asked = select(OneTimeLink.user_id).where(OneTimeLink.purpose == Purpose.CONFIRM)
    query = select(User.id).where(
        User.approved_at.is_(None),
        User.email_confirmed_at.is_(None),
        User.deactivated_at.is_(None),
        User.id.in_(asked),
        User.created_at < (before or clock.now()),
    )
    return db.session.scalars(query.order_by(User.id)).all()


def is_name_taken(username: str, *, but_by: int | None = None) -> bool:
    """Whether a member has this name or one that looks like it; one member may be left out."""
    alike = or_(User.name_key == names.fold(username), User.skeleton == names.skeleton(username))
    query = select(User.id).where(alike)
    if but_by is not None:
        query = query.where(User.id != but_by)
    return db.session.scalar(query.limit(1)) is not None


def looks_like_staff(shown_name: str, member: User) -> bool:
    """Whether a member who is not staff would be taken for somebody who is."""
    if member.is_staff:
        return False
    wanted = names.skeleton(shown_name.replace(" ", ""))
    of_staff = [name for user in staff() for name in (user.username, user.display_name)]
    taken = {names.skeleton(name.replace(" ", "")) for name in of_staff}
    return wanted in taken or names.sounds_official(shown_name)


def is_called(words: str) -> ColumnElement[bool]:
    """Whether a member's name, or the one that is shown, has these letters in it."""
    part, typed = names.fold(words)[:LONGEST_KEY], words.strip()[:LONGEST_KEY]
    # SQLite makes only the letters of English small: the others are found as they were typed.
    return or_(
        User.name_key.contains(part, autoescape=True),
        func.lower(User.display_name).contains(part, autoescape=True),
        User.display_name.contains(typed, autoescape=True),
        User.display_name.contains(typed.title(), autoescape=True),
    )


def admin_count() -> int:
    """How many admins there are."""
    return db.session.scalar(select(func.count(User.id)).where(User.role == Role.ADMIN)) or 0


def awaits_owner() -> bool:
    """Whether the site is fresh: a link to set it up was made, and nobody is its owner yet."""
    return admin_count() == 0 and links.is_any_unused(Purpose.SET_UP)


def member_count() -> int:
    """How many people have an account and may use it."""
    approved = User.approved_at.is_not(None) & User.deactivated_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(User).where(approved)) or 0


def sessions_of(member: User) -> Sequence[Session]:
    """Where a member is signed in, latest first."""
    query = select(Session).where(Session.user_id == member.id, Session.expires_at > clock.now())
    return db.session.scalars(query.order_by(Session.last_seen_at.desc(), Session.id)).all()


def email_link(token: str) -> OneTimeLink:
    """The living link of either side of a change of address. Raises NotFound."""
    try:
        return links.read(token, Purpose.CHANGE_OLD)
    except NotFound:
        return links.read(token, Purpose.CHANGE_NEW)


def open_change(change_id: int) -> EmailChange:
    """The change of address, while it can still be carried out. Raises NotFound."""
    change = db.session.get(EmailChange, change_id, populate_existing=True)
    if change is None or change.done_at or change.ended_at:
        raise NotFound
    return change


def held_change(change_id: int) -> EmailChange:
    """The same, held until the transaction ends: two who agree at once both count."""
    query = select(EmailChange.id).where(EmailChange.id == change_id)
    db.session.scalar(query.with_for_update())
    return open_change(change_id)


def waiting_change(member: User) -> EmailChange | None:
    """The change of address that a member has begun, while its letters still work."""
    query = select(EmailChange).where(
        EmailChange.user_id == member.id,
        EmailChange.done_at.is_(None),
        EmailChange.ended_at.is_(None),
        EmailChange.created_at > clock.now() - CHANGE_LASTS,
    )
    return db.session.scalar(query.order_by(EmailChange.id.desc()).limit(1))


def member_named(username: str) -> User:
    """The member of this name, however its letters are cased. Raises NotFound.

    The name of an account that was merged is another name of the member it belongs to now.
    """
    query = select(User).where(User.name_key == names.fold(username))
    found = _who_it_is_now(db.session.scalar(query))
    if found is None:
        raise NotFound
    return found


def _who_it_is_now(user: User | None) -> User | None:
    """The member whom a closed account was merged into; every other one is who they are."""
    if user is None or user.deactivated_at is None:
        return user
    into = select(MergedMember.into_id).where(MergedMember.from_id == user.id)
    return db.session.scalar(select(User).where(User.id.in_(into))) or user


_BY_IDS = select(User).where(User.id.in_(bindparam("ids", expanding=True)))


def members_by_ids(ids: Collection[int]) -> Mapping[int, User]:
    """Members by id, in one query."""
    if not ids:
        return {}
    found = db.session.scalars(_BY_IDS, {"ids": list(ids)})
    return {user.id: user for user in found}


def existing_names(typed: Collection[str]) -> Mapping[str, str]:
    """Of names as typed (folded), those that exist, each with its username as it is written."""
    if not typed:
        return {}
    now = aliased(User)
    query = (
        select(User.name_key, func.coalesce(now.username, User.username).label("username"))
        .outerjoin(MergedMember, MergedMember.from_id == User.id)
        .outerjoin(now, now.id == MergedMember.into_id)
        .where(User.name_key.in_(typed))
    )
    return {row.name_key: row.username for row in db.session.execute(query)}


def staff() -> Sequence[User]:
    """Moderators and admins."""
    query = select(User).where(User.role != Role.MEMBER).order_by(User.id)
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


def all_names() -> Iterator[tuple[int, str, str, str]]:
    """Id, username, key and skeleton of every member."""
    query = select(User.id, User.username, User.name_key, User.skeleton).order_by(User.id)
    for row in db.session.execute(query.execution_options(yield_per=1000)):
        yield row.id, row.username, row.name_key, row.skeleton


def sessions_of_nobody() -> Sequence[int]:
    """Sessions whose member is gone."""
    member = exists().where(User.id == Session.user_id)
    return db.session.scalars(select(Session.id).where(~member).order_by(Session.id)).all()
