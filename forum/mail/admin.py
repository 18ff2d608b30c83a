"""The staff page of letters: what went where, what waits, what could not be sent and why."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.kernel.paging import decode
from forum.kernel.policy import NotFound
from forum.mail import actions, queries, reasons
from forum.mail.queries import Fate
from forum.web.admin import acting, require_admin, staff_blueprint

bp = staff_blueprint("mail", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """Letters, the latest first; their fate and the address narrow them down."""
    fate, sought = _fate(request.args.get("fate", "")), request.args.get("q", "")
    after = decode(request.args.get("after"))
    return render_template(
        "mail/index.html",
        page=queries.letters(fate, to=sought, after=after),
        fate=fate,
        fates=list(Fate),
        sought=sought,
        plain=reasons.plain,
        health=queries.health(),
        count_stopped=queries.count_stopped(),
    )


@bp.get("/stopped")
def stopped() -> str:
    """Addresses that take no letters any more, since when and why."""
    sought = request.args.get("q", "")
    found = queries.stopped(like=sought)
    return render_template(
        "mail/stopped.html",
        addresses=found[: queries.MOST_STOPPED],
        has_more=len(found) > queries.MOST_STOPPED,
        most=queries.MOST_STOPPED,
        fates=list(Fate),
        sought=sought,
        plain=reasons.plain,
        count_stopped=queries.count_stopped(),
    )


@bp.post("/stopped")
def let_again() -> Response:
    """Let letters go to an address again."""
    if actions.let_again(acting(), request.form.get("address", "")):
        flash(
            _("Letters go there again. If they are refused again, the address stops anew."), "good"
        )
    else:
        flash(_("That address is not stopped any more."), "info")
    return redirect(url_for(".stopped"))


@bp.post("/<int:letter_id>/retry")
def retry(letter_id: int) -> Response:
    """Send a letter soon that could not be sent yet."""
    if actions.try_again(acting(), queries.letter_by_id(letter_id)):
        flash(_("The letter will be tried again in a moment."), "good")
    else:
        flash(_("There is nothing to try again: it was sent, or it is being sent."), "info")
    return redirect(url_for(".index", fate=_fate(request.form.get("fate", ""))))


def _fate(word: str) -> Fate | None:
    try:
        return Fate(word) if word else None
    except ValueError:
        raise NotFound from None
