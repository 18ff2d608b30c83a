"""Badges as pages show them: words, medal, criteria in plain words, numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _

from forum.accounts.models import User, Viewer
from forum.badges import criteria, queries, wording
from forum.badges.criteria import Leaf, Node
from forum.badges.models import Badge, BadgeAward, Level, Repeats
from forum.badges.supplied import EXPERT
from forum.badges.wording import Names, Said
from forum.channels import queries as channels

MOST_NEXT = 3


@dataclass(frozen=True)
class Medal:
    """A badge with its words; `tag` where it was given for one."""

    slug: str
    name: str
    words: str
    level: str
    level_name: str
    art: str
    is_active: bool


@dataclass(frozen=True)
class Held:
    """What a member has: the medal, since when, and how it came."""

    award_id: int
    medal: Medal
    at: datetime
    reason: str
    # Of a badge for each tag.
    tag_id: int | None
    # Of an expert who has not replied under the tag for long.
    is_former: bool


@dataclass(frozen=True)
class Step:
    """One condition, and how far somebody has come."""

    words: str
    count: int
    most: int

    @property
    def told(self) -> str:
        """The numbers, such as `7 of 10`."""
        return str(_("%(count)s of %(most)s", count=self.count, most=self.most))


@dataclass(frozen=True)
class Next:
    """A badge that somebody is on the way to."""

    medal: Medal
    nearness: float
    steps: Sequence[Step]


def medal_of(badge: Badge, tag: str = "") -> Medal:
    """The badge with its words."""
    level = Level(badge.level)
    return Medal(
        badge.slug,
        wording.name_of(badge, tag),
        wording.words_of(badge),
        level.value,
        str(wording.LEVELS[level]),
        badge.art,
        badge.is_active,
    )


def held_by(viewer: Viewer, member: User) -> list[Held]:
    """What a member has, the latest first; of tags that the viewer may not know of no names."""
    awards = queries.held_by(member)
    tags = queries.tags_of_awards(viewer, member, awards)
    return [_held(award, tags) for award in awards]


def names_for(viewer: Viewer, trees: Collection[Node]) -> Names:
    """The names of what these criteria speak of, as far as the viewer may know of it."""
    found = [leaf for tree in trees for leaf in criteria.leaves(tree)]
    rooms = {}
    if any(leaf.channel for leaf in found):
        rooms = {room.channel.id: room.channel.name for room in channels.rooms(viewer)}
    return Names(rooms, queries.tag_names(viewer, {leaf.tag for leaf in found if leaf.tag}))


def how(viewer: Viewer, badges: Sequence[Badge]) -> Mapping[int, Said]:
    """What each of these asks for, in plain words."""
    trees = {badge.id: criteria.read(badge.criteria) for badge in badges if badge.is_counted}
    names = names_for(viewer, trees.values())
    each_tag = {badge.id for badge in badges if badge.repeats == Repeats.TAG}
    told = {
        badge_id: wording.said(tree, replace(names, is_each_tag=badge_id in each_tag))
        for badge_id, tree in trees.items()
    }
    return {badge.id: told.get(badge.id) or Said(wording.who_gives(badge)) for badge in badges}


def next_for(member: User, held: Collection[Held]) -> list[Next]:
    """The badges that the member is nearest to, with the numbers.

    Of a badge for each tag, the tags that the member has are left out.
    """
    badges = [one for one in queries.counted_badges() if one.is_active]
    there = {(one.medal.slug, one.tag_id or 0) for one in held}
    plans = {badge.id: queries.plan_of(badge) for badge in badges}
    numbers = queries.numbers_of(list(plans.values()), member.id)
    each = queries.tag_names(member, {tag for some in numbers.values() for tag in some if tag})
    names = names_for(member, [plan.tree for plan in plans.values()])
    names = replace(names, tags={**each, **names.tags})
    found = [
        _next(
            badge,
            plans[badge.id].tree,
            {
                tag: some
                for tag, some in numbers[badge.id].items()
                if (badge.slug, tag) not in there
            },
            names,
        )
        for badge in badges
    ]
    near = [one for one in found if one is not None and 0 < one.nearness < 1]
    return sorted(near, key=lambda one: -one.nearness)[:MOST_NEXT]


def way_to(member: User, badge: Badge) -> Next | None:
    """How far the member has come towards one badge; nothing if there is nothing to count."""
    if not (badge.is_active and badge.is_counted):
        return None
    held = [one for one in queries.held_by(member) if one.badge_id == badge.id]
    plan = queries.plan_of(badge)
    numbers = queries.numbers_of([plan], member.id)[badge.id]
    names = names_for(member, [plan.tree])
    each = queries.tag_names(member, {tag for tag in numbers if tag})
    had = {one.tag_id or 0 for one in held}
    left = {tag: some for tag, some in numbers.items() if tag not in had}
    return _next(badge, plan.tree, left, replace(names, tags={**each, **names.tags}))


def steps(tree: Node, numbers: Mapping[Leaf, int], names: Names) -> list[Step]:
    """Every condition with what somebody comes to."""
    return [
        Step(wording.label_of(leaf, names), numbers.get(leaf, 0), leaf.value)
        for leaf in criteria.leaves(tree)
    ]


def _next(
    badge: Badge, tree: Node, numbers: Mapping[int, Mapping[Leaf, int]], names: Names
) -> Next | None:
    if not numbers:
        return None
    by_nearness = {tag: criteria.nearness(tree, some.__getitem__) for tag, some in numbers.items()}
    # Of a badge for each tag, the tags that are there already are left out.
    open_tags = {tag: near for tag, near in by_nearness.items() if near < 1}
    if not open_tags or (badge.repeats != Repeats.TAG and len(open_tags) < len(by_nearness)):
        return None
    tag = max(open_tags, key=lambda one: open_tags[one])
    name = names.tags.get(tag, "")
    return Next(medal_of(badge, name), open_tags[tag], steps(tree, numbers[tag], names))


def _held(award: BadgeAward, tags: Mapping[int, tuple[str, bool]]) -> Held:
    tag, is_fresh = tags.get(award.tag_id or 0, ("", True))
    is_former = award.badge.slug == EXPERT and not is_fresh
    return Held(
        award.id, medal_of(award.badge, tag), award.at, award.reason, award.tag_id, is_former
    )
