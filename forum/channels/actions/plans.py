"""What an admin decides about a channel, and how it is written to the row."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exists, or_, select

from forum.channels.models import Audience, Channel, ChannelSlug, Kind, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.kernel.slugs import slugify
from forum.markup.render import PLAIN, render

HUES = 12
MOST_TAGS = 5
LONGEST_SLOW_MODE = 24 * 60 * 60


@dataclass(frozen=True)
class Plan:
    """All that can be chosen about a channel. An empty slug is made from the name."""

    name: str
    slug: str = ""
    section_id: int | None = None
    description: str = ""
    guidance: str = ""
    icon: str = "message-circle"
    hue: int = 1
    kind: Kind = Kind.DISCUSSION
    visibility: Visibility = Visibility.PUBLIC
    starts: Audience = Audience.MEMBERS
    replies: Audience = Audience.MEMBERS
    is_reviewed: bool = False
    slow_mode_seconds: int = 0
    min_tags: int = 0


def write(channel: Channel, plan: Plan) -> None:
    """Put the plan into the row, all but its address. Raises Invalid for what cannot be."""
    _check(plan)
    for name in _TAKEN:
        setattr(channel, name, getattr(plan, name))
    channel.name = plan.name.strip()
    channel.guidance_html = render(plan.guidance, PLAIN, anchor="guidance").html
    if plan.is_reviewed != channel.is_reviewed:
        channel.reviewed_since = clock.now() if plan.is_reviewed else None


def facts(channel: Channel) -> dict[str, object]:
    """What staff chose about a channel, for the audit log."""
    chosen: dict[str, object] = {name: _plain(getattr(channel, name)) for name in _KEPT}
    return chosen | {"is_reviewed": channel.is_reviewed, "is_archived": channel.is_archived}


def free_slug(plan: Plan, *, own_id: int = 0) -> str:
    """The address the plan asks for. Raises Invalid when another channel has it or had it."""
    slug = slugify(plan.slug or plan.name, fallback="channel")
    taken = or_(
        exists().where(Channel.slug == slug, Channel.id != own_id),
        exists().where(ChannelSlug.slug == slug, ChannelSlug.channel_id != own_id),
    )
    if db.session.scalar(select(taken)):
        raise Invalid("slug" if plan.slug else "name", "address_taken", slug=slug)
    return slug


def _check(plan: Plan) -> None:
    if not plan.name.strip():
        raise Invalid("name", "empty")
    if not 1 <= plan.hue <= HUES:
        raise Invalid("hue", "unknown")
    if not 0 <= plan.min_tags <= MOST_TAGS:
        raise Invalid("min_tags", "out_of_range")
    if not 0 <= plan.slow_mode_seconds <= LONGEST_SLOW_MODE:
        raise Invalid("slow_mode_seconds", "out_of_range")


def _plain(value: object) -> object:
    """Enums as their words, so that the log can be read without our code."""
    return value.value if isinstance(value, StrEnum) else value


_TAKEN = (
    "section_id",
    "description",
    "guidance",
    "icon",
    "hue",
    "kind",
    "visibility",
    "starts",
    "replies",
    "slow_mode_seconds",
    "min_tags",
)
_KEPT = ("name", "slug", *_TAKEN)
