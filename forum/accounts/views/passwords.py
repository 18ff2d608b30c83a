"""Choosing another password: with the present one, or with a letter."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import actions, guessing, links, names, passwords, queries, session
from forum.accounts.actions import Others
from forum.accounts.forms import AskResetForm, PasswordForm, ResetForm, show_invalid
from forum.accounts.models import Purpose, User
from forum.accounts.views.blueprint import bp, brand_name
from forum.kernel.policy import Invalid, NotFound
from forum.web.limits import Limit, address

Answer = str | Response | tuple[str, int]
BY_ADDRESS = Limit("reset", "20 per hour")
BY_NAME = Limit("reset_name", "5 per hour")
LONGEST_KEY = 100


@bp.route("/reset", methods=["GET", "POST"])
def ask_reset() -> Answer:
    """Ask for a letter with which a password can be chosen."""
    form = AskResetForm()
    if not form.validate_on_submit():
        return render_template("accounts/ask_reset.html", form=form)
    BY_ADDRESS.hit(address())
    BY_NAME.hit(names.fold(form.name.data)[:LONGEST_KEY])
    actions.ask_reset(session.viewer(), form.name.data)
    return render_template("accounts/reset_sent.html")


@bp.route("/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> Answer:
    """Choose a password with a letter: looking shows a form, sending it acts."""
    form = ResetForm()
    try:
        link = links.read(token, Purpose.RESET)
        user = queries.fresh_member(link.user_id)
        if form.validate_on_submit():
            actions.reset_password(session.viewer(), token, _hash(user, form))
            flash(_("Your password is changed. Sign in with the new one."), "good")
            return redirect(url_for(".sign_in"))
    except Invalid as error:
        show_invalid(form, error)
    except NotFound:
        return render_template("accounts/link_ended.html", kind="reset"), 404
    return render_template("accounts/reset.html", form=form, user=user)


# Hashing a password takes a moment, in which others may write.
reset.reads_only = True  # type: ignore[attr-defined]


@bp.route("/preferences/password", methods=["GET", "POST"])
@login_required
def password() -> Answer:
    """Change the password with the help of the present one."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            _change(session.member(), form)
        except Invalid as error:
            show_invalid(form, error)
        else:
            flash(_("Your password is changed."), "good")
            return redirect(url_for(".password"))
    return render_template("accounts/password.html", form=form)


password.reads_only = True


def _change(member: User, form: Any) -> None:
    """Change it, give this browser a new token, and end the other sessions on request."""
    if not guessing.is_own(member, form.present.data):
        raise Invalid("present", "password_wrong")
    others = Others.END if form.end_others.data else Others.STAY
    here = session.current_session()
    token = actions.change_password(member, _hash(member, form), here=here, others=others)
    if token is not None:
        session.replace_token(token)


def _hash(user: User, form: Any) -> str:
    about = (user.username, user.email, user.email.partition("@")[0], brand_name())
    return passwords.hashed(form.password.data, about=about)
