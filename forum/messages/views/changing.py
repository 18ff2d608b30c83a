"""Changing and taking away one's own messages."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.drafts import queries as drafts
from forum.kernel.policy import NotFound, Verdict
from forum.messages import actions, policy, queries
from forum.messages.forms import MessageForm
from forum.messages.models import Message
from forum.messages.views import agreeing
from forum.messages.views.blueprint import WRITING, bp, message_address
from forum.messages.views.writing import (
    LOOKING,
    PROBLEMS,
    Answer,
    blame,
    preview_of,
    with_problem,
)
from forum.topics.actions import LONGEST_BODY
from forum.uploads import brought


@bp.get("/messages/m/<int:message_id>/edit")
@login_required
def edit(message_id: int) -> Answer:
    found, _place = queries.visible_message(member(), message_id)
    draft = drafts.shown_draft(member(), f"message_edit:{found.id}")
    form = MessageForm(formdata=None)
    form.body.data = draft.body if draft else found.body
    form.draft_version.data = str(draft.version if draft else 0)
    return _page(found, form), 200 if _may_edit(found) else 403


@bp.post("/messages/m/<int:message_id>/edit")
@login_required
def save(message_id: int) -> Answer:
    form = MessageForm()
    try:
        found, place = queries.visible_message(member(), message_id)
        brought.put_into(form, member())
        if request.form.get("act") in LOOKING:
            return _page(found, form, preview=preview_of(form))
        WRITING.hit(member().id)
        agreeing.agree_if_asked()
        actions.edit(member(), found, form.text)
    except NotFound:
        return render_template("messages/kept.html", form=form), 404
    except PROBLEMS as error:
        if agreeing.is_owed(error):
            return agreeing.question(f"message_edit:{message_id}", form)
        blame(form, error)
        return with_problem(_page(queries.visible_message(member(), message_id)[0], form), error)
    flash(_("Saved."), "good")
    return redirect(message_address(place, found))


save.takes_files = True


@bp.route("/messages/m/<int:message_id>/delete", methods=["GET", "POST"])
@login_required
def delete(message_id: int) -> str | Response:
    """Asks first: what is deleted cannot be brought back."""
    found, place = queries.visible_message(member(), message_id)
    if request.method == "POST":
        actions.delete(member(), found)
        flash(_("Deleted."), "good")
        return redirect(message_address(place, found))
    return render_template("messages/delete.html", message=found)


def _may_edit(message: Message) -> Verdict:
    ties = queries.ties_in(member(), message.conversation_id)
    return policy.can_edit(member(), message, ties)


def _page(message: Message, form: MessageForm, *, preview: str = "") -> str:
    return render_template(
        "messages/edit.html",
        message=message,
        form=form,
        verdict=_may_edit(message),
        preview=preview,
        most=LONGEST_BODY,
    )
