"""What members say of themselves and how they want to see the forum."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.util import identity_key

from forum.accounts import names, queries
from forum.accounts.models import ListStyle, Theme, User
from forum.accounts.signals import MemberRenamed
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.kernel.unit import action


@action
def change_profile(
    member: User,
    *,
    display_name: str,
    bio: str,
    bio_html: str,
    place: str,
    links: list[str],
) -> None:
    """Write the profile; its html was made and cleaned by the caller. Raises Invalid."""
    shown = names.shown(display_name) or member.username
    if queries.looks_like_staff(shown, member):
        raise Invalid("display_name", "name_like_staff")
    if shown != member.display_name:
        announce(MemberRenamed(member.id))
    _write(
        member,
        display_name=shown,
        bio=bio,
        bio_html=bio_html,
        place=names.shown(place),
        links=links,
    )


@action
def change_preferences(
    member: User,
    *,
    theme: Theme,
    list_style: ListStyle,
    locale: str | None,
    time_zone: str | None,
) -> None:
    """Write how the member wants to see the forum; None lets the browser or the site decide."""
    _write(member, theme=theme, list_style=list_style, locale=locale, time_zone=time_zone)


@action
def change_sight(
    member: User, *, hides_presence: bool, hides_streak: bool, is_unlisted: bool
) -> None:
    """Write what others see: when the member was here, their weeks in a row, them in the list."""
    _write(
        member, hides_presence=hides_presence, hides_streak=hides_streak, is_unlisted=is_unlisted
    )


@action
def set_avatar(member: User, avatar: str | None) -> None:
    """Show this picture (its public id) for the member, or the drawn initials."""
    _write(member, avatar=avatar)


@action
def note_agreed(user_id: int, version: int) -> None:
    """A step of others: the member has said yes to this version of the guidelines."""
    newer = update(User).where(User.id == user_id, User.guidelines_accepted < version)
    db.session.execute(newer.values(guidelines_accepted=version))
    loaded = db.session.identity_map.get(identity_key(User, user_id))
    if loaded is not None:
        db.session.expire(loaded, ["guidelines_accepted"])


def _write(member: User, **values: Any) -> None:
    user = queries.fresh_member(member.id)
    for name, value in values.items():
        setattr(user, name, value)
