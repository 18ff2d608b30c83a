"""What points show on other pages: the way to a member's ledger, for staff."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import User, Viewer
from forum.kernel.slots import Part
from forum.points import queries


def on_member_page(viewer: Viewer, items: Sequence[User]) -> Mapping[int, Part]:
    """How many points the member has, and where they are listed; for the team alone."""
    if not viewer.is_staff:
        return {}
    points = queries.status_points([member.id for member in items])
    return {
        member.id: Part(
            "points/_member.html", {"member": member, "points": points.get(member.id, 0)}
        )
        for member in items
    }
