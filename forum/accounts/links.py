"""One-time links: made, read and used. Only the hash of a token is kept."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from forum.accounts.models import OneTimeLink, Purpose, User
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.kernel.unit import action


@action
def issue(
    user: User | None, purpose: Purpose, *, hours: float, data: dict[str, Any] | None = None
) -> str:
    """A token that works once within these hours; a member's earlier ones of the kind end."""
    if user is not None:
        end(user, purpose)
    token = tokens.new_token()
    link = OneTimeLink(
        user_id=user.id if user else None,
        purpose=purpose,
        token_hash=tokens.digest(token),
        data=data or {},
        expires_at=clock.now() + timedelta(hours=hours),
    )
    db.session.add(link)
    db.session.flush()
    return token


def is_any_unused(purpose: Purpose) -> bool:
    """Whether some link of this purpose was never used, be it too old or not."""
    of_it = (OneTimeLink.purpose == purpose) & OneTimeLink.used_at.is_(None)
    return db.session.scalar(select(OneTimeLink.id).where(of_it).limit(1)) is not None


def read(token: str, purpose: Purpose) -> OneTimeLink:
    """The living link of a token. Raises NotFound when it is unknown, used or too old."""
    query = select(OneTimeLink).where(
        OneTimeLink.token_hash == tokens.digest(token),
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > clock.now(),
    )
    link = db.session.scalar(query)
    if link is None:
        raise NotFound
    return link


@action
def use(link: OneTimeLink) -> None:
    """Spend the link. Raises NotFound when somebody was quicker."""
    spend = (
        update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(OneTimeLink.id)
    )
    if db.session.execute(spend).first() is None:
        raise NotFound


@action
def end(user: User | None, *purposes: Purpose) -> None:
    """Let all living links of these kinds end, those of the member or those of nobody."""
    db.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.user_id == (user.id if user else None))
        .where(OneTimeLink.purpose.in_(purposes), OneTimeLink.used_at.is_(None))
        .values(used_at=clock.now())
    )
