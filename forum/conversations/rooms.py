"""The channels into which threads go: the one that was named, or one for each site."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.channels import actions as channels
from forum.channels.actions import Plan
from forum.channels.models import Channel, Kind
from forum.conversations.threads import Unusable
from forum.kernel.db import db
from forum.kernel.slugs import slugify


@dataclass(frozen=True)
class Rooms:
    """Finds the channel for a site; makes it where none was named."""

    slug: str | None = None

    def channel_for(self, site: str) -> Channel:
        """The channel of a site's threads. Raises Unusable when it cannot be had."""
        slug = self.slug or slugify(site)
        found = db.session.scalar(select(Channel).where(Channel.slug == slug))
        if found is not None:
            return found
        if self.slug:
            raise Unusable(f"there is no channel at {slug}")
        words = f"Conversations from {site}."
        plan = Plan(
            name=site, slug=slug, description=words, kind=Kind.QUESTION, icon="download", hue=7
        )
        return channels.create(_owner(), plan)


def _owner() -> User:
    for user in accounts.staff():
        if user.is_admin:
            return user
    raise Unusable("a channel needs an owner of the site: set the site up first")
