"""What a member reads about themselves: what was decided, why, and what to do about it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member, viewer
from forum.kernel import slots
from forum.sanctions import actions, doors, queries, wording

bp = Blueprint("sanctions", __name__)


@bp.get("/my/decisions")
@login_required
def mine() -> str:
    """What holds for me, what counts, and what is over."""
    entries = queries.sanctions_of(member())
    return render_template(
        "sanctions/mine.html",
        decisions=entries,
        weight=queries.weight_of(member()),
        feet=slots.fill("sanction.foot", viewer(), [one.sanction for one in entries]),
        said=wording,
    )


@bp.post("/my/decisions/<int:sanction_id>/read")
@login_required
def note_read(sanction_id: int) -> Response:
    """Say that a warning was read."""
    actions.note_read(member(), sanction_id)
    flash(_("Thank you. It is not shown above your pages any more."), "good")
    return redirect(url_for(".mine"))


@bp.get("/decisions/<word>")
def statement(word: str) -> str:
    """One decision, for whom it is about; the signed word opens it without signing in."""
    user_id, sanction_id = doors.read(word)
    entry = queries.sanction_of(user_id, sanction_id)
    return render_template(
        "sanctions/statement.html",
        entry=entry,
        foot=slots.fill("sanction.foot", viewer(), [entry.sanction])[entry.sanction.id],
        said=wording,
    )
