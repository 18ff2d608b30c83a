"""Sessions: begun at sign-in, ended one by one or all together."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from forum.accounts import policy, queries
from forum.accounts.models import IDLE_SECONDS, Session, User, Viewer
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.policy import NotFound, require
from forum.kernel.unit import action

# Whoever signs in from more browsers is signed out where they were least lately.
MOST_SESSIONS = 100
LONGEST_ADDRESS = 64
LONGEST_BROWSER = 255


@dataclass(frozen=True)
class Place:
    """Where somebody sits: the network address, and what the browser says it is."""

    address: str
    browser: str


@action
def sign_in(
    viewer: Viewer,
    user: User,
    *,
    place: Place,
    idle_seconds: int = IDLE_SECONDS,
    new_hash: str | None = None,
) -> str:
    """Begin a session for a member whose password was right; returns its token.

    The member is read anew, because time has passed since the password was compared: whoever was
    suspended or got another password meanwhile stays outside. A new hash replaces a dated one.
    """
    known_hash = user.password_hash
    user = queries.held_member(user.id)
    require(policy.can_enter(user))
    if user.password_hash != known_hash:
        raise NotFound
    user.password_hash = new_hash or known_hash
    user.last_seen_at = clock.now()
    return _begin(user, place, idle_seconds)


@action
def renew_session(member: User, session: Session) -> str:
    """Give a session another token after its rights or its password changed; the old one ends."""
    token = tokens.new_token()
    session.token_hash = tokens.digest(token)
    session.confirmed_at = clock.now()
    db.session.add(session)
    return token


@action
def sign_out(member: User, session: Session) -> None:
    """End the session of this browser."""
    _end(Session.id == session.id, Session.user_id == member.id)


@action
def end_session(member: User, session_id: int) -> None:
    """End one of the member's own sessions. Raises NotFound for anybody else's."""
    if _end(Session.id == session_id, Session.user_id == member.id) == 0:
        raise NotFound


@action
def end_other_sessions(member: User, session: Session) -> int:
    """End all of the member's sessions but this one; returns how many there were."""
    return _end(Session.user_id == member.id, Session.id != session.id)


@action
def end_all_sessions(member: User) -> int:
    """End all of the member's sessions; returns how many there were."""
    return _end(Session.user_id == member.id)


def _begin(user: User, place: Place, idle_seconds: int) -> str:
    token = tokens.new_token()
    used_last = select(Session.id).where(Session.user_id == user.id)
    used_last = used_last.order_by(Session.last_seen_at.desc(), Session.id.desc())
    _end(Session.id.in_(used_last.offset(MOST_SESSIONS - 1)))
    session = Session(
        user_id=user.id,
        token_hash=tokens.digest(token),
        expires_at=clock.now() + timedelta(seconds=idle_seconds),
        idle_seconds=idle_seconds,
        address=place.address[:LONGEST_ADDRESS],
        browser=place.browser[:LONGEST_BROWSER],
    )
    db.session.add(session)
    return token


def _end(*which: ColumnElement[bool]) -> int:
    return len(db.session.execute(delete(Session).where(*which).returning(Session.id)).all())
