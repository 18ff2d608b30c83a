"""What members say of themselves and how they want to see the forum."""

from typing import Any

from forum.accounts import names, queries
from forum.accounts.models import ListStyle, Theme, User
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
def set_avatar(member: User, avatar: str | None) -> None:
    """Show this picture (its public id) for the member, or the drawn initials."""
    _write(member, avatar=avatar)


def _write(member: User, **values: Any) -> None:
    user = queries.fresh_member(member.id)
    for name, value in values.items():
        setattr(user, name, value)
