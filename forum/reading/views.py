"""Jumps into a topic, how closely one follows, and marking things as read."""

from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member, viewer
from forum.reading import actions, queries
from forum.reading.models import Level
from forum.topics.models import Topic
from forum.topics.queries import page_of, visible_topic
from forum.web.zones import zone

# What opens a standing topic is no message, and the stream does not show it.
FIRST_MESSAGE = 2
bp = Blueprint("reading", __name__)


@bp.get("/t/<slug>/<int:topic_id>/unread")
def first_unread(slug: str, topic_id: int) -> Response:
    topic = visible_topic(viewer(), topic_id)
    return _to_post(topic, queries.first_unread(viewer(), topic))


@bp.get("/t/<slug>/<int:topic_id>/newest")
def newest(slug: str, topic_id: int) -> Response:
    topic = visible_topic(viewer(), topic_id)
    return _to_post(topic, queries.last_number(topic))


@bp.get("/t/<slug>/<int:topic_id>/on")
def on_date(slug: str, topic_id: int) -> Response:
    topic = visible_topic(viewer(), topic_id)
    start = _start_of_day(request.args.get("date", ""))
    return _to_post(topic, queries.on_date(topic, start) if start else 1)


@bp.post("/t/<int:topic_id>/follow")
@login_required
def follow_topic(topic_id: int) -> Response:
    topic = visible_topic(member(), topic_id)
    actions.follow_topic(member(), topic, _level())
    flash(_("Saved."), "good")
    return _back(url_for("topics.show", slug=topic.slug, topic_id=topic.id))


@bp.post("/c/<int:channel_id>/follow")
@login_required
def follow_channel(channel_id: int) -> Response:
    channel = queries.readable_channel(member(), channel_id)
    actions.follow_channel(member(), channel, _level())
    flash(_("Saved."), "good")
    return _back(url_for("home.channel", slug=channel.slug))


@bp.post("/catch-up")
@login_required
def catch_up() -> Response:
    actions.catch_up(member())
    flash(_("Everything is marked as read."), "good")
    return redirect(url_for("home.unread"))


@bp.post("/c/<int:channel_id>/catch-up")
@login_required
def catch_up_in(channel_id: int) -> Response:
    channel = queries.readable_channel(member(), channel_id)
    actions.catch_up_in(member(), channel)
    flash(_("Everything in %(channel)s is marked as read.", channel=channel.name), "good")
    return redirect(url_for("home.channel", slug=channel.slug))


def _to_post(topic: Topic, number: int) -> Response:
    if topic.is_standing:
        return _to_message(topic, max(number, FIRST_MESSAGE))
    page = page_of(number)
    return redirect(
        url_for(
            "topics.show",
            slug=topic.slug,
            topic_id=topic.id,
            page=page if page > 1 else None,
            _anchor=f"post-{number}",
        )
    )


def _to_message(topic: Topic, number: int) -> Response:
    """The stream of a live channel with this message in it."""
    anchor = f"post-{number}"
    return redirect(url_for("topics.stream", slug=topic.channel.slug, at=number, _anchor=anchor))


def _start_of_day(word: str) -> datetime | None:
    """The beginning of a day as the reader knows it; None for something that is no date."""
    try:
        day = date.fromisoformat(word)
        return datetime.combine(day, time(), zone()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _level() -> Level:
    try:
        return Level(request.form.get("level", ""))
    except ValueError:
        abort(400)


def _back(otherwise: str) -> Response:
    """To the page of this forum from which the form was sent."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host or not came_from.path.startswith("/"):
        return redirect(otherwise)
    path = "/" + came_from.path.lstrip("/")
    return redirect(f"{path}?{came_from.query}" if came_from.query else path)
