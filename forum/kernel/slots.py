"""Named gaps in a page that higher slices fill, one query per filler. For showing only."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flask import current_app

# The names are few on purpose: a page that is all gaps cannot be read.
ROW_SLOTS = {
    "channel.nav": "beside a channel's name in the side navigation; data: state, count",
    "channel.head": "in the head of a channel's page: its feed, its structured data",
    "channel.follow": "the follow control on a channel's page",
    "topic.head": "in the head of a topic's page: its feed, its structured data",
    "topic.end": "below the posts of a topic: what comes in while it is read, who is replying",
    "topic.reply": "in the form of a reply, for those who look after the topic; data: text to add",
    "topic.rail": "cards beside a topic: reading progress, follow",
    "post.waiting": "below a text of one's own that waits: why it does",
    "post.author": "chips beside an author's name",
    "post.footer": "under a post: reactions, bookmark",
    "launch.page": "cards on the page of a launch, for whoever sees all of it: its draw",
    "launch.plan": "cards on the team's page of a launch, before the rest: how it was rehearsed",
    "launch.team": "on the team's page of a launch: ways to what others do with it",
    "case.why": "below why a case is in the queue: which rules of the house opened it",
    "case.member": "beside a case of the review queue: the record of the member it is about",
    "case.words": "at the words to the member of a case; data: text to add to them",
    "case.kind": "beside a case of the review queue: of what kind of message its text is",
    "audit.names": "names of what acts were about; data: names, by kind and number",
    "ruling.end": "below a statement of reasons: how to ask for another look",
    "member.mark": "chips below the name on a member's page: what they are here",
    "member.controls": "buttons on a member's page: write to them",
    "member.cards": "cards on a member's page, above what they did: badges",
    "member.main": "activity on a member's page",
    "member.figures": "figures on a member's page",
    "member.rail": "cards beside a member's page: what they know about",
    "sanction.foot": "below a decision about a member: asking for another look",
    "sanctions.record": "on the team's record of a member: cases decided, flags given",
}
PAGE_SLOTS = {
    "site.head": "in the head of every page: feeds, the web app manifest, the live token",
    "site.bell": "beside the account menu: the bell with its count",
    "topic.new": "below the title of a new topic: similar topics",
    "site.mail": "before the bell: private messages with their count",
    "site.nav": "the side navigation",
    "site.banner": "a line above every page, such as viewing as somebody else",
    "site.account": "entries of the account menu",
    "home.rail": "cards beside the lists of topics: what is one's own",
    "tiers.perks": "below what a member's tiers give: codes that are theirs for the taking",
    "tiers.promises": "below what tiers promise: how far other promises are kept",
    "points.progress": "on a member's own points: what they are good for, and what is missing",
    "composer.limits": "below a composer: how much the writer may put into a text",
    "standing.next": "where a limit of standing was met: what the next standing asks for",
    "uploads.larger": "below the field for a picture: how one may send larger ones",
    "drafts.page": "below the list of a member's own drafts: texts that wait for somebody",
    "decisions.page": "below what was decided about a member: decisions on their texts",
    "guidelines.look": "in the guidelines: for how long one may ask for another look",
    "pages.about": "cards on the page about the community: why one should join",
    "door.closed": "where the right password does not open the door: why, and what to do",
    "admin.nav": "the side navigation of staff pages",
    "admin.growth": "figures on the first of the staff pages: what grew, with a line of days",
    "admin.health": "lines on the first of the staff pages: whether everything works",
    "admin.overview": "cards on the first of the staff pages: what waits, what needs care",
}


@dataclass(frozen=True)
class Part:
    """A template and its data: what a filler puts into a slot."""

    template: str
    data: dict[str, Any] = field(default_factory=dict)
    # All that its html depends on, beside the thing it stands at and what every page depends on
    # (language, time zone, brand, kind of viewer). None: what stands around it is made each time.
    key: Hashable = None


RowFiller: TypeAlias = Callable[[Any, Sequence[Any]], Mapping[int, Part]]
PageFiller: TypeAlias = Callable[[Any], Sequence[Part]]


class Slots:
    """The fillers of each slot, in the order the slices were plugged in."""

    def __init__(self) -> None:
        self.rows: dict[str, list[RowFiller]] = {name: [] for name in ROW_SLOTS}
        self.pages: dict[str, list[PageFiller]] = {name: [] for name in PAGE_SLOTS}


def fill(name: str, viewer: Any, items: Sequence[Any]) -> dict[int, list[Part]]:
    """What higher slices show for each of the items (things with an `id`), by id."""
    parts: dict[int, list[Part]] = {item.id: [] for item in items}
    if not items:
        return parts
    for filler in _slots().rows[name]:
        for item_id, part in filler(viewer, items).items():
            parts[item_id].append(part)
    return parts


def fill_page(name: str, viewer: Any) -> list[Part]:
    """What the slices show in a gap that a page has once."""
    return [part for filler in _slots().pages[name] for part in filler(viewer)]


def _slots() -> Slots:
    found: Slots = current_app.extensions["slots"]
    return found
