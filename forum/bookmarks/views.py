"""The list of what one keeps, and the buttons that change it."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.bookmarks import actions, queries
from forum.bookmarks.forms import NoteForm
from forum.bookmarks.models import Bookmark
from forum.kernel.paging import decode
from forum.topics.queries import visible_post
from forum.web.errors import wants_json
from forum.web.limits import Limit

OFTEN = Limit("bookmarks", "60 per minute")
bp = Blueprint("bookmarks", __name__)


@bp.get("/bookmarks")
@login_required
def index() -> str:
    """Private to the member: staff who look through another's eyes see their own list."""
    after = decode(request.args.get("after"))
    page = queries.kept_by(member(), after)
    return render_template("bookmarks/index.html", page=page, after=after)


@bp.post("/p/<int:post_id>/bookmark")
@login_required
def toggle(post_id: int) -> Response:
    OFTEN.hit("member", member().id)
    is_kept = actions.toggle(member(), visible_post(member(), post_id))
    if wants_json():
        return jsonify(is_kept=is_kept)
    flash(_("Kept in your bookmarks.") if is_kept else _("No longer in your bookmarks."), "good")
    return redirect(url_for("topics.post", post_id=post_id))


@bp.route("/bookmarks/<int:bookmark_id>/note", methods=["GET", "POST"])
@login_required
def note(bookmark_id: int) -> Response | str:
    bookmark = queries.bookmark_of(member(), bookmark_id)
    form = NoteForm(text=bookmark.note)
    if form.validate_on_submit():
        actions.note(member(), bookmark, form.text.data or "")
        flash(_("Saved."), "good")
        return _back_to(bookmark)
    return render_template("bookmarks/note.html", bookmark=bookmark, form=form)


@bp.post("/bookmarks/<int:bookmark_id>/remove")
@login_required
def remove(bookmark_id: int) -> Response:
    actions.remove(member(), queries.bookmark_of(member(), bookmark_id))
    flash(_("No longer in your bookmarks."), "good")
    return redirect(url_for(".index"))


def _back_to(bookmark: Bookmark) -> Response:
    return redirect(url_for(".index", _anchor=f"bookmark-{bookmark.id}"))
