"""Who was not recognised yet, who moved up or slipped back, and thanks by one click."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound
from forum.recognition import actions, queries, words
from forum.recognition.actions import NewThanks
from forum.recognition.admin.blueprint import bp
from forum.web.next_page import own_page


@bp.get("")
def index() -> str:
    """How many of those who contribute were recognised, and who was not."""
    return render_template(
        "recognition/admin/index.html", reach=queries.reach(), unseen=queries.unseen()
    )


@bp.get("/journey")
def journey() -> str:
    """How far members have come, and who moved within the week."""
    return render_template(
        "recognition/admin/journey.html",
        counts=queries.counts(),
        moves=queries.moves(),
        day=queries.stored_day(),
        said=words,
    )


@bp.post("/thank/<int:user_id>")
def thank(user_id: int) -> Response:
    """Thank a member for the team, with a kind note in their language."""
    receiver = accounts.member_by_id(user_id)
    if receiver is None:
        raise NotFound
    values = queries.values()
    with force_locale(receiver.locale or str(get_locale() or "en")):
        note = _note(request.form.get("list", ""))
    try:
        actions.thank_for_team(member(), receiver, NewThanks(values[0] if values else "", note))
    except Invalid:
        flash(_("There are no values to thank by. Choose some in the settings."), "bad")
    else:
        flash(_("%(name)s has your thanks.", name=receiver.display_name), "good")
    return redirect(own_page(request.form.get("next")) or url_for(".index"))


def _note(which: str) -> str:
    if which == "up":
        return str(_("We see how much you have been part of this place lately. Thank you."))
    if which == "back":
        return str(_("Your part in this place is not forgotten. It is good to have you here."))
    return str(_("We see what you write here for others. Thank you."))
