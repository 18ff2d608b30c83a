"""The channels into which threads go: the one that was named, or one for each site."""

from dataclasses import dataclass, field

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
            name=site, slug=slug, description=words, kind=Kind.QUESTION, icon="download", hue=7
        )
        return channels.create(owner, plan)


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
