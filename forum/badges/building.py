"""The desk on which the criteria of a badge are put together and tried, for one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.badges import builder, criteria, queries, showing
from forum.badges.actions import BadgePlan
from forum.badges.builder import Part
from forum.badges.models import Badge, Repeats
from forum.badges.showing import Step
from forum.badges.wording import METRIC_LABELS, Names
from forum.channels import queries as channels
from forum.kernel import clock
from forum.topics.queries import tags_named

MOST_LISTED = 50


@dataclass(frozen=True)
class Candidate:
    """Somebody who would get the badge, with the numbers that say so."""

    member: User
    tag: str
    steps: Sequence[Step]


@dataclass(frozen=True)
class Trial:
    """What trying the criteria found: how many meet them, how many of those are new, and who."""

    count: int
    new: int
    listed: Sequence[Candidate]


class Desk:
    """The tree on the page, what may be chosen for it, and what trying it found."""

    def __init__(self, owner: User, badge: Badge | None, root: Part, names: Names) -> None:
        self.root, self.metrics = root, METRIC_LABELS
        self.channels: Mapping[int, str] = names.channels
        self.trial: Trial | None = None
        self._owner, self._badge = owner, badge

    def changed(self, do: str) -> bool:
        """Whether a button of the tree was pressed, and so nothing is to be saved."""
        return builder.changed(self.root, do) or do == "keep"

    def asked(self) -> dict[str, Any]:
        """The tree as it is stored. Raises Invalid."""
        tags = {name: tag.id for name, tag in tags_named(builder.tags_typed(self.root)).items()}
        stored = builder.to_tree(self.root, tags, self.channels)
        return criteria.written(criteria.read(stored))

    def try_out(self, plan: BadgePlan) -> None:
        """Find out who would get a badge of this plan."""
        if plan.criteria is None:
            return
        tree = criteria.read(plan.criteria)
        span = queries.Span(clock.now(), plan.starts_at, plan.ends_at)
        badge_id = self._badge.id if self._badge else 0
        by_tag = plan.repeats == Repeats.TAG
        some = queries.earned([queries.planned(badge_id, tree, span, by_tag=by_tag)])[badge_id]
        known = queries.award_keys([badge_id])
        new = [one for one in some if (badge_id, one.user_id, one.occurrence_key) not in known]
        self.trial = Trial(len(some), len(new), self._candidates(tree, new[:MOST_LISTED]))

    def _candidates(
        self, tree: criteria.Node, some: Sequence[queries.Earned]
    ) -> Sequence[Candidate]:
        people = accounts.members_by_ids({one.user_id for one in some})
        names = showing.names_for(self._owner, [tree])
        tags = queries.tag_names(self._owner, {one.tag_id for one in some if one.tag_id})
        return [
            Candidate(
                people[one.user_id],
                tags.get(one.tag_id or 0, ""),
                showing.steps(tree, one.numbers, names),
            )
            for one in some
        ]


def desk_of(owner: User, badge: Badge | None) -> Desk:
    """The desk with what was sent, or with what the badge asks for now."""
    stored = badge.criteria if badge else None
    tree = criteria.read(stored) if stored is not None else None
    names = showing.names_for(owner, [tree] if tree else [])
    rooms = {room.channel.id: room.channel.name for room in channels.rooms(owner)}
    names = Names(rooms, names.tags)
    is_sent = request.method == "POST"
    root = builder.from_form(request.form) if is_sent else builder.from_tree(tree, names)
    return Desk(owner, badge, root, names)
