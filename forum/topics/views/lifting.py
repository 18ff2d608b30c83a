"""Lifting messages out of a live channel into a topic, with what was said around them."""

import re

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.channels import queries as channels
from forum.channels.models import Channel
from forum.channels.queries import Moved
from forum.kernel.policy import Invalid, NotFound, require
from forum.topics import actions, policy, queries
from forum.topics.models import Post, State, Topic
from forum.topics.staff_forms import LiftForm
from forum.topics.views.blueprint import bp, message_address, topic_address

# So many messages before the lifted ones tell what they answer.
CONTEXT = 2
SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+.!|~^=:-])")


@bp.route("/t/<int:topic_id>/lift", methods=["GET", "POST"])
@login_required
def lift(topic_id: int) -> Response | str | tuple[str, int]:
    topic, form = queries.visible_topic(member(), topic_id), LiftForm()
    number = min(max(request.args.get("from", 2, int), 2), topic.last_number)
    shown = _offered(topic, number)
    _prepare(form, topic, shown)
    if request.method == "GET":
        form.numbers.data = [number]
        return _page(form, topic)
    try:
        made = _lift(form, topic, shown)
    except Invalid as error:
        form.blame(error)
        return _page(form, queries.visible_topic(member(), topic_id)), 422
    flash(_("This is a topic now. The stream says where it went."), "good")
    return redirect(topic_address(made))


def _offered(topic: Topic, number: int) -> list[Post]:
    """The messages around the one with which somebody began; authors choose among their own."""
    found = queries.messages_from(member(), topic, number).posts
    seat = channels.seat_in(member(), topic.channel)
    offered = [
        post
        for post in found
        if post.state == State.PUBLISHED
        and policy.can_lift(member(), topic, seat, authors={post.author_id})
    ]
    if not offered:
        require(policy.can_lift(member(), topic, seat, authors={post.author_id for post in found}))
    return offered


def _prepare(form: LiftForm, topic: Topic, shown: list[Post]) -> None:
    form.numbers.choices = [
        (post.number, f"{post.author.display_name}: {queries.excerpt_of(post)}") for post in shown
    ]
    form.channel.choices = [("", _("Choose a channel"))]
    form.channel.choices += [
        (channel.slug, channel.name)
        for channel in channels.writable_channels(member())
        if not policy.opens_up(member(), topic.channel, channel)
    ]


def _lift(form: LiftForm, topic: Topic, shown: list[Post]) -> Topic:
    numbers = set(form.numbers.data or ())
    chosen = [post for post in shown if post.number in numbers]
    return actions.lift(
        member(),
        topic,
        numbers=numbers,
        into=_target(form),
        title=form.title.data or "",
        context=_context(topic, chosen[0]) if chosen else "",
    )


def _target(form: LiftForm) -> Channel:
    try:
        return channels.channel_at(member(), form.channel.data or "")
    except (NotFound, Moved) as error:
        raise Invalid("channel", "missing") from error


def _context(topic: Topic, first: Post) -> str:
    """Where the messages come from, and the last words before them, for all who read there."""
    where = f"[{_plain(topic.channel.name)}]({message_address(first)})"
    lines = [_("Lifted out of the stream of %(channel)s.", channel=where)]
    before = queries.messages_before(member(), topic, first.number).posts
    told = [post for post in before if post.state == State.PUBLISHED][-CONTEXT:]
    if told:
        lines.append(_("Said just before:"))
    lines += [
        f"> **{_plain(post.author.display_name)}**: {_plain(queries.excerpt_of(post))}"
        for post in told
    ]
    return "\n\n".join(lines)


def _plain(words: str) -> str:
    """Words that shape nothing, and call nobody: who is quoted has been told already."""
    return SPECIAL.sub(r"\\\1", " ".join(words.replace("@", "").split()))


def _page(form: LiftForm, topic: Topic) -> str:
    back = topic_address(topic)
    return render_template("topics/staff/lift.html", topic=topic, form=form, back=back)
