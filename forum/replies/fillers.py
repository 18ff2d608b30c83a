"""What saved replies show on other pages: the picker, automatic answers, whether it helped."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request, url_for

from forum.accounts.models import Viewer
from forum.answering.models import Kind
from forum.audit import queries as audit
from forum.audit.models import AuditEntry
from forum.channels import queries as channels
from forum.kernel.slots import Part, RowFiller
from forum.moderation.models import Reviewable
from forum.replies import queries, wording
from forum.replies.actions.writing import KIND
from forum.replies.models import Place
from forum.replies.queries import Spot
from forum.replies.settings import SHOW_COMPLAINTS
from forum.topics import policy as writing
from forum.topics.models import Post, Topic

# Of fewer complaints a share says little.
FEWEST = 5


def in_reply(viewer: Viewer, topics: Sequence[Topic]) -> Mapping[int, Part]:
    """Saved replies beside the composer of a topic."""
    return {
        one.id: _picker(viewer, queries.end_of(one), url_for("replies.fill_reply", topic_id=one.id))
        for one in topics
    }


def in_case(viewer: Viewer, cases: Sequence[Reviewable]) -> Mapping[int, Part]:
    """Saved replies beside the words of a decision."""
    where: dict[str, Any] = {name: request.args.get(name) for name in ("tab", "after")}
    return {
        one.id: _picker(
            viewer,
            queries.words_in(one),
            url_for("replies.fill_words", case_id=one.id, **where),
        )
        for one in cases
    }


def beside_author(viewer: Viewer, posts: Sequence[Post]) -> Mapping[int, Part]:
    """That nobody pressed a button for this answer, in whatever name the brand let it be given."""
    replies = [post.id for post in posts if post.number > 1]
    if not replies or not queries.has_answered():
        return {}
    part = Part("replies/_automatic.html", key="automatic")
    return dict.fromkeys(queries.automatic_posts(replies), part)


def below_post(viewer: Viewer, posts: Sequence[Post]) -> Mapping[int, Part]:
    """Whether it is solved, for whom was asked: asked for where they wrote or began the topic."""
    if viewer.is_guest or not any(_concerns(viewer, post) for post in posts):
        return {}
    found = queries.asked_under(viewer, [post.id for post in posts])
    parts = {
        post_id: Part("replies/_solved.html", {"use": use, "wording": wording})
        for post_id, use in found.items()
    }
    if viewer.id == posts[0].topic.author_id:
        row = queries.complaint_of(posts[0].topic_id)
        if row is not None and row.closing_post_id in {post.id for post in posts}:
            data = {"row": row, "wording": wording}
            parts[row.closing_post_id] = Part("replies/_settled.html", data)
    return parts


def beside_topic(viewer: Viewer, topics: Sequence[Topic]) -> Mapping[int, Part]:
    """The steps of a complaint, for those who look after its topic."""
    if viewer.is_guest:
        return {}
    tended = [
        one.id
        for one in topics
        if viewer.is_staff or writing.can_moderate(viewer, channels.seat_in(viewer, one.channel))
    ]
    found = queries.complaints_by_ids(tended) if tended else {}
    return {
        topic_id: Part("replies/_steps_card.html", {"item": item})
        for topic_id, item in found.items()
        if item.standing.kind == Kind.COMPLAINT
    }


def on_about(viewer: Viewer) -> Sequence[Part]:
    """How many complaints were solved in public, where the brand agrees and there are enough."""
    if not SHOW_COMPLAINTS.get():
        return []
    found = queries.figures()
    return [Part("replies/_about.html", {"figures": found})] if found.complaints >= FEWEST else []


def in_audit_log(viewer: Viewer, entries: Sequence[AuditEntry]) -> Mapping[int, Part]:
    """What the saved replies of these acts are called."""
    ids = audit.numbers_in(entries, KIND)
    named = queries.titles_of(ids) if ids else {}
    names = {(KIND, reply_id): title for reply_id, title in named.items()}
    return {entry.id: Part("audit/_names.html", {"names": names}) for entry in entries}


def _concerns(viewer: Viewer, post: Post) -> bool:
    return viewer.id in {post.author_id, post.topic.author_id}


def _picker(viewer: Viewer, spot: Spot, address: str) -> Part:
    replies, languages = queries.live_replies(), wording.languages()
    shares = queries.shares([one.id for one in replies])
    asked = request.args.get("fill", 0, type=int)
    use = queries.pending_in(asked, viewer, spot.place, spot.place_id)
    return Part(
        "replies/_picker.html",
        {
            "address": address,
            "best": queries.suggested(replies, spot, languages, shares),
            "replies": replies,
            "text": use.filled if use is not None else "",
            "is_topic": spot.place == Place.TOPIC,
            "needs_line": spot.is_complaint,
        },
    )


ROWS: dict[str, RowFiller] = {
    "topic.rail": beside_topic,
    "topic.reply": in_reply,
    "case.words": in_case,
    "post.author": beside_author,
    "post.footer": below_post,
    "audit.names": in_audit_log,
}
