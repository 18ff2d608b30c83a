"""What is pressed beside a topic, and the page on which somebody says that they are on it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member, viewer
from forum.answering import actions, doors, policy, queries, wording
from forum.answering.forms import KindForm
from forum.channels import queries as channels
from forum.kernel.policy import NotFound, require
from forum.topics import queries as topics
from forum.topics.models import Topic
from forum.web.limits import Limit
from forum.web.next_page import own_page

bp = Blueprint("answering", __name__)
BY_WORD = Limit("ladder", "30 per hour")
ACTS = {
    "seen": actions.acknowledge,
    "wait": actions.wait_for_author,
    "go-on": actions.go_on,
    "done": actions.finish,
    "reopen": actions.reopen,
}


@bp.post("/answering/<int:topic_id>/kind")
@login_required
def sort(topic_id: int) -> Response:
    """Say of what kind a topic is."""
    topic, form = topics.visible_topic(viewer(), topic_id), KindForm()
    require(policy.can_tend(member(), channels.seat_in(member(), topic.channel)))
    form.offer()
    if form.validate_on_submit():
        actions.choose_kind(member(), topic, form.chosen)
        flash(_("Saved. No automatic rule changes it."), "good")
    return _back(topic)


@bp.post("/answering/<int:topic_id>/<tending>")
@login_required
def tend(topic_id: int, tending: str) -> Response:
    """Say that one has seen it, waits for the author, or is done."""
    if tending not in ACTS:
        raise NotFound
    topic = topics.visible_topic(viewer(), topic_id)
    ACTS[tending](member(), topic)
    return _back(topic)


@bp.route("/ladder/<asked>", methods=["GET", "POST"])
def take_call(asked: str) -> Response | str:
    """Say with one press that one is on it, also signed out: the word says who was asked."""
    ask = queries.ask_by_id(doors.read(asked))
    user, call = accounts.fresh_member(ask.user_id), queries.call_by_id(ask.call_id)
    if request.method == "POST":
        BY_WORD.hit(user.id)
        actions.acknowledge_call(user, call.id)
        return redirect(url_for(".take_call", asked=asked))
    return render_template(
        "answering/call.html",
        ask=ask,
        call=call,
        may=policy.can_acknowledge(user, call, was_asked=True),
        asked=asked,
        said=wording,
    )


def _back(topic: Topic) -> Response:
    """To where it was pressed, or to the topic."""
    there = own_page(request.form.get("next"))
    return redirect(there or url_for("topics.show", slug=topic.slug, topic_id=topic.id))
