"""What this slice shows on the pages of others: a member's activity, and texts that wait."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from flask import request, url_for
from flask_babel import gettext as _

from forum.accounts.models import User, Viewer
from forum.audit import queries as audit
from forum.audit.models import AuditEntry
from forum.channels import policy as channels
from forum.channels import queries as rooms
from forum.channels.policy import NO_SEAT
from forum.kernel import slots
from forum.kernel.slots import Part
from forum.moderation import queries as moderation
from forum.topics import queries
from forum.topics.queries import staff

Find: TypeAlias = Callable[[Viewer, User], Sequence[Any]]
LISTS: Mapping[str, Find] = {
    "latest": queries.latest_by,
    "topics": queries.topics_by,
    "replies": queries.replies_by,
    "answers": queries.answers_by,
}


def activity(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """What a member wrote lately: all of it, topics, replies or answers, as the address asks."""
    chosen = request.args.get("show", "latest")
    chosen = chosen if chosen in LISTS else "latest"
    return {member.id: _activity(viewer, member, chosen) for member in members}


def figures(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """How much a member has written, and how often it was the answer."""
    return {
        member.id: Part("topics/_member_figures.html", {"of": queries.figures_of(viewer, member)})
        for member in members
    }


def known_for(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """What a member's accepted answers are about."""
    found = {member.id: queries.answer_tags_of(viewer, member) for member in members}
    return {
        member_id: Part("topics/_member_rail.html", {"tags": tags})
        for member_id, tags in found.items()
        if tags
    }


def waiting(viewer: Viewer) -> Sequence[Part]:
    """The viewer's own texts that nobody else sees yet."""
    posts, changes = queries.waiting_posts(viewer), queries.own_changes(viewer)
    if not posts and not changes:
        return []
    seats = rooms.seats(viewer)
    readable = {
        post.id
        for post in posts
        if channels.can_read(viewer, post.topic.channel, seats.get(post.topic.channel_id, NO_SEAT))
    }
    notes = queries.notes_on([post.id for post in posts])
    data = {
        "posts": posts,
        "why": slots.fill("post.waiting", viewer, posts),
        "ruled": moderation.rulings_on(queries.POST, [post.id for post in posts]),
        "changes": changes,
        "readable": readable,
        "notes": notes,
    }
    return [Part("topics/_waiting.html", data)]


def on_growth(viewer: Viewer) -> Sequence[Part]:
    """How much is written, and how much of it lately."""
    topics, posts = staff.grown()
    data = {"totals": rooms.published(), "topics": topics, "posts": posts}
    return [Part("topics/_growth.html", data)]


def in_audit_log(viewer: Viewer, entries: Sequence[AuditEntry]) -> Mapping[int, Part]:
    """What the topics, posts and tags of these acts are called."""
    numbers = [audit.numbers_in(entries, kind) for kind in ("topic", "post", "tag")]
    data = {"names": staff.names_of(*numbers)}
    return {entry.id: Part("audit/_names.html", data) for entry in entries}


def _activity(viewer: Viewer, member: User, chosen: str) -> Part:
    labels = {
        "latest": _("Activity"),
        "topics": _("Topics"),
        "replies": _("Replies"),
        "answers": _("Answers"),
    }
    endpoint, path = request.endpoint or "", request.view_args or {}
    tabs = [
        {
            "label": labels[name],
            "href": url_for(endpoint, **path, show=None if name == "latest" else name),
            "is_current": name == chosen,
        }
        for name in LISTS
    ]
    found = LISTS[chosen](viewer, member)
    data = {"tabs": tabs, "chosen": chosen, "found": found, "member": member}
    return Part("topics/_member_activity.html", data)
