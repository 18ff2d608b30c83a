"""Who decides here, and who gets into which channel, as the viewer may know of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.accounts.models import User, Viewer
from forum.channels import queries as channels
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.pages import queries as pages
from forum.pages.models import PageName, PageVersion
from forum.pages.queries import Step
from forum.tiers.models import BenefitKind, Tier, TierBenefit


@dataclass(frozen=True)
class Door:
    """A channel with those who look after it, and the tiers that open it."""

    channel: Channel
    moderators: Sequence[User]
    tiers: Sequence[Tier]

    @property
    def rule(self) -> tuple[object, ...]:
        """All that decides who gets in and who writes."""
        room = self.channel
        writes = room.replies if room.is_live else room.starts
        return room.visibility, writes, tuple(tier.id for tier in self.tiers)


@dataclass(frozen=True)
class House:
    """All that the page about deciding says of this community."""

    words: PageVersion | None
    staff: Sequence[User]
    doors: Sequence[Door]
    steps: Sequence[Step]

    @property
    def alike(self) -> Sequence[Sequence[Door]]:
        """The doors, those together that open alike."""
        found: dict[tuple[object, ...], list[Door]] = {}
        for door in self.doors:
            found.setdefault(door.rule, []).append(door)
        return list(found.values())

    @property
    def keepers(self) -> Sequence[tuple[User, Sequence[Channel]]]:
        """Those who look after channels, with which ones; the team looks after all."""
        found: dict[int, tuple[User, list[Channel]]] = {}
        for door in self.doors:
            for person in door.moderators:
                if not person.is_staff:
                    found.setdefault(person.id, (person, []))[1].append(door.channel)
        return list(found.values())


def house(viewer: Viewer) -> House:
    """Who decides, what was changed of the guidelines, and the doors the viewer may know of."""
    rooms = [room.channel for room in channels.rooms(viewer) if not room.channel.is_archived]
    ids = [room.id for room in rooms]
    keepers, tiers = channels.moderators_in(ids), _tiers_of(ids)
    return House(
        words=pages.current_page(PageName.GOVERNANCE),
        staff=accounts.staff(),
        doors=[Door(room, keepers.get(room.id, ()), tiers.get(room.id, ())) for room in rooms],
        steps=pages.history(),
    )


def _tiers_of(channel_ids: Collection[int]) -> Mapping[int, Sequence[Tier]]:
    found: dict[int, list[Tier]] = {}
    query = (
        select(TierBenefit.channel_id, Tier)
        .join(Tier, Tier.id == TierBenefit.tier_id)
        .where(
            TierBenefit.kind == BenefitKind.CHANNEL,
            TierBenefit.channel_id.in_(channel_ids),
            TierBenefit.ended_at.is_(None),
            Tier.is_active.is_(True),
        )
        .order_by(Tier.rank)
    )
    for channel_id, tier in db.session.execute(query):
        found.setdefault(channel_id or 0, []).append(tier)
    return found
