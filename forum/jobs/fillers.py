"""What the jobs slice shows on the first of the staff pages."""

from collections.abc import Sequence

from forum.jobs import queries
from forum.kernel.policy import Person
from forum.kernel.slots import Part


def on_overview(viewer: Person) -> Sequence[Part]:
    """Whether the worker is there, and whether work is done in time."""
    return [Part("jobs/_health.html", {"health": queries.health()})] if viewer.is_admin else []
