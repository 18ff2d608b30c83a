"""Pages for those who look after a channel: close, pin, slow, schedule, move, merge, split."""

from collections.abc import Callable
from typing import Any, TypeAlias

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.channels import queries as channels
from forum.channels.queries import Moved
from forum.kernel.policy import Invalid, NotFound, require
from forum.topics import actions, policy, queries
from forum.topics.models import PinScope, Topic
from forum.topics.staff_forms import (
    PAUSES,
    MergeForm,
    MoveForm,
    PinForm,
    ScheduleForm,
    SlowForm,
    SplitForm,
    StaffForm,
)
from forum.topics.views.blueprint import bp, topic_address

Answer: TypeAlias = Response | str | tuple[str, int]


@bp.post("/t/<int:topic_id>/close")
@login_required
def close(topic_id: int) -> Response:
    topic = _topic(topic_id)
    actions.close(member(), topic)
    return _done(topic, _("Closed. Only the team can reply now."))


@bp.post("/t/<int:topic_id>/reopen")
@login_required
def reopen(topic_id: int) -> Response:
    topic = _topic(topic_id)
    actions.reopen(member(), topic)
    return _done(topic, _("Open again."))


@bp.post("/t/<int:topic_id>/unpin")
@login_required
def unpin(topic_id: int) -> Response:
    topic = _topic(topic_id)
    actions.unpin(member(), topic)
    return _done(topic, _("No longer pinned."))


@bp.post("/t/<int:topic_id>/publish-now")
@login_required
def publish_now(topic_id: int) -> Response:
    topic = _topic(topic_id)
    actions.publish_now(member(), topic)
    return _done(topic, _("Published."))


@bp.route("/t/<int:topic_id>/pin", methods=["GET", "POST"])
@login_required
def pin(topic_id: int) -> Answer:
    topic, form = _topic(topic_id), PinForm()

    def act() -> Response:
        scope = form.scope.data or PinScope.CHANNEL
        if scope not in set(PinScope):
            raise Invalid("scope", "no_choice")
        actions.pin(member(), topic, scope=PinScope(scope), until=form.until.moment)
        return _done(topic, _("Pinned."))

    return _answer("pin", topic, form, act)


@bp.route("/t/<int:topic_id>/slow", methods=["GET", "POST"])
@login_required
def slow(topic_id: int) -> Answer:
    topic, form = _topic(topic_id), SlowForm()
    if request.method == "GET":
        form.seconds.data = topic.slow_mode_seconds

    def act() -> Response:
        if form.seconds.data is None:
            raise Invalid("seconds", "out_of_range")
        actions.slow(member(), topic, seconds=form.seconds.data)
        return _done(topic, _("Saved."))

    return _answer("slow", topic, form, act, pauses=PAUSES)


@bp.route("/t/<int:topic_id>/schedule", methods=["GET", "POST"])
@login_required
def schedule(topic_id: int) -> Answer:
    topic, form = _topic(topic_id), ScheduleForm()

    def act() -> Response:
        publish_at = form.publish_at.moment
        if publish_at is None:
            raise Invalid("publish_at", "past")
        actions.schedule(member(), topic, publish_at=publish_at)
        return _done(topic, _("It will appear at the moment you chose."))

    return _answer("schedule", topic, form, act)


@bp.route("/t/<int:topic_id>/move", methods=["GET", "POST"])
@login_required
def move(topic_id: int) -> Answer:
    topic, form = _topic(topic_id), MoveForm()
    form.channel.choices = [("", _("Choose a channel"))]
    form.channel.choices += [
        (channel.slug, channel.name)
        for channel in channels.writable_channels(member())
        if channel.id != topic.channel_id
    ]

    def act() -> Response:
        try:
            channel = channels.channel_at(member(), form.channel.data or "")
        except (NotFound, Moved) as error:
            raise Invalid("channel", "missing") from error
        actions.move(member(), topic, channel)
        return _done(topic, _("Moved to %(channel)s.", channel=channel.name))

    return _answer("move", topic, form, act)


@bp.route("/t/<int:topic_id>/merge", methods=["GET", "POST"])
@login_required
def merge(topic_id: int) -> Answer:
    topic, form = _topic(topic_id), MergeForm()

    def act() -> Answer:
        try:
            into = queries.visible_topic(member(), form.topic_id)
        except NotFound as error:
            raise Invalid("into", "missing") from error
        if not form.sure.data:
            form.sure.data = "yes"
            return _page("merge", topic, form, into=into)
        actions.merge(member(), topic, into)
        return _done(into, _("Merged. The old address leads here."))

    return _answer("merge", topic, form, act)


@bp.route("/t/<int:topic_id>/split", methods=["GET", "POST"])
@login_required
def split(topic_id: int) -> Answer:
    topic, form = _topic(topic_id), SplitForm()
    number = min(max(request.args.get("from", 2, int), 2), topic.last_number)
    posts = queries.posts_on(member(), topic, page=queries.page_of(number))
    form.numbers.choices = [
        (post.number, f"#{post.number} {post.author.display_name}: {queries.excerpt_of(post)}")
        for post in posts
        if post.number > 1
    ]
    if request.method == "GET":
        form.numbers.data = [number]

    def act() -> Response:
        numbers = set(form.numbers.data or ())
        if request.form.get("later"):
            numbers |= set(range(max(numbers, default=number), topic.last_number + 1))
        made = actions.split(member(), topic, numbers=numbers, title=form.title.data or "")
        return _done(made, _("This is a topic of its own now. The old addresses lead here."))

    return _answer("split", topic, form, act)


def _topic(topic_id: int) -> Topic:
    """The topic, for somebody who looks after it."""
    topic = queries.visible_topic(member(), topic_id)
    require(policy.can_moderate(member(), channels.seat_in(member(), topic.channel)))
    return topic


def _answer(
    name: str, topic: Topic, form: StaffForm, act: Callable[[], Answer], **more: Any
) -> Answer:
    """The empty page; after the form is sent, what the act answers, or the page with its errors."""
    if request.method == "GET":
        return _page(name, topic, form, **more)
    try:
        return act()
    except Invalid as error:
        form.blame(error)
        # Found anew: a failed action has taken back everything, and with it what was loaded.
        return _page(name, _topic(topic.id), form, **more), 422


def _page(name: str, topic: Topic, form: StaffForm, **more: Any) -> str:
    back = topic_address(topic)
    return render_template(f"topics/staff/{name}.html", topic=topic, form=form, back=back, **more)


def _done(topic: Topic, words: str) -> Response:
    flash(words, "good")
    return redirect(topic_address(topic))
