"""What recognition shows on the pages of others."""

from collections.abc import Callable, Mapping, Sequence

from forum.accounts.models import User, Viewer
from forum.activity import queries as activity
from forum.activity.queries import Streak
from forum.kernel import clock
from forum.kernel.slots import Part
from forum.recognition import facts, policy, queries, words
from forum.topics.models import Post, State


def under_post(viewer: Viewer, items: Sequence[Post]) -> Mapping[int, Part]:
    """How often a post was thanked for, and the way to do so. One query a page."""
    posts = [post for post in items if post.state == State.PUBLISHED]
    counts = queries.thanked_for(viewer, [post.id for post in posts])
    found = {}
    for post in posts:
        count, is_mine = counts.get(post.id, (0, False))
        may_thank = not is_mine and bool(policy.can_thank_for(viewer, post))
        if count or may_thank:
            data = {"post": post, "count": count, "is_mine": is_mine, "may_thank": may_thank}
            key = (post.id, post.number, count, is_mine, may_thank)
            found[post.id] = Part("recognition/_post.html", data, key=key)
    return found


def on_own_points(viewer: Viewer) -> Sequence[Part]:
    """How many weeks in a row whoever looks contributed."""
    found = _streaks(viewer, [viewer]) if isinstance(viewer, User) else {}
    return [Part("recognition/_streak.html", {"streak": one}) for one in found.values()]


def on_member_page(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """How many weeks in a row a member contributed, what they were thanked for, and the way to
    thank them."""
    found = _streaks(viewer, members)
    return {one.id: _thanks_card(viewer, one, streak=found.get(one.id)) for one in members}


def _streaks(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Streak]:
    """Of those who let the viewer see it. One query."""
    shown = [one.id for one in members if policy.can_see_streak(viewer, one)]
    return activity.streaks(shown, clock.now()) if shown else {}


def _thanks_card(viewer: Viewer, member: User, *, streak: Streak | None) -> Part:
    data = {
        "member": member,
        "streak": streak,
        "counts": queries.received_by_value(viewer, member),
        "latest": queries.received(viewer, member),
        "may_thank": policy.can_thank(viewer, member),
        "may_nominate": policy.can_nominate(viewer, member),
        "said": words,
    }
    return Part("recognition/_member_card.html", data)


def on_home(_viewer: Viewer) -> Sequence[Part]:
    """Who stands in the spotlight, what is nearly reached, and what is to be reached together."""
    parts = []
    front = queries.front()
    if front.spotlight is not None:
        data = {"spotlight": front.spotlight, "lines": facts.lines_of(front.spotlight.figures)}
        parts.append(Part("recognition/_spotlight_card.html", data))
    if front.near or front.goals:
        data = {"near": front.near, "goals": front.goals, "said": words}
        parts.append(Part("recognition/_together_card.html", data))
    return parts


def on_overview(_viewer: Viewer) -> Sequence[Part]:
    """How many were recognised, and what waits for the team."""
    data = {
        "reach": queries.reach(),
        "rounds": queries.rounds_waiting(),
        "milestones": queries.milestones_waiting(),
    }
    return [Part("recognition/_overview.html", data)]


ROWS: dict[str, Callable[..., Mapping[int, Part]]] = {
    "post.footer": under_post,
    "member.cards": on_member_page,
}
PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {
    "points.progress": on_own_points,
    "home.rail": on_home,
    "admin.overview": on_overview,
}
