"""The channels into which threads go: the one that was named, or one for each site."""

from dataclasses import dataclass, field
from zlib import crc32

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.channels import actions as channels
from forum.channels import queries as rooms
from forum.channels.actions import Plan
from forum.channels.models import Channel, Kind
from forum.channels.queries import Moved
from forum.conversations.threads import Unusable
from forum.kernel.policy import NotFound
from forum.kernel.slugs import slugify

# Names as short as this are read letter by letter: AI.
LONGEST_ABBREVIATION = 2


@dataclass(frozen=True)
class Rooms:
    """Finds the channel for a site; makes it where none was named."""

    slug: str | None = None
    # Found since the last `forget`.
    _found: dict[str, Channel] = field(default_factory=dict)

    def forget(self) -> None:
        """Look for every channel anew: it may have been renamed, merged or taken back meanwhile."""
        self._found.clear()

    def channel_for(self, site: str) -> Channel:
        """The channel of a site's threads, wherever it is now. Raises Unusable when it cannot be
        had."""
        slug = self.slug or slugify(site)
        if slug not in self._found:
            self._found[slug] = self._find(site, slug)
        return self._found[slug]

    def _find(self, site: str, slug: str) -> Channel:
        owner = _owner()
        try:
            return _channel_at(owner, slug)
        except NotFound as missing:
            if self.slug:
                raise Unusable(f"there is no channel at {slug}") from missing
        words = f"Conversations from {site}."
        plan = Plan(
            name=name_of(site),
            slug=slug,
            description=words,
            kind=Kind.QUESTION,
            hue=crc32(site.encode()) % channels.HUES + 1,
        )
        return channels.create(owner, plan)


def name_of(site: str) -> str:
    """What a channel is called after a site: `coffee.stackexchange` is Coffee."""
    words = site.split(".")[: max(1, site.count("."))]
    name = " ".join(words).strip() or site
    return name.upper() if len(name) <= LONGEST_ABBREVIATION else name[:1].upper() + name[1:]


def _channel_at(owner: User, slug: str) -> Channel:
    """The channel that has this address, or had it before it was renamed or merged."""
    try:
        return rooms.channel_at(owner, slug)
    except Moved as moved:
        return rooms.channel_at(owner, moved.slug)


def _owner() -> User:
    for user in accounts.staff():
        if user.is_admin:
            return user
    raise Unusable("a channel needs an owner of the site: set the site up first")
