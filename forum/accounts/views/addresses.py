"""Changing the mail address, which both addresses must agree to."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import actions, emails, guessing, queries, session
from forum.accounts.forms import ButtonForm, EmailForm, show_invalid
from forum.accounts.models import Purpose, User
from forum.accounts.views.blueprint import bp
from forum.accounts.views.joining import BY_MAIL
from forum.kernel.policy import Invalid, NotFound

Answer = str | Response | tuple[str, int]


@bp.route("/preferences/email", methods=["GET", "POST"])
@login_required
def email() -> Answer:
    """See and change the mail address."""
    form = EmailForm()
    if form.validate_on_submit():
        try:
            _ask(session.member(), form)
        except Invalid as error:
            show_invalid(form, error)
        else:
            flash(_("We sent a mail to both addresses. Press the button in each."), "good")
            return redirect(url_for(".email"))
    change = queries.waiting_change(session.member())
    return render_template("accounts/email.html", form=form, change=change)


email.reads_only = True


@bp.post("/preferences/email/cancel")
@login_required
def cancel_email() -> Response:
    """Give up a change that waits."""
    actions.cancel_email_change(session.member())
    flash(_("Your address stays as it is."), "info")
    return redirect(url_for(".email"))


@bp.route("/confirm-address/<token>", methods=["GET", "POST"])
def confirm_email(token: str) -> Answer:
    """Agree to a change of address: looking shows a button, pressing it acts."""
    form = ButtonForm()
    try:
        link = queries.email_link(token)
        change = queries.open_change(link.data["change"])
        user = queries.fresh_member(link.user_id)
        if form.validate_on_submit():
            change = actions.confirm_email_change(session.viewer(), token)
            return render_template("accounts/email_agreed.html", change=change)
    except NotFound:
        return render_template("accounts/link_ended.html", kind="email"), 404
    side = "old" if link.purpose == Purpose.CHANGE_OLD else "new"
    return render_template(
        "accounts/confirm_email.html", form=form, user=user, change=change, side=side
    )


def _ask(member: User, form: Any) -> None:
    new_email = emails.normalised(form.email.data)
    if not guessing.is_own(member, form.present.data):
        raise Invalid("present", "password_wrong")
    BY_MAIL.hit(new_email)
    BY_MAIL.hit("member", member.id)
    actions.ask_email_change(member, new_email)
