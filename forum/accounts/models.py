"""Members, their sessions and one-time links. No relationships: others point here, never back."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS, STAYS

# Long enough for a day of reading; "remember me" asks for more.
IDLE_SECONDS = 12 * 3600
REMEMBERED_SECONDS = 60 * 24 * 3600


class Role(StrEnum):
    """What a person is on this site. Tiers and standing are other things."""

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Standing(StrEnum):
    """What behaviour has earned a member to do, lowest first. It cannot be bought."""

    NEW = "new"
    BASIC = "basic"
    MEMBER = "member"
    REGULAR = "regular"
    LEADER = "leader"

    @property
    def rank(self) -> int:
        """How high it is, from 0."""
        return list(Standing).index(self)


class Theme(StrEnum):
    """Which colours a member wants to see."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ListStyle(StrEnum):
    """How long lists go on."""

    PAGES = "pages"
    ENDLESS = "endless"


class Guest:
    """Someone not signed in: answers the same questions as a User."""

    id = 0
    username = ""
    display_name = ""
    role = None
    standing = Standing.NEW
    tier = ""
    tier_rank = 0
    perks: Mapping[str, int] = MappingProxyType({})
    hue = 1
    avatar: str | None = None
    guidelines_accepted = 0
    locale: str | None = None
    time_zone: str | None = None
    theme = Theme.SYSTEM
    list_style = ListStyle.PAGES
    is_guest = is_anonymous = True
    is_member = is_staff = is_admin = is_active = is_authenticated = False
    is_silenced = is_trained = False
    warned_at = None

    def get_id(self) -> None:
        """Flask-Login asks; a guest has no id."""


class User(Model):
    """A member, with the facts that every page and policy asks for."""

    __tablename__ = "users"
    __table_args__ = (
        Index("ix_users_joined", "created_at", "id"),
        Index("ix_users_seen", "last_seen_at", "id"),
        Index("ix_users_standing", "standing"),
        Index("ix_users_role", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    # The name folded for look-up, and folded further so that look-alikes collide.
    name_key: Mapped[str] = mapped_column(String(120), unique=True)
    skeleton: Mapped[str] = mapped_column(String(240), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    email_confirmed_at: Mapped[Moment | None]
    password_hash: Mapped[str | None] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(String(20), default=Role.MEMBER)
    # Worked out elsewhere from what the member did; kept here because every policy asks.
    standing: Mapped[Standing] = mapped_column(String(10), default=Standing.NEW)
    # The highest tier the member has, by its slug, and how high it is; empty for none.
    tier: Mapped[str] = mapped_column(String(40), default="")
    tier_rank: Mapped[int] = mapped_column(default=0)
    # What all tiers of the member give that can be counted, by the name of the benefit.
    perks: Mapped[dict[str, int]] = mapped_column(Json, default=dict)

    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    approved_at: Mapped[Moment | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    deactivated_at: Mapped[Moment | None]
    silenced_until: Mapped[Moment | None]
    suspended_until: Mapped[Moment | None]
    # Until when what they were trained in counts; only asked of those who decide in the queue.
    trained_until: Mapped[Moment | None]
    # Since when a warning waits to be read by the member.
    warned_at: Mapped[Moment | None]
    last_seen_at: Mapped[Moment | None]
    # The link by which they came, in a word that only its maker understands; empty for none.
    came_by: Mapped[str] = mapped_column(String(32), default="")
    # Everything older than this moment counts as read.
    caught_up_at: Mapped[Moment] = mapped_column(default=clock.now)

    # The newest version of the guidelines that the member has said yes to; 0 for none.
    guidelines_accepted: Mapped[int] = mapped_column(default=0)

    locale: Mapped[str | None] = mapped_column(String(20))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    theme: Mapped[Theme] = mapped_column(String(10), default=Theme.SYSTEM)
    list_style: Mapped[ListStyle] = mapped_column(String(10), default=ListStyle.PAGES)

    # Whether others are not told when the member was here last, nor how many weeks in a row they
    # contributed, and whether the member is left out of the list of members.
    hides_presence: Mapped[bool] = mapped_column(default=False)
    hides_streak: Mapped[bool] = mapped_column(default=False)
    is_unlisted: Mapped[bool] = mapped_column(default=False)

    hue: Mapped[int] = mapped_column(default=1)
    avatar: Mapped[str | None] = mapped_column(String(32))
    bio: Mapped[str] = mapped_column(Text, default="")
    bio_html: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    links: Mapped[list[str]] = mapped_column(Json, default=list)

    topic_count: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)
    accepted_count: Mapped[int] = mapped_column(default=0)
    reaction_count: Mapped[int] = mapped_column(default=0)

    is_guest = is_anonymous = False
    is_member = is_authenticated = True

    @property
    def is_staff(self) -> bool:
        """Whether the member is a moderator or an admin."""
        return self.role in {Role.MODERATOR, Role.ADMIN}

    @property
    def is_admin(self) -> bool:
        """Whether the member runs the site."""
        return self.role == Role.ADMIN

    @property
    def is_suspended(self) -> bool:
        """Whether the member may not come in for now."""
        return self.suspended_until is not None and self.suspended_until > clock.now()

    @property
    def is_silenced(self) -> bool:
        """Whether the member may read but not write for now."""
        return self.silenced_until is not None and self.silenced_until > clock.now()

    @property
    def is_trained(self) -> bool:
        """Whether the member has passed the training of the team, and it still counts."""
        return self.trained_until is not None and self.trained_until > clock.now()

    @property
    def is_active(self) -> bool:
        """Whether a session of this member counts."""
        return (
            self.deactivated_at is None and self.approved_at is not None and not self.is_suspended
        )

    def get_id(self) -> str:
        """Flask-Login asks; the session row, not the member, is what the cookie names."""
        return str(self.id)

    def __repr__(self) -> str:
        return f"<User {self.id} {self.username}>"


class Session(Model):
    """One browser in which a member is signed in."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # The moment of the last password check, asked for before changes of mail or password.
    confirmed_at: Mapped[Moment] = mapped_column(default=clock.now)
    last_seen_at: Mapped[Moment] = mapped_column(default=clock.now)
    expires_at: Mapped[Moment]
    # After so long without a visit the session ends.
    idle_seconds: Mapped[int] = mapped_column(default=IDLE_SECONDS)
    address: Mapped[str] = mapped_column(String(64), default="")
    browser: Mapped[str] = mapped_column(String(255), default="")


class Purpose(StrEnum):
    """What a one-time link is for."""

    SET_UP = "set_up"
    CONFIRM = "confirm"
    RESET = "reset"
    CHANGE_OLD = "change_old"
    CHANGE_NEW = "change_new"


class OneTimeLink(Model):
    """A link that works once and not for ever; only the hash of its token is kept."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class EmailChange(Model):
    """A new mail address that waits until both the old and the new one have said yes."""

    __tablename__ = "email_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    new_email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    old_confirmed_at: Mapped[Moment | None]
    new_confirmed_at: Mapped[Moment | None]
    done_at: Mapped[Moment | None]
    # Given up by the member, or replaced by a later change.
    ended_at: Mapped[Moment | None]


class MergedMember(Model):
    """An account that became part of another one; its name leads there, and stays taken."""

    __tablename__ = "merged_members"

    from_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, info=STAYS)
    into_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[Moment] = mapped_column(default=clock.now)


class Fate(StrEnum):
    """What becomes of the texts of a member who leaves."""

    # They stay, under no name.
    NAMELESS = "nameless"
    # They are emptied; where they stood a trace is left, so that talks can be followed.
    EMPTIED = "emptied"
    # They go, but for what holds the talk of others together, which is emptied.
    DELETED = "deleted"


class Leaving(Model):
    """A member who wants to leave, is leaving, or has left; the number stays, the name does not."""

    __tablename__ = "leavings"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, info=NAMELESS)
    fate: Mapped[Fate] = mapped_column(String(20))
    asked_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Staff who see to it on request; nobody when it was the member.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Until then it can be taken back by coming in.
    due_at: Mapped[Moment] = mapped_column(index=True)
    closed_at: Mapped[Moment | None]
    # Everything that takes its time is done, too.
    done_at: Mapped[Moment | None]
    # Names that texts of others may still bear; none once it is done.
    names: Mapped[list[str]] = mapped_column(Json, default=list)


Viewer: TypeAlias = User | Guest
