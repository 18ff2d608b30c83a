"""What tiers show on other pages: chips, one's own progress, what is new, what the team owes."""

from collections.abc import Callable, Mapping, Sequence

from forum.accounts.models import User, Viewer
from forum.kernel.slots import Part
from forum.tiers import queries, words
from forum.tiers.models import BenefitKind, Tier
from forum.topics.models import Post
from forum.uploads import policy as uploads


def beside_author(_viewer: Viewer, posts: Sequence[Post]) -> Mapping[int, Part]:
    """The tier beside the author's name. One query a page, and none where nobody has any."""
    shown = [post for post in posts if post.author.tier_rank > 0]
    if not shown:
        return {}
    chips = {slug: _chip(tier) for slug, tier in queries.flairs().items()}
    return {post.id: chips[post.author.tier] for post in shown if post.author.tier in chips}


def on_member_page(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """All tiers that stand beside the member's name; for staff, the way to what is behind them."""
    held = {(row.user_id, row.tier_id) for row in queries.held_by([one.id for one in members])}
    flairs = queries.flairs().values() if held else ()
    # In a list the way to what is behind them would stand in every line.
    is_staff = viewer.is_staff and len(members) == 1
    return {
        member.id: Part(
            "tiers/_marks.html",
            {
                "chips": [_told(tier) for tier in flairs if (member.id, tier.id) in held],
                "member": member,
                "is_staff": is_staff,
            },
        )
        for member in members
    }


def beside_member_page(_viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """The highest tier that is shown of a member, and since when they hold it."""
    flairs = queries.flairs() if any(member.tier_rank > 0 for member in members) else {}
    found = {}
    for member in members if flairs else ():
        held = [row for row in queries.memberships_of(member) if row.tier.slug in flairs]
        if held:
            data = {"tier": held[0].tier, "since": held[0].since, "said": words}
            found[member.id] = Part("tiers/_since.html", data)
    return found


def on_home(viewer: Viewer) -> Sequence[Part]:
    """One's own tier, how far it is to the next one, and what that adds. One query."""
    if not isinstance(viewer, User):
        return []
    progress = queries.progress_of(viewer)
    if progress.tier is None:
        return []
    return [Part("tiers/_card.html", {"progress": progress, "said": words})]


def on_points(viewer: Viewer) -> Sequence[Part]:
    """What one's points are good for."""
    if not isinstance(viewer, User):
        return []
    progress = queries.progress_of(viewer)
    if progress.tier is None:
        return []
    return [Part("tiers/_progress.html", {"progress": progress, "said": words})]


def on_larger(viewer: Viewer) -> Sequence[Part]:
    """That some tier allows larger pictures than the viewer may send. Two queries."""
    most = uploads.most_mb(viewer)
    given = (one for step in queries.steps() for one in step.benefits)
    is_more = any(one.kind == BenefitKind.UPLOAD_MB and one.amount > most for one in given)
    return [Part("tiers/_larger.html")] if is_more else []


def on_every_page(viewer: Viewer) -> Sequence[Part]:
    """A kind word to those who have just reached something; one query for those who hold a tier."""
    if not isinstance(viewer, User) or viewer.tier_rank == 0:
        return []
    row = queries.to_cheer(viewer)
    return [Part("tiers/_cheer.html", {"row": row, "tier": _told(row.tier)})] if row else []


def on_overview(viewer: Viewer) -> Sequence[Part]:
    """What the team owes to members because tiers promise it."""
    waiting = queries.tasks_waiting()
    return [Part("tiers/_owed.html", {"waiting": waiting})] if waiting else []


def _chip(tier: Tier) -> Part:
    told = _told(tier)
    return Part("tiers/_chip.html", told, key=(told["name"], tier.hue))


def _told(tier: Tier) -> dict[str, object]:
    return {"name": words.name_of(tier), "hue": tier.hue}


ROWS: dict[str, Callable[..., Mapping[int, Part]]] = {
    "post.author": beside_author,
    "member.mark": on_member_page,
    "member.rail": beside_member_page,
}
PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {
    "home.rail": on_home,
    "points.progress": on_points,
    "uploads.larger": on_larger,
    "site.banner": on_every_page,
    "admin.overview": on_overview,
}
