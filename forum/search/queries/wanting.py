"""What a question means for one viewer: names become ids, and doors become facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.accounts.models import Viewer
from forum.channels import queries as channels
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import EPOCH
from forum.kernel.policy import NotFound
from forum.kernel.slugs import slugify
from forum.search import facts
from forum.search.asked import Asked, Kind, Part, days
from forum.search.engines.engine import Group, Wanted
from forum.search.queries import waiting
from forum.search.queries.documents import day_of
from forum.topics.models import Tag, TagAddress

# Never true: a name that nobody has, or that the viewer may not know of, which is the same.
NOBODY = frozenset({"nothing"})


@dataclass(frozen=True)
class Meaning:
    """What to ask the engines, and which parts of the question name nothing."""

    wanted: Wanted
    rooms: Mapping[int, Channel]
    unknown: Sequence[Part] = field(default=())


def meaning(viewer: Viewer, asked: Asked, *, newest: bool = False) -> Meaning:
    """The question as this viewer may ask it. Nothing outside the viewer's channels is wanted."""
    rooms = {room.id: room.channel for room in channels.rooms(viewer) if room.is_readable}
    wanted = within(rooms, newest=newest)
    unknown = []
    for part in asked.filters:
        chosen = _chosen(part, rooms)
        # A tag may exist where the viewer may not look; saying that one does not would be a hint.
        if chosen == NOBODY and part.kind != Kind.TAG:
            unknown.append(part)
        wanted = _with_filter(wanted, part, chosen, rooms=rooms)
    groups: tuple[Group, ...] = tuple(part.words for part in asked.sought)
    return Meaning(replace(wanted, groups=groups), rooms, unknown)


def within(rooms: Mapping[int, Channel], *, newest: bool = False) -> Wanted:
    """Posts of these channels, without what the index may still show and must not."""
    hidden = waiting.hidden()
    open_to_viewer = frozenset(map(facts.channel, rooms)) or NOBODY
    return Wanted(
        facts=(open_to_viewer,),
        unlike=hidden.facts | {facts.MEMBER},
        hidden=hidden.refs,
        newest=newest,
        today=day_of(clock.now()),
    )


def _with_filter(
    wanted: Wanted, part: Part, chosen: frozenset[str], *, rooms: Mapping[int, Channel]
) -> Wanted:
    """The wish with one filter more."""
    match part.kind:
        case Kind.WORDS | Kind.PHRASE:
            return replace(wanted, without=(*wanted.without, part.words)) if part.words else wanted
        case Kind.IN:
            return wanted if part.is_negated else replace(wanted, in_title=True)
        case Kind.BEFORE | Kind.AFTER:
            return _with_days(wanted, part)
        case Kind.IS:
            return _with_answer(wanted, part, rooms)
        case _ if part.is_negated:
            return replace(wanted, unlike=wanted.unlike | chosen)
        case _:
            return replace(wanted, facts=(*wanted.facts, chosen))


def _with_answer(wanted: Wanted, part: Part, rooms: Mapping[int, Channel]) -> Wanted:
    """Without an answer is only what asks for one."""
    if part.is_negated == (part.value == "unanswered"):
        return replace(wanted, facts=(*wanted.facts, frozenset({facts.ANSWERED})))
    asking = {facts.channel(room.id) for room in rooms.values() if room.takes_answers}
    unlike = wanted.unlike | {facts.ANSWERED}
    return replace(wanted, facts=(*wanted.facts, frozenset(asking) or NOBODY), unlike=unlike)


def _with_days(wanted: Wanted, part: Part) -> Wanted:
    """Before a month ends before its first day; after it begins with the first day of it."""
    found = days(part.value)
    if found is None:
        return wanted
    first = (found[0] - EPOCH.date()).days
    is_before = (part.kind == Kind.BEFORE) != part.is_negated
    if is_before:
        last = min(first - 1, first - 1 if wanted.last_day is None else wanted.last_day)
        return replace(wanted, last_day=last)
    return replace(wanted, first_day=max(first, wanted.first_day or 0))


def _chosen(part: Part, rooms: Mapping[int, Channel]) -> frozenset[str]:
    """The facts that a filter names."""
    match part.kind:
        case Kind.CHANNEL:
            found = [facts.channel(room.id) for room in rooms.values() if _is_called(room, part)]
        case Kind.TAG:
            found = [facts.tag(tag_id) for tag_id in _tags_called(part.value)]
        case Kind.AUTHOR:
            found = [facts.author(user_id) for user_id in _members_called(part.value)]
        case Kind.TOPIC:
            found = [facts.topic(int(part.value))]
        case Kind.HAS:
            found = [facts.IMAGE]
        case _:
            return frozenset()
    return frozenset(found) or NOBODY


def _is_called(room: Channel, part: Part) -> bool:
    return slugify(part.value, fallback="") in {room.slug, slugify(room.name, fallback="-")}


def _tags_called(typed: str) -> Sequence[int]:
    name = slugify(typed, fallback="")
    former = select(TagAddress.tag_id).where(TagAddress.name == name)
    return db.session.scalars(select(Tag.id).where(Tag.name == name).union(former)).all()


def _members_called(typed: str) -> Sequence[int]:
    try:
        found = accounts.member_named(typed)
    except NotFound:
        return []
    return [found.id] if found.approved_at and not found.deactivated_at else []
