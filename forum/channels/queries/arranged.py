"""What admins look at when they arrange sections and channels."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import joinedload

from forum.channels import policy
from forum.channels.models import (
    Audience,
    Channel,
    ChannelMember,
    ChannelSlug,
    EntryRequest,
    Section,
    Visibility,
)
from forum.kernel.db import db
from forum.kernel.policy import NotFound


@dataclass(frozen=True)
class Sight:
    """Who gains and who loses when a door changes: groups out of `guests` and `members`."""

    readers_gained: frozenset[str]
    readers_lost: frozenset[str]
    knowers_gained: frozenset[str]
    knowers_lost: frozenset[str]

    @property
    def is_same(self) -> bool:
        """Whether nobody notices."""
        return not (
            self.readers_gained | self.readers_lost | self.knowers_gained | self.knowers_lost
        )


@dataclass(frozen=True)
class MergeEffects:
    """Who will see what when one channel is merged into another."""

    # Groups that will read topics they could not read before.
    readers_gained: frozenset[str]
    # Groups that will no longer read the moved topics.
    readers_lost: frozenset[str]
    # Insiders of the remaining channel who will read the moved topics, and could not before.
    insiders_gained: int
    # People of the merged channel who are let into the remaining one and so may read or write
    # there what only insiders may.
    newcomers: int
    # People who wait at the door of the merged channel.
    askers: int

    @property
    def opens_up(self) -> bool:
        """Whether something opens to anybody to whom it was closed."""
        return bool(self.readers_gained or self.insiders_gained or self.newcomers)


@dataclass(frozen=True)
class Layout:
    """The order of the navigation: section ids (0 for none) with the ids of their channels."""

    sections: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def section_ids(self) -> tuple[int, ...]:
        """The sections in their order; 0 does not count."""
        return tuple(section_id for section_id, _ in self.sections if section_id)

    @property
    def channel_ids(self) -> tuple[int, ...]:
        """All channels in their order."""
        return tuple(channel_id for _, ids in self.sections for channel_id in ids)

    @property
    def fingerprint(self) -> str:
        """A word that is another one for every other order."""
        filled = [part for part in self.sections if part[0] or part[1]]
        return hashlib.sha256(repr(filled).encode()).hexdigest()[:20]


def layout() -> Layout:
    """The order as it is now; what stands in no section comes first."""
    in_use = (Channel.archived_at.is_(None), Channel.merged_into_id.is_(None))
    query = select(Channel.id, Channel.section_id).where(*in_use)
    by_section: dict[int, list[int]] = {0: []}
    by_section.update({section.id: [] for section in sections()})
    for channel_id, section_id in db.session.execute(query.order_by(Channel.position, Channel.id)):
        by_section[section_id or 0].append(channel_id)
    return Layout(tuple((section_id, tuple(ids)) for section_id, ids in by_section.items()))


def sections() -> Sequence[Section]:
    """All headings in their order."""
    return db.session.scalars(select(Section).order_by(Section.position, Section.id)).all()


def names_of(
    channel_ids: Collection[int], section_ids: Collection[int]
) -> Mapping[tuple[str, int], str]:
    """The names of these channels and sections, by kind and number, in one query."""
    channels = select(literal("channel"), Channel.id, Channel.name).where(
        Channel.id.in_(channel_ids)
    )
    headings = select(literal("section"), Section.id, Section.name).where(
        Section.id.in_(section_ids)
    )
    found = db.session.execute(union_all(channels, headings))
    return {(row[0], row[1]): row[2] for row in found}


def section_by_id(section_id: int) -> Section:
    """A heading. Raises NotFound."""
    found = db.session.get(Section, section_id)
    if found is None:
        raise NotFound
    return found


def channel_by_id(channel_id: int) -> Channel:
    """A channel with its section, whoever asks. Raises NotFound, also when it was merged."""
    query = (
        select(Channel)
        .where(Channel.id == channel_id, Channel.merged_into_id.is_(None))
        .options(joinedload(Channel.section))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def old_slugs(channel: Channel) -> Sequence[str]:
    """Addresses that lead to the channel beside its own: former ones, and of merged channels."""
    former = select(ChannelSlug.slug).where(ChannelSlug.channel_id == channel.id)
    merged = select(Channel.slug).where(Channel.merged_into_id == channel.id)
    return db.session.scalars(former.union(merged)).all()


def change_of_sight(before: Visibility, after: Visibility) -> Sight:
    """What another visibility means for those outside."""
    return Sight(
        readers_gained=policy.READERS[after] - policy.READERS[before],
        readers_lost=policy.READERS[before] - policy.READERS[after],
        knowers_gained=policy.KNOWERS[after] - policy.KNOWERS[before],
        knowers_lost=policy.KNOWERS[before] - policy.KNOWERS[after],
    )


def effects_of_merge(source: Channel, into: Channel) -> MergeEffects:
    """Who will see what when the source is merged into the other channel."""
    sight = change_of_sight(source.visibility, into.visibility)
    into_is_closed = into.visibility in policy.CLOSED_DOORS
    both_closed = into_is_closed and source.visibility in policy.CLOSED_DOORS
    favours_insiders = into_is_closed or Audience.INSIDERS in {into.starts, into.replies}
    return MergeEffects(
        readers_gained=sight.readers_gained,
        readers_lost=sight.readers_lost,
        insiders_gained=_only_in(into, source) if both_closed else 0,
        newcomers=_only_in(source, into) if favours_insiders else 0,
        askers=_askers(source),
    )


def _only_in(channel: Channel, other: Channel) -> int:
    """How many belong to the one channel and not to the other."""
    both = select(ChannelMember.user_id).where(ChannelMember.channel_id == other.id)
    query = select(func.count(ChannelMember.id)).where(
        ChannelMember.channel_id == channel.id, ChannelMember.user_id.not_in(both)
    )
    return db.session.scalar(query) or 0


def _askers(channel: Channel) -> int:
    query = select(func.count(EntryRequest.id)).where(
        EntryRequest.channel_id == channel.id, EntryRequest.decided_at.is_(None)
    )
    return db.session.scalar(query) or 0
