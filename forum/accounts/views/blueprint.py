"""The blueprint to which all pages of accounts belong, and what they share."""

from flask import Blueprint, current_app, redirect, request
from flask import Response as BaseResponse
from flask import session as browser
from werkzeug.wrappers import Response

from forum.accounts.actions import Place
from forum.accounts.models import User
from forum.web.next_page import own_page
from forum.web.templating import link

bp = Blueprint("accounts", __name__)
# The address that somebody in this browser has yet to confirm.
WAITING = "waiting_mail"


@bp.after_request
def keep_nothing(response: BaseResponse) -> BaseResponse:
    """Pages at the door and of a member's account are for one pair of eyes: no cache keeps them."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def brand_name() -> str:
    """The name of the site."""
    name: str = current_app.extensions["brand"]().name
    return name


def place() -> Place:
    """Where the request comes from, for the member's list of sessions."""
    return Place(request.remote_addr or "", request.user_agent.string)


def go_on(target: str | None = None) -> Response:
    """Lead to the wanted page of this site, or to the front page."""
    return redirect(own_page(target) or link("home.latest") or "/")


def greeting(user: User, target: str | None = None) -> str:
    """Where somebody is led who comes in for the first time; the team knows its way."""
    return "" if user.is_staff else link("newcomers.welcome", next=own_page(target) or None)


def waiting_mail() -> str:
    """The address to which this browser's letter of confirmation went."""
    return str(browser.get(WAITING, ""))
