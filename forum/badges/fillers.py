"""What badges show on the pages of others: a member's medals, and who knows a topic's subjects."""

from collections.abc import Callable, Mapping, Sequence

from flask import request

from forum.accounts.models import User, Viewer
from forum.badges import queries, showing
from forum.kernel.slots import Part
from forum.topics.models import Post

MOST_SHOWN = 12


def on_member_page(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """A member's medals, and on one's own page what is near."""
    return {member.id: _card(viewer, member) for member in members}


def below_name(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """What members know well. One query a page."""
    experts = queries.expertise_of(viewer, [member.id for member in members])
    return {
        user_id: Part("badges/_expert.html", {"tags": tags, "is_whole": True})
        for user_id, tags in experts.items()
    }


def beside_author(viewer: Viewer, posts: Sequence[Post]) -> Mapping[int, Part]:
    """A chip beside those who know the subjects of the topic well. One query a page."""
    topics, authors = {post.topic_id for post in posts}, {post.author_id for post in posts}
    experts = queries.experts_in(topics, authors)
    return {
        post.id: Part("badges/_expert.html", {"tags": tags}, key=tuple(tags))
        for post in posts
        if (tags := experts.get(post.author_id))
    }


def _card(viewer: Viewer, member: User) -> Part:
    held = showing.held_by(viewer, member)
    slugs = {one.medal.slug for one in held}
    is_own = viewer.id == member.id
    shows_all = request.args.get("show") == "badges"
    there = {badge.slug for badge in queries.badges() if badge.is_active}
    data = {
        "member": member,
        "held": held if shows_all else held[:MOST_SHOWN],
        "more": 0 if shows_all else max(0, len(held) - MOST_SHOWN),
        "count": len(slugs),
        "total": len(there | slugs),
        "next": showing.next_for(member, held) if is_own else [],
        "is_own": is_own,
    }
    return Part("badges/_member_card.html", data)


ALL: dict[str, Callable[..., Mapping[int, Part]]] = {
    "member.cards": on_member_page,
    "member.mark": below_name,
    "post.author": beside_author,
}
