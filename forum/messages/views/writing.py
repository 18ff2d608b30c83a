"""Beginning a conversation and writing in one. Whatever goes wrong, the text is still there."""

from typing import TypeAlias

from flask import redirect, render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.drafts import queries as drafts
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.messages import actions, policy, queries
from forum.messages.actions import NewConversation, NewMessage
from forum.messages.forms import MessageForm, NewForm
from forum.messages.views import agreeing
from forum.messages.views.blueprint import WRITING, bp, message_address
from forum.messages.views.page import Page
from forum.topics.actions import LONGEST_BODY
from forum.topics.queries import as_published
from forum.uploads import brought
from forum.web.limits import Limit, TooMany

PREVIEWING = Limit("previewing", "60 per minute")
DRAFT = "message_new"
# The buttons that show the form again with more than was sent.
LOOKING = {"preview", "pictures"}
PROBLEMS = (Invalid, Refused, TooMany)
STATUS = {Invalid: 422, Refused: 403, TooMany: 429}
Answer: TypeAlias = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.get("/messages/new")
@login_required
def new() -> Answer:
    """To begin a conversation; the draft is there again, unless it was meant for others."""
    form, to = NewForm(formdata=None), request.args.get("to", "")[:200]
    draft = drafts.shown_draft(member(), DRAFT)
    if draft is not None:
        form.draft_version.data = str(draft.version)
        kept_to = str(draft.extra.get("to", ""))
        if not to or kept_to in {"", to}:
            form.title.data, form.body.data, to = draft.title, draft.body, to or kept_to
    form.to.data = to
    verdict = policy.can_begin(member(), begun_today=queries.begun_today(member()))
    return _new(form), 200 if verdict else 403


@bp.post("/messages/new")
@login_required
def begin() -> Answer:
    form = NewForm()
    try:
        brought.put_into(form, member())
        if request.form.get("act") in LOOKING:
            return _new(form, preview=preview_of(form))
        WRITING.hit(member().id)
        agreeing.agree_if_asked()
        asked = NewConversation(
            form.to.data or "", form.text, form.title.data or "", form.client_key.data
        )
        message = actions.begin(member(), asked)
    except PROBLEMS as error:
        if agreeing.is_owed(error):
            return agreeing.question(DRAFT, form)
        blame(form, error)
        return with_problem(_new(form), error)
    return redirect(message_address(queries.place_of(member(), message.conversation_id), message))


begin.takes_files = True


@bp.post("/messages/<int:conversation_id>")
@login_required
def send(conversation_id: int) -> Answer:
    form = MessageForm()
    try:
        place = queries.place_of(member(), conversation_id)
        brought.put_into(form, member())
        if request.form.get("act") in LOOKING:
            return Page(member(), place).render(form, preview=preview_of(form))
        WRITING.hit(member().id)
        agreeing.agree_if_asked()
        message = actions.send(member(), place, NewMessage(form.text, form.client_key.data))
    except NotFound:
        return render_template("messages/kept.html", form=form), 404
    except PROBLEMS as error:
        if agreeing.is_owed(error):
            return agreeing.question(f"message:{conversation_id}", form)
        blame(form, error)
        return with_problem(_page_again(conversation_id, form), error)
    return redirect(message_address(place, message))


send.takes_files = True


def preview_of(form: MessageForm) -> str:
    """What a preview shows of the text, when asked for: no more than could be sent.

    Raises TooMany.
    """
    if request.form.get("act") != "preview":
        return ""
    PREVIEWING.hit(member().id)
    return as_published(form.text[:LONGEST_BODY]).html


def blame(form: MessageForm, error: Exception) -> None:
    """Say in the form what is wrong; a refusal has its own words on the page."""
    if isinstance(error, Invalid):
        form.blame(error)
    elif isinstance(error, TooMany):
        words = _("You are writing very quickly. Wait %(seconds)s seconds, then send it again.")
        form.body.errors = [words % {"seconds": error.seconds}]


def with_problem(page: str, error: Exception) -> Answer:
    """The page with the status of what went wrong, and when to try again."""
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, TooMany) else {}
    return page, STATUS[type(error)], headers


def _new(form: NewForm, *, preview: str = "") -> str:
    verdict = policy.can_begin(member(), begun_today=queries.begun_today(member()))
    return render_template(
        "messages/new.html",
        form=form,
        verdict=verdict,
        preview=preview,
        most=LONGEST_BODY,
        most_people=policy.most_people(member()),
    )


def _page_again(conversation_id: int, form: MessageForm) -> str:
    """The end of the conversation with the text as it was typed."""
    # Found anew: a failed action has taken back everything, and with it what was loaded.
    return Page(member(), queries.place_of(member(), conversation_id)).render(form)
