"""What newcomers show on other pages: whom a volunteer looks after, and what the team owes."""

from collections.abc import Callable, Mapping, Sequence

from forum.accounts.models import User, Viewer
from forum.channels.models import Visibility
from forum.kernel.slots import Part
from forum.newcomers import queries
from forum.topics.models import Topic


def on_home(viewer: Viewer) -> Sequence[Part]:
    """The newcomers who wait for this volunteer. One query."""
    if not isinstance(viewer, User):
        return []
    firsts = queries.of_buddy(viewer)
    return [Part("newcomers/_yours.html", {"firsts": firsts})] if firsts else []


def on_overview(_viewer: Viewer) -> Sequence[Part]:
    """First posts that wait, and how quickly newcomers are answered."""
    waiting, late = queries.counts()
    data = {
        "waiting": waiting,
        "late": late,
        "rate": queries.rate(),
        "lowest": queries.LOWEST_RATE,
        "by_members": queries.member_share(),
    }
    return [Part("newcomers/_overview.html", data)]


def on_reviews(_viewer: Viewer) -> Sequence[Part]:
    """Places in circles that are due to be looked at."""
    count = sum(number for number, _ in queries.due().values())
    return [Part("newcomers/_reviews.html", {"count": count})] if count else []


def beside_topic(_viewer: Viewer, topics: Sequence[Topic]) -> Mapping[int, Part]:
    """That a topic is shared with a small group: in hidden channels, whatever they are for."""
    shared = [topic for topic in topics if topic.channel.visibility == Visibility.SECRET]
    return {topic.id: Part("newcomers/_shared.html", key="shared") for topic in shared}


ROWS: dict[str, Callable[..., Mapping[int, Part]]] = {"topic.rail": beside_topic}
PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {
    "home.rail": on_home,
    "admin.overview": lambda viewer: [*on_overview(viewer), *on_reviews(viewer)],
}
