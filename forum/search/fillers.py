"""What search shows on other pages."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import request

from forum.accounts.models import Viewer
from forum.kernel.slots import Part
from forum.search import queries
from forum.search.engines.engine import Unready

# From here on the engine of SQLite is worth a thought.
MANY = 50_000


def below_new_title(viewer: Viewer) -> Sequence[Part]:
    """Topics like the one that is being started; as the title is typed, a script asks for more."""
    title = request.form.get("title", "")[:255]
    try:
        found = queries.alike(viewer, title) if title else []
    except Unready:
        found = []
    return [Part("search/_new_topic.html", {"topics": found})]


def on_overview(viewer: Viewer) -> Sequence[Part]:
    """That search is being made anew, or would be quicker with another engine."""
    if not viewer.is_admin:
        return []
    found = queries.standing_at_a_glance()
    is_slow = found.chosen == "whoosh" and found.documents > MANY
    if found.is_whole and not is_slow:
        return []
    return [Part("search/_overview.html", {"standing": found, "is_slow": is_slow})]


PAGES: dict[str, Callable[[Any], Sequence[Part]]] = {
    "topic.new": below_new_title,
    "admin.overview": on_overview,
}
