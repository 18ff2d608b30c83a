"""Starting a topic. Whatever goes wrong, the text is still there."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_required
from wtforms.fields import SelectChoice

from forum.accounts.session import member
from forum.channels import queries as channels
from forum.channels.models import Channel
from forum.channels.queries import Moved
from forum.drafts import actions as drafts
from forum.kernel.policy import Invalid, NotFound, Verdict
from forum.kernel.screening import Hint, Hinted
from forum.topics import actions, policy, queries
from forum.topics.actions import NewTopic
from forum.topics.forms import TopicForm
from forum.topics.models import Topic
from forum.topics.views import agreeing
from forum.topics.views.blueprint import bp, post_address
from forum.topics.views.composing import topic_form
from forum.topics.views.writing import (
    LOOKING,
    POSTING,
    PROBLEMS,
    Answer,
    blame,
    preview_of,
    tell_outcome,
    with_problem,
)
from forum.uploads import brought


@bp.get("/new")
@login_required
def new() -> Answer:
    slug = request.args.get("channel", "")
    try:
        return _page(topic_form(member(), channel=slug), must_exist=slug)
    except Moved as moved:
        return redirect(url_for(".new", channel=moved.slug))


@bp.post("/new")
@login_required
def start() -> Answer:
    form = TopicForm()
    act = request.form.get("act", "")
    try:
        brought.put_into(form, member())
        if act == "draft":
            return _keep(form)
        if act in {"channel", *LOOKING}:
            return _page(form, preview=preview_of(form))
        POSTING.hit(member().id)
        agreeing.agree_if_asked()
        topic = _start(form)
    except Hinted as error:
        return _page(form, hints=error.hints), 422
    except PROBLEMS as error:
        if agreeing.is_owed(error):
            return agreeing.question("new", form)
        blame(form, error)
        return with_problem(_page(form), error)
    first = queries.first_post(topic)
    tell_outcome(first)
    return redirect(post_address(first))


start.takes_files = True


def _start(form: TopicForm) -> Topic:
    try:
        channel = channels.channel_at(member(), form.channel.data or "")
    except (NotFound, Moved) as error:
        raise Invalid("channel", "missing") from error
    new = NewTopic(
        form.title.data or "",
        form.text,
        form.tag_names,
        publish_at=form.publish_at.moment,
        client_key=form.client_key.data,
        heard=form.heard_hints,
    )
    return actions.start(member(), channel, new)


def _keep(form: TopicForm) -> Answer:
    """Put the text among the drafts, unless newer text lies there."""
    extra = {"channel": form.channel.data or "", "tags": form.tags.data or ""}
    words = {"title": form.title.data or "", "body": form.text}
    try:
        drafts.save(member(), "new", extra=extra, version=form.known_draft, **words)
    except drafts.Conflict as conflict:
        form.draft_version.data = str(conflict.draft.version)
        other = {"title": conflict.draft.title, "body": conflict.draft.body}
        return _page(form, other=other), 409
    except Invalid:
        form.body.errors = [_("This is too long to be kept as a draft.")]
        return _page(form), 422
    flash(_("Kept as a draft. Only you can see it."), "good")
    return redirect(url_for("drafts.index"))


def _page(
    form: TopicForm,
    *,
    preview: str = "",
    other: dict[str, str] | None = None,
    must_exist: str = "",
    hints: Sequence[Hint] = (),
) -> str:
    writable = channels.writable_channels(member())
    chosen = next((c for c in writable if c.slug == form.channel.data), None)
    verdict = _why_not(must_exist) if chosen is None and must_exist else None
    form.channel.choices = [SelectChoice("", _("Choose a channel")), *_choices(writable)]
    return render_template(
        "topics/new.html",
        form=form,
        channels=writable,
        channel=chosen,
        verdict=verdict,
        preview=preview,
        hints=hints,
        other=other,
        most=actions.LONGEST_BODY,
        tags_help=_tags_help(chosen),
        may_schedule=chosen is not None and _may_schedule(chosen),
    )


def _may_schedule(channel: Channel) -> bool:
    return bool(policy.can_moderate(member(), channels.seat_in(member(), channel)))


def _why_not(slug: str) -> Verdict:
    """Why the member cannot start a topic in the channel that the address names."""
    channel = channels.channel_at(member(), slug)
    return policy.can_start(member(), channel, channels.seat_in(member(), channel))


def _tags_help(channel: Channel | None) -> str:
    """What the channel wants of the tags."""
    allowed = queries.allowed_in(channel.id) if channel else ()
    if allowed:
        return str(_("This channel takes: %(names)s.", names=", ".join(allowed)))
    if channel and channel.min_tags:
        return str(
            ngettext(
                "At least one, up to five. They help the right people find it.",
                "At least %(num)s, up to five. They help the right people find it.",
                channel.min_tags,
            )
        )
    return str(_("Up to five. They help the right people find it."))


def _choices(writable: Sequence[Channel]) -> list[SelectChoice]:
    """The channels under the headings of their sections."""
    return [
        SelectChoice(
            channel.slug, channel.name, optgroup=channel.section.name if channel.section else None
        )
        for channel in writable
    ]
