"""How posts, and changes to posts, answer the review queue."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select

from forum.accounts.models import User, Viewer
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.policy import Verdict, deny
from forum.markup.render import excerpt
from forum.moderation.kinds import Facts, ReviewKind, Ruled, path_to
from forum.moderation.models import Outcome, Reviewable
from forum.topics import actions, policy, queries
from forum.topics.actions import decided
from forum.topics.actions.locking import lock
from forum.topics.models import HeldEdit, Post, State

REASONS = {
    "channel": _l("Everything in this channel is read first."),
    "hidden": _l("It was hidden, and its author brought it back."),
    "flagged": _l("Members asked the team to look at it."),
    "mended": _l("It was hidden, and its author has mended it."),
    "automod": _l("A rule of the house held it."),
    "automod_flag": _l("A rule of the house asks for a look. Everybody can read it."),
    "wave": _l("Several accounts wrote nearly the same within minutes."),
    "again": _l("It was declined or taken away before, and is sent again."),
}


# What the cases are called, by what brought them; what they are about comes behind it.
TITLES = {
    "flagged": _l("Flagged: %(what)s"),
    "hidden": _l("Brought back: %(what)s"),
    "mended": _l("Mended: %(what)s"),
    "automod_flag": _l("Marked by a rule: %(what)s"),
    "again": _l("Sent again: %(what)s"),
}
HELD = _l("Held: %(what)s")
# What it is: whether it opens a topic, and whether it holds a link.
THINGS = {
    (True, True): _l("topic with a link"),
    (True, False): _l("topic"),
    (False, True): _l("reply with a link"),
    (False, False): _l("reply"),
}
LINK = '<a href="http'


class PostReview(ReviewKind):
    """A post that waits or was flagged; the first one stands for its topic."""

    name = queries.POST
    label = _l("Post")
    template = "topics/_post_review.html"
    reasons = REASONS
    is_flaggable = True
    # What stays to be read is looked at, whoever wrote it; what nobody had read goes with them.
    waits_without_them = True

    def load(self, ids: Collection[int]) -> Mapping[int, Post]:
        return queries.posts_by_ids(ids)

    def facts(self, targets: Collection[Post]) -> Mapping[int, Facts]:
        return {post.id: _facts(post, post.text) for post in targets}

    def title(self, case: Reviewable, target: Any) -> Any:
        if target is None:
            return self.label
        what = THINGS[target.is_first, LINK in target.html]
        return str(TITLES.get(case.reason, HELD)) % {"what": what}

    def says(self, target_id: Any, pattern: str) -> ColumnElement[bool] | None:
        return queries.post_says(target_id, pattern)

    def may_decide(self, moderator: User, target: Post) -> Verdict:
        return _may_moderate(moderator, target)

    def decides(self, viewer: Viewer) -> bool:
        return channels.looks_after_some(viewer)

    def decidable_by(self, viewer: Viewer) -> Select[int] | None:
        return queries.posts_looked_after_by(viewer)

    def hold(self, target: Post) -> None:
        lock(target.topic, target)

    def approve(self, moderator: User, target: Post) -> None:
        actions.publish(target)

    def reject(self, moderator: User, target: Post, note: str) -> None:
        if target.state == State.PUBLISHED:
            actions.hide(target, moderator)
        else:
            actions.reject(target)

    def outcomes(self, target: Post) -> Sequence[Outcome]:
        return decided.outcomes(target)

    def carry_out(self, moderator: User, target: Post, ruling: Ruled) -> dict[str, Any]:
        return decided.carry_out(moderator, target, ruling)

    def take_back(self, target: Post, ruling: Ruled) -> None:
        decided.take_back(target, ruling)

    def stands(self, target: Post, ruling: Ruled) -> bool:
        return decided.stands(target, ruling)

    def is_done(self, target: Post, ruling: Ruled) -> bool:
        return decided.is_done(target, ruling)

    def places(self, moderator: User, target: Post) -> Sequence[tuple[int, str]]:
        here = target.topic.channel_id
        rooms = [room for room in channels.writable_channels(moderator) if room.id != here]
        return [(room.id, room.name) for room in rooms if not room.is_live]

    def source(self, target: Post) -> str:
        return target.body

    def may_flag(self, viewer: Viewer, target: Post) -> Verdict:
        # Whoever may not read it does not learn that it is there.
        queries.visible_post(viewer, target.id)
        return deny("flag_own") if viewer.id == target.author_id else policy.can_hide(target)

    def hide(self, target: Post) -> None:
        actions.hide(target, None)

    def show(self, target: Post) -> None:
        actions.show(target)

    def is_hidden(self, target: Post) -> bool:
        return target.is_hidden


@dataclass(frozen=True)
class Proposal:
    """A change beside the text that it would take the place of."""

    change: HeldEdit

    @property
    def post(self) -> Post:
        return self.change.post

    @property
    def lines(self) -> Sequence[queries.Line]:
        return queries.difference(self.post.body, self.change.body)


class EditReview(ReviewKind):
    """A change that waits while readers see the text before."""

    name = queries.EDIT
    label = _l("Change to a post")
    template = "topics/_edit_review.html"
    reasons = REASONS

    def load(self, ids: Collection[int]) -> Mapping[int, Proposal]:
        found = queries.changes_by_ids(ids)
        return {change_id: Proposal(change) for change_id, change in found.items()}

    def facts(self, targets: Collection[Proposal]) -> Mapping[int, Facts]:
        return {one.change.id: _facts(one.post, one.change.body) for one in targets}

    def may_decide(self, moderator: User, target: Proposal) -> Verdict:
        return _may_moderate(moderator, target.post)

    def decides(self, viewer: Viewer) -> bool:
        return channels.looks_after_some(viewer)

    def decidable_by(self, viewer: Viewer) -> Select[int] | None:
        return queries.changes_looked_after_by(viewer)

    def hold(self, target: Proposal) -> None:
        lock(target.post.topic, target.post)

    def approve(self, moderator: User, target: Proposal) -> None:
        actions.approve_edit(target.change)

    def reject(self, moderator: User, target: Proposal, note: str) -> None:
        actions.reject_edit(target.change)


def _facts(post: Post, words: str) -> Facts:
    """Where a post stands, how it begins, and how many look at its topic within an hour."""
    topic = post.topic
    hours = max(1.0, (clock.now() - topic.created_at).total_seconds() / 3600)
    return Facts(
        channel_id=topic.channel_id,
        author_id=post.author_id,
        extract=excerpt(words),
        address=path_to("topics.post", post_id=post.id),
        # Views are not kept by the hour: of a young topic these are all of them.
        views_last_hour=round(topic.view_count / hours),
        place=topic.channel.name,
    )


def _may_moderate(moderator: User, post: Post) -> Verdict:
    """Staff decide, and those who look after the channel."""
    seat = channels.seat_in(moderator, post.topic.channel)
    return policy.can_moderate(moderator, seat)


ALL: list[ReviewKind] = [PostReview(), EditReview()]
