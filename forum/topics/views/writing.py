"""Replying to a topic. Whatever goes wrong, the text is still there."""

from collections.abc import Sequence
from typing import TypeAlias

from flask import flash, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.kernel.screening import Hint, Hinted
from forum.topics import actions, queries
from forum.topics.actions import NewPost
from forum.topics.forms import PostForm, ReplyForm
from forum.topics.models import Post
from forum.topics.views import agreeing
from forum.topics.views.blueprint import bp, post_address
from forum.topics.views.page import Page
from forum.topics.views.stream import stream_again
from forum.uploads import brought
from forum.web.errors import wants_json
from forum.web.limits import Limit, TooMany

POSTING = Limit("posting", "30 per 10 minutes")
# Messages in a live channel are short and many.
TALKING = Limit("talking", "60 per 5 minutes")
PREVIEWING = Limit("previewing", "60 per minute")
# The buttons that show the form again with more than was sent.
LOOKING = {"preview", "pictures"}
PROBLEMS = (Invalid, Refused, TooMany)
STATUS = {Invalid: 422, Refused: 403, TooMany: 429}
Answer: TypeAlias = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.post("/t/<int:topic_id>/reply")
@login_required
def reply(topic_id: int) -> Answer:
    form = ReplyForm()
    try:
        brought.put_into(form, member())
        if request.form.get("act") in LOOKING:
            return _page_again(topic_id, form, preview=preview_of(form))
        if request.args.get("fill"):
            # Something of another slice goes into the text, which then stands there to be read.
            return _page_again(topic_id, form)
        post = _post(topic_id, form)
    except NotFound:
        return render_template("topics/kept.html", form=form), 404
    except Hinted as error:
        return _page_again(topic_id, form, hints=error.hints), 422
    except PROBLEMS as error:
        if agreeing.is_owed(error):
            return agreeing.question(f"reply:{topic_id}", form)
        blame(form, error)
        return with_problem(_page_again(topic_id, form), error)
    if wants_json():
        # A script that stays on its page, and fetches the post as it stands there.
        return jsonify(number=post.number, held=post.is_held)
    tell_outcome(post)
    return redirect(post_address(post))


reply.takes_files = True


def _post(topic_id: int, form: ReplyForm) -> Post:
    topic = queries.visible_topic(member(), topic_id)
    (TALKING if topic.is_standing else POSTING).hit(member().id)
    agreeing.agree_if_asked()
    new = NewPost(
        form.text,
        reply_to=form.reply_number,
        client_key=form.client_key.data,
        heard=form.heard_hints,
    )
    return actions.reply(member(), topic, new)


@bp.post("/preview")
@login_required
def preview() -> str:
    """The text of a composer as it would be published, for its script."""
    return as_published(PostForm())


preview.reads_only = True


def preview_of(form: PostForm) -> str:
    """The preview under the form, when that is what was asked for."""
    return as_published(form) if request.form.get("act") == "preview" else ""


def as_published(form: PostForm) -> str:
    """What a preview shows of the text: no more than could be posted. Raises TooMany."""
    PREVIEWING.hit(member().id)
    return queries.as_published(form.text[: actions.LONGEST_BODY]).html


def blame(form: PostForm, error: Exception) -> None:
    """Say in the form what is wrong; a refusal has its own words on the page."""
    if isinstance(error, Invalid):
        form.blame(error)
    elif isinstance(error, TooMany):
        words = _("You are posting very quickly. Wait %(seconds)s seconds, then send it again.")
        form.body.errors = [words % {"seconds": error.seconds}]


def with_problem(page: str, error: Exception) -> Answer:
    """The page with the status of what went wrong, and when to try again."""
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, TooMany) else {}
    return page, STATUS[type(error)], headers


def tell_outcome(post: Post) -> None:
    """Say whether everybody sees the text now."""
    if post.is_held:
        flash(_("A moderator reads it first. Until then only you and the team see it."), "info")
    elif post.topic.publish_at is not None:
        flash(_("It will appear at the moment you chose."), "good")
    else:
        flash(_("Posted."), "good")


def _page_again(
    topic_id: int, form: ReplyForm, *, preview: str = "", hints: Sequence[Hint] = ()
) -> str:
    """The end of the topic with the text as it was typed."""
    # Found anew: a failed action has taken back everything, and with it what was loaded.
    topic = queries.visible_topic(member(), topic_id)
    if topic.is_standing:
        return stream_again(member(), topic).render(form, preview=preview, hints=hints)
    end = queries.page_of(queries.last_number(member(), topic))
    return Page(member(), topic, end).render(form, preview=preview, hints=hints)
