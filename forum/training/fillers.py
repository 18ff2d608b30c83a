"""What training shows elsewhere: on the team's record of a member, and where people decide."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import User, Viewer
from forum.kernel.slots import Part
from forum.training import policy, queries


def on_record(viewer: Viewer, items: Sequence[User]) -> Mapping[int, Part]:
    """Of people of the team: until when they have passed. Admins and they themselves see it."""
    shown = [user for user in items if viewer.is_admin or user.id == viewer.id]
    passed = queries.certificates([user.id for user in shown])
    return {
        user.id: Part("training/_certificate.html", {"certificate": passed.get(user.id)})
        for user in shown
        if user.is_staff or user.id in passed
    }


def in_navigation(viewer: Viewer) -> Sequence[Part]:
    """The way to the training for those who look after a channel; staff have it in their list."""
    if viewer.is_staff or not policy.can_train(viewer):
        return []
    return [Part("training/_admin_nav.html")]
