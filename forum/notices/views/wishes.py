"""The page on which members choose what they are told, and where."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.mail import queries as letters
from forum.notices import actions, queries
from forum.notices.forms import WAYS, WishForm
from forum.notices.kinds import LABELS, DigestWhen, MailWhen
from forum.notices.policy import can_be_mailed
from forum.notices.settings import MAIL_AFTER
from forum.notices.views.blueprint import bp


@bp.route("/preferences/notices", methods=["GET", "POST"])
@login_required
def wishes() -> Response | str:
    form = WishForm.of(queries.inbox_of(member()))
    if form.validate_on_submit():
        when = MailWhen(form.mail_when.data)
        digest = DigestWhen(form.digest.data)
        actions.choose(member(), form.wishes, mail_when=when, digest=digest)
        flash(_("Saved."), "good")
        return redirect(url_for(".wishes"))
    return render_template(
        "notices/wishes.html",
        form=form,
        labels=LABELS,
        ways=WAYS,
        minutes=MAIL_AFTER.get(),
        has_address=can_be_mailed(member()),
        is_stopped=letters.is_stopped(member().email),
    )


@bp.post("/preferences/notices/try-again")
@login_required
def try_again() -> Response:
    """Send letters again to an address that refused some."""
    actions.try_address_again(member())
    flash(_("Letters go to your address again."), "good")
    return redirect(url_for(".wishes"))
