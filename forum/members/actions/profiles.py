"""What members change about their own page and about how they see the forum."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.accounts import actions as accounts
from forum.accounts import queries as account_queries
from forum.accounts.models import ListStyle, Theme, User
from forum.activity import actions as activity
from forum.activity import queries as deeds
from forum.activity.actions import Thing
from forum.activity.models import Deed, DeedKind
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.markup.render import render
from forum.markup.typed import clean
from forum.members import links, policy, queries
from forum.uploads import actions as uploads
from forum.uploads import queries as pictures
from forum.uploads.models import Upload


@dataclass(frozen=True)
class Profile:
    """What a member says of themselves; the bio is Markdown."""

    display_name: str
    place: str = ""
    bio: str = ""
    links: Sequence[str] = ()


@dataclass(frozen=True)
class Preferences:
    """How a member wants to see the forum; None lets the browser or the site decide."""

    theme: Theme
    list_style: ListStyle
    locale: str | None = None
    time_zone: str | None = None


@action
def save_profile(member: User, profile: Profile) -> None:
    """Keep what the member says. Raises Invalid for a field that cannot be taken."""
    require(policy.can_write(member))
    bio = clean(profile.bio.replace("\r\n", "\n").strip())
    _check_lengths(profile, bio)
    rendered = render(bio, pictures.writing_site(), anchor="bio")
    accounts.change_profile(
        member,
        display_name=clean(profile.display_name),
        bio=bio,
        bio_html=rendered.html if bio else "",
        place=clean(profile.place),
        links=_checked(profile.links),
    )
    uploads.place("bio", member.id, rendered.uploads, door="site", door_id=0)
    _note_introduction(member)


@action
def choose(member: User, chosen: Preferences) -> None:
    """Keep how the member wants to see the forum. Raises Invalid for an unknown time zone."""
    if chosen.time_zone is not None and chosen.time_zone not in queries.time_zones():
        raise Invalid("time_zone", "unknown_zone")
    accounts.change_preferences(
        member,
        theme=chosen.theme,
        list_style=chosen.list_style,
        locale=chosen.locale,
        time_zone=chosen.time_zone,
    )


@action
def choose_sight(
    member: User, *, hides_presence: bool, hides_streak: bool, is_unlisted: bool
) -> None:
    """Keep what others see: when the member was here, their weeks in a row, them in the list."""
    accounts.change_sight(
        member, hides_presence=hides_presence, hides_streak=hides_streak, is_unlisted=is_unlisted
    )


def set_picture(member: User, data: bytes) -> None:
    """Wear this picture. Raises Invalid("file", …) for what is no picture."""
    require(policy.can_write(member))
    _wear(member, uploads.take_in(member, data))


@action
def remove_picture(member: User) -> None:
    """Wear no picture: the initials stand in its place."""
    uploads.place("member", member.id, (), door="site", door_id=0)
    accounts.set_avatar(member, None)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Place the pictures that one page showed on the other, where their words went there."""
    source = account_queries.fresh_member(from_id)
    if source.avatar is None:
        uploads.hand_over_uses("member", from_id, into_id)
    if not source.bio:
        uploads.hand_over_uses("bio", from_id, into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: their page shows no picture any more."""
    for kind in ("member", "bio"):
        uploads.place(kind, user_id, (), door="site", door_id=0)


@action
def _wear(member: User, upload: Upload) -> None:
    uploads.place("member", member.id, [upload.public_id], door="site", door_id=0)
    accounts.set_avatar(member, upload.public_id)
    _note_introduction(member)


def _note_introduction(member: User) -> None:
    """Write down that a member has said who they are, the first time that they have."""
    now = account_queries.fresh_member(member.id)
    before = [Deed.who_id == member.id, Deed.kind == DeedKind.INTRODUCED]
    if now.avatar and now.bio and deeds.is_empty(before):
        activity.record(DeedKind.INTRODUCED, member.id, Thing("member", member.id))


def _check_lengths(profile: Profile, bio: str) -> None:
    if len(bio) > policy.MOST_BIO:
        raise Invalid("bio", "too_long", most=policy.MOST_BIO)
    if len(profile.place) > policy.MOST_PLACE:
        raise Invalid("place", "too_long", most=policy.MOST_PLACE)


def _checked(typed: Sequence[str]) -> list[str]:
    given = [address for address in typed if address.strip()]
    if len(given) > policy.MOST_LINKS:
        raise Invalid("links", "too_many", most=policy.MOST_LINKS)
    found = [links.cleaned(address) for address in given]
    if not all(found):
        raise Invalid("links", "no_address", address=given[found.index("")][:80])
    return list(dict.fromkeys(found))
