"""Reading a conversation."""

from flask import redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.drafts import queries as drafts
from forum.messages import queries
from forum.messages.forms import MessageForm
from forum.messages.models import Participant
from forum.messages.views.blueprint import bp, message_address
from forum.messages.views.page import Page, Part

LARGEST_PAGE = 1_000_000


@bp.get("/messages/<int:conversation_id>")
@login_required
def show(conversation_id: int) -> str:
    """A page of it; without a number the last one, where the newest messages are."""
    place = queries.place_of(member(), conversation_id)
    asked = request.args.get("page", 0, int)
    number = min(asked, LARGEST_PAGE) if asked > 0 else None
    return Page(member(), place, number).render(message_form(place))


@bp.get("/messages/<int:conversation_id>/unread")
@login_required
def first_unread(conversation_id: int) -> Response:
    """To the first message that the member has not read, or to the newest."""
    place = queries.place_of(member(), conversation_id)
    last = place.conversation.last_number
    number = min(max(place.read_number, place.after_number) + 1, last)
    page = queries.page_of(place, number)
    anchor = f"post-{number}" if number > place.after_number else None
    return redirect(url_for(".show", conversation_id=conversation_id, page=page, _anchor=anchor))


@bp.get("/messages/m/<int:message_id>")
@login_required
def message(message_id: int) -> Response:
    """The lasting address of a message."""
    found, place = queries.visible_message(member(), message_id)
    return redirect(message_address(place, found))


@bp.get("/messages/<int:conversation_id>/part")
@login_required
def part(conversation_id: int) -> str:
    """Messages that came or changed while the page was open, as they stand on it."""
    place = queries.place_of(member(), conversation_id)
    first = min(max(request.args.get("from", 1, int), 1), 10**9)
    last = min(max(request.args.get("to", first, int), first), first + queries.PAGE_SIZE - 1)
    page = Part(member(), place, first=first, last=last)
    if request.args.get("seen"):
        page.tell_shown()
    return render_template("messages/part.html", page=page)


def message_form(place: Participant) -> MessageForm:
    """The message as the member left it."""
    draft = drafts.shown_draft(member(), f"message:{place.conversation_id}")
    form = MessageForm(formdata=None)
    form.draft_version.data = str(draft.version if draft else 0)
    form.body.data = draft.body if draft else ""
    return form
