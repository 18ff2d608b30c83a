"""What answering shows elsewhere: beside topics, in the team's lists, beside cases, about us."""

from collections.abc import Callable, Mapping, Sequence

from forum.accounts.models import User, Viewer
from forum.answering import policy, queries, showing, wording
from forum.answering.forms import KindForm
from forum.answering.models import AnswerState, Kind, Pace, TopicAnswering
from forum.answering.queries import Waiting
from forum.answering.settings import PROMISE
from forum.channels import queries as channels
from forum.channels.policy import NO_SEAT
from forum.kernel import clock
from forum.kernel.slots import Part
from forum.moderation import queries as moderation
from forum.moderation.models import FIRST_TEAM, Reviewable
from forum.topics.models import Topic
from forum.topics.queries import POST


def beside_topic(viewer: Viewer, topics: Sequence[Topic]) -> Mapping[int, Part]:
    """Where a topic stands: to its author, and with what can be done to who looks after it."""
    if not isinstance(viewer, User):
        return {}
    may = {topic.id: _may_tend(viewer, topic) for topic in topics if not topic.is_standing}
    shown = [topic for topic in topics if may.get(topic.id) or topic.author_id == viewer.id]
    rows = queries.standings_of([topic.id for topic in shown]) if shown else {}
    return {topic.id: _card(topic, rows.get(topic.id), may.get(topic.id)) for topic in shown}


def beside_case(viewer: Viewer, cases: Sequence[Reviewable]) -> Mapping[int, Part]:
    """Beside a case about a post: of what kind of message its topic is."""
    posts = {case.target_id: case.id for case in cases if case.target_kind == POST}
    found = queries.rows_of_posts(posts) if posts else {}
    return {
        posts[post_id]: Part(
            "answering/_case.html",
            {"topic_id": topic_id, "form": _kind_form(row), "said": wording},
        )
        for post_id, (topic_id, row) in found.items()
    }


def on_about(_viewer: Viewer) -> Sequence[Part]:
    """What is promised for product questions, and how often it was kept last month."""
    if not PROMISE.get():
        return []
    protocol = queries.protocol_of(Kind.QUESTION)
    if not protocol.is_on or protocol.first_minutes is None:
        return []
    zone = moderation.hours_of(FIRST_TEAM).time_zone
    kept = queries.kept_between(*queries.last_month(clock.now(), zone)).get(Kind.QUESTION)
    data = {
        "span": showing.span(protocol.first_minutes),
        "in_hours": protocol.pace == Pace.HOURS,
        "kept": kept if kept is not None and kept.due >= queries.FEWEST else None,
    }
    return [Part("answering/_promise.html", data)]


def on_overview(_viewer: Viewer) -> Sequence[Part]:
    """On the first of the staff pages: how many wait, and how many too long."""
    return [Part("answering/_overview.html", {"counts": queries.counts(clock.now())})]


def _may_tend(viewer: User, topic: Topic) -> bool:
    seat = NO_SEAT if viewer.is_staff else channels.seat_in(viewer, topic.channel)
    return bool(policy.can_tend(viewer, seat))


def _card(topic: Topic, row: TopicAnswering | None, may: bool | None) -> Part:
    row = row or TopicAnswering(topic_id=topic.id, state=AnswerState.UNANSWERED)
    clocks = showing.clocks([Waiting(row)], clock.now()) if row.due_at and may else {}
    data = {
        "topic": topic,
        "row": row,
        "may": may,
        "form": _kind_form(row) if may else None,
        "clock": clocks.get(topic.id),
        "steps": queries.protocol_of(row.kind).steps if row.kind and may else (),
        "said": wording,
    }
    return Part("answering/_card.html", data)


def _kind_form(row: TopicAnswering | None) -> KindForm:
    form = KindForm(formdata=None)
    form.offer()
    form.kind.data = str(row.kind) if row is not None and row.kind else "none"
    return form


ROWS: dict[str, Callable[..., Mapping[int, Part]]] = {
    "topic.rail": beside_topic,
    "case.kind": beside_case,
}
PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {
    "pages.about": on_about,
    "admin.overview": on_overview,
}
