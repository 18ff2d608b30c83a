"""What the mail slice shows on the first of the staff pages."""

from collections.abc import Sequence

from forum.kernel.policy import Person
from forum.kernel.slots import Part
from forum.mail import queries


def on_overview(viewer: Person) -> Sequence[Part]:
    """Whether letters go out."""
    return [Part("mail/_health.html", {"health": queries.health()})] if viewer.is_admin else []
