"""Who is in a conversation: bringing people in, leaving, and keeping it quiet."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.messages import actions, queries
from forum.messages.forms import PeopleForm, blame
from forum.messages.views.blueprint import WRITING, bp
from forum.messages.views.page import Page


@bp.route("/messages/<int:conversation_id>/people", methods=["GET", "POST"])
@login_required
def people(conversation_id: int) -> str | Response | tuple[str, int]:
    """Bring more people in. The page says what they will read, and what not."""
    place = queries.place_of(member(), conversation_id)
    form, status = PeopleForm(), 200
    if form.validate_on_submit():
        WRITING.hit(member().id)
        try:
            count = actions.add(member(), place, form.to.data or "")
        except Invalid as error:
            blame(form, error)
            status, place = 422, queries.place_of(member(), conversation_id)
        else:
            words = ngettext("%(num)s person has joined.", "%(num)s people have joined.", count)
            flash(words, "good")
            return redirect(url_for(".show", conversation_id=conversation_id))
    page = Page(member(), place)
    return render_template("messages/people.html", page=page, form=form), status


@bp.route("/messages/<int:conversation_id>/leave", methods=["GET", "POST"])
@login_required
def leave(conversation_id: int) -> str | Response:
    """Asks first: who has left does not come back."""
    place = queries.place_of(member(), conversation_id)
    if request.method == "POST":
        actions.leave(member(), place)
        flash(_("You have left the conversation."), "info")
        return redirect(url_for(".index"))
    return render_template("messages/leave.html", page=Page(member(), place))


@bp.post("/messages/<int:conversation_id>/mute")
@login_required
def mute(conversation_id: int) -> Response:
    actions.mute(member(), queries.place_of(member(), conversation_id))
    flash(_("Muted: you are told no more of what is written here."), "good")
    return redirect(url_for(".show", conversation_id=conversation_id))


@bp.post("/messages/<int:conversation_id>/unmute")
@login_required
def unmute(conversation_id: int) -> Response:
    actions.unmute(member(), queries.place_of(member(), conversation_id))
    flash(_("You are told again of what is written here."), "good")
    return redirect(url_for(".show", conversation_id=conversation_id))
