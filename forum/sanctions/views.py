"""What a member reads about themselves: what was decided, why, and what to do about it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import User
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
        more=slots.fill_page("decisions.page", member()),
        said=wording,
    )


@bp.post("/my/decisions/<int:sanction_id>/read")
@login_required
def note_read(sanction_id: int) -> Response:
    """Say that a warning was read."""
    actions.note_read(member(), sanction_id)
    flash(_("Thank you. It is not shown above your pages any more."), "good")
    return redirect(url_for(".mine"))


@bp.get("/decisions/all/<word>")
def everything(word: str) -> str:
    """All that was decided about somebody who may not come in; the word is given at the door."""
    user = _who_it_is_now(doors.read_all(word))
    entries = queries.sanctions_of(user)
    return render_template(
        "sanctions/everything.html",
        decisions=entries,
        feet=slots.fill("sanction.foot", user, [one.sanction for one in entries]),
        more=slots.fill_page("decisions.page", user),
        said=wording,
    )


@bp.get("/decisions/<word>")
def statement(word: str) -> str:
    """One decision, for whom it is about; the signed word opens it without signing in."""
    user_id, sanction_id = doors.read(word)
    entry = queries.sanction_of(_who_it_is_now(user_id).id, sanction_id)
    return render_template(
        "sanctions/statement.html",
        entry=entry,
        foot=slots.fill("sanction.foot", viewer(), [entry.sanction])[entry.sanction.id],
        said=wording,
    )


def _who_it_is_now(user_id: int) -> User:
    """Whom a word is for: of an account that was merged since then, the member it became."""
    return accounts.member_named(accounts.fresh_member(user_id).username)
