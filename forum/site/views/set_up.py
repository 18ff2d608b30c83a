"""Setting up a fresh site: who holds the link makes the owner's account."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from forum.accounts import actions as accounts
from forum.accounts import passwords, session
from forum.accounts.actions import NewMember, Place
from forum.accounts.forms import amiss, show_all, show_invalid
from forum.accounts.models import IDLE_SECONDS, User
from forum.kernel.policy import Invalid
from forum.site import actions, queries
from forum.site.forms import SetUpForm
from forum.site.views.look import bp
from forum.web.templating import link


@bp.route("/set-up/<token>", methods=["GET", "POST"])
def set_up(token: str) -> Response | BaseResponse:
    """One page, once. When there is an owner, it does not exist."""
    queries.require_set_up(token)
    form = SetUpForm()
    if form.validate_on_submit() and _is_fit(form):
        try:
            return _come_in(actions.set_up(session.viewer(), token, _owner(form)))
        except Invalid as error:
            show_invalid(form, error)
    answer = make_response(render_template("site/set_up.html", form=form, token=token))
    # The address is a key: nothing shall keep it or tell of it.
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


# Hashing a password takes a moment; the action itself lets only one come first.
set_up.reads_only = True  # type: ignore[attr-defined]


def _is_fit(form: Any) -> bool:
    reasons = amiss(form, about=_about(form))
    if reasons["username"] == "name_reserved":
        # The owner may bear a name that is kept for the site.
        del reasons["username"]
    return show_all(form, reasons)


def _about(form: Any) -> tuple[str, ...]:
    """Words that make a password easy to guess."""
    return (form.username.data, form.email.data.partition("@")[0], queries.brand().name)


def _owner(form: Any) -> NewMember:
    return NewMember(
        username=form.username.data,
        email=form.email.data,
        password_hash=passwords.hashed(form.password.data, about=_about(form)),
        locale=str(get_locale()),
    )


def _come_in(owner: User) -> BaseResponse:
    place = Place(request.remote_addr or "", request.user_agent.string)
    token = accounts.sign_in(session.viewer(), owner, place=place)
    session.remember(owner, token, idle_seconds=IDLE_SECONDS)
    flash(_("This forum is yours. Four more pages, and it is ready for others."), "good")
    return redirect(link("setup_admin.brand") or link("admin.overview") or "/")
