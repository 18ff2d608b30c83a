"""Signing up, and confirming the address."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask import session as browser
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import (
    actions,
    emails,
    links,
    passwords,
    policy,
    queries,
    session,
    settings,
)
from forum.accounts.actions import NewMember
from forum.accounts.forms import ButtonForm, SignUpForm, amiss, show_all, show_invalid
from forum.accounts.models import IDLE_SECONDS, Purpose, User
from forum.accounts.views.blueprint import (
    WAITING,
    bp,
    brand_name,
    go_on,
    greeting,
    place,
    waiting_mail,
)
from forum.kernel.policy import Invalid, NotFound, require
from forum.web.limits import Limit, address

Answer = str | Response | tuple[str, int]
BY_ADDRESS = Limit("sign_up", "20 per hour")
BY_MAIL = Limit("account_mail", "5 per hour")


@bp.route("/sign-up", methods=["GET", "POST"])
def sign_up() -> Answer:
    """Make an account."""
    if not session.viewer().is_guest:
        return go_on()
    require(policy.can_sign_up(session.viewer(), awaits_owner=queries.awaits_owner()))
    form = SignUpForm()
    if not settings.GUIDELINES_VERSION.get():
        del form.guidelines
    if form.validate_on_submit() and _is_fit(form):
        try:
            return _join(form)
        except Invalid as error:
            show_invalid(form, error)
    return render_template(
        "accounts/sign_up.html",
        form=form,
        entry=settings.ENTRY.get(),
        version=settings.GUIDELINES_VERSION.get(),
    )


# Hashing a password takes a moment, in which others may write.
sign_up.reads_only = True  # type: ignore[attr-defined]


@bp.get("/sign-up/next")
def after_sign_up() -> Answer:
    """What happens next: a letter to look for, or staff to wait for."""
    if not waiting_mail():
        return redirect(url_for(".sign_up"))
    return render_template(
        "accounts/after_sign_up.html", email=waiting_mail(), entry=settings.ENTRY.get()
    )


@bp.post("/sign-up/again")
def send_again() -> Answer:
    """Send the letter of confirmation once more."""
    if waiting_mail():
        BY_MAIL.hit(waiting_mail())
        actions.resend_confirmation(session.viewer(), waiting_mail())
        flash(_("We sent the mail again. It can take a minute."), "good")
    return redirect(url_for(".after_sign_up"))


@bp.route("/confirm/<token>", methods=["GET", "POST"])
def confirm(token: str) -> Answer:
    """Confirm an address: looking shows a button, pressing it acts."""
    try:
        link = links.read(token, Purpose.CONFIRM)
        form = ButtonForm()
        if form.validate_on_submit():
            return _confirmed(actions.confirm(session.viewer(), token))
        user = queries.fresh_member(link.user_id)
    except NotFound:
        return render_template("accounts/link_ended.html", kind="confirm"), 404
    return render_template("accounts/confirm.html", form=form, user=user)


def _is_fit(form: Any) -> bool:
    reasons = amiss(form, about=_about(form), official=[brand_name()])
    guidelines = "guidelines_needed" if _has_not_agreed(form) else ""
    return show_all(form, {**reasons, "guidelines": guidelines})


def _has_not_agreed(form: Any) -> bool:
    """Whether the yes is missing, or was said to guidelines that have changed meanwhile."""
    if "guidelines" not in form:
        return False
    form.guidelines.data = form.guidelines.raw_data == [str(settings.GUIDELINES_VERSION.get())]
    return not form.guidelines.data


def _about(form: Any) -> tuple[str, ...]:
    """Words that make a password easy to guess."""
    email = emails.looked_up(form.email.data)
    return (form.username.data, email, email.partition("@")[0], brand_name())


def _join(form: Any) -> Response:
    """Make the account; what follows looks the same for an address that has one already."""
    email = emails.normalised(form.email.data)
    BY_ADDRESS.hit(address())
    BY_MAIL.check(email)
    new = NewMember(
        username=form.username.data,
        email=email,
        password_hash=passwords.hashed(form.password.data, about=_about(form)),
        display_name=form.display_name.data or "",
        locale=str(get_locale()),
        guidelines=settings.GUIDELINES_VERSION.get(),
        came_by=session.way(),
    )
    user = actions.sign_up(session.viewer(), new, official=[brand_name()])
    BY_MAIL.hit(email)
    if user is not None and user.is_active:
        return _come_in(user)
    browser[WAITING] = email
    return redirect(url_for(".after_sign_up"))


def _confirmed(user: User) -> Response:
    """Only the browser in which somebody signed up is signed in: a link alone opens no session."""
    if not user.is_active:
        flash(_("Thank you. Staff look at new members by hand; a mail tells you more."), "good")
        return go_on()
    if session.viewer().is_guest and waiting_mail() == user.email:
        return _come_in(user)
    flash(_("The address is confirmed. You can sign in now."), "good")
    return redirect(url_for(".sign_in")) if session.viewer().is_guest else go_on()


def _come_in(user: User) -> Response:
    token = actions.sign_in(session.viewer(), user, place=place())
    session.remember(user, token, idle_seconds=IDLE_SECONDS)
    flash(_("Welcome to %(name)s.", name=brand_name()), "good")
    return go_on(greeting(user))
