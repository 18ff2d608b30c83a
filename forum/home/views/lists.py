"""The front page and its lists."""

from collections.abc import Collection
from typing import Any

from flask import render_template, request
from flask_login import login_required

from forum.accounts.models import User, Viewer
from forum.accounts.queries import awaits_owner
from forum.accounts.session import viewer
from forum.channels.queries import writable_channels
from forum.home import queries
from forum.home.queries import Row
from forum.home.views.shell import after, bp, period_named, periods, show, tabs
from forum.kernel.paging import Page
from forum.kernel.policy import NotFound
from forum.reading.models import Level
from forum.reading.policy import CLOSE
from forum.site import settings
from forum.web.guest_pages import same_for_guests


@bp.get("/")
@same_for_guests("after")
def latest() -> str:
    page = queries.latest(viewer(), after())
    # A site without topics may be one without an owner, to which nobody can be invited.
    who = viewer()
    if who.is_guest and not page.items and awaits_owner():
        return render_template("errors/reasons/no_owner_yet.html", typed={})
    first_steps = _first_steps(who) if who.is_admin and not page.items else ()
    return _list("latest", page, first_steps=first_steps)


def _first_steps(owner: Viewer) -> Collection[str]:
    """What a site without topics still lacks; the set-up may have done some of it."""
    lacks = {
        "channels": not writable_channels(owner),
        "topic": True,
        "look": settings.NAME.get() == settings.NAME.default,
    }
    return [step for step, is_missing in lacks.items() if is_missing]


@bp.get("/unread")
@login_required
def unread() -> str:
    return _list("unread", queries.unread(_reader(), after()))


@bp.get("/unanswered")
@same_for_guests("after")
def unanswered() -> str:
    return _list("unanswered", queries.unanswered(viewer(), after()))


@bp.get("/top/<period>")
@same_for_guests("after")
def top(period: str) -> str:
    chosen = period_named(period)
    page = queries.top(viewer(), chosen, after())
    return _list("top", page, period=chosen, periods=periods("home.top", chosen))


@bp.get("/following")
@login_required
def following() -> str:
    is_close = request.args.get("level") == Level.WATCHING
    levels = [Level.WATCHING] if is_close else CLOSE
    page = queries.following(_reader(), levels, after=after())
    return _list("following", page, is_close=is_close)


def _list(name: str, page: Page[Row], **more: Any) -> str:
    return show(
        f"home/{name}.html",
        page,
        name=name,
        tabs=tabs(viewer(), name),
        lively_tags=queries.lively_tags(viewer()),
        lonely_questions=queries.lonely_questions(viewer()),
        **more,
    )


def _reader() -> User:
    """The member to show the page to. Staff who look as a guest find nothing, as guests do."""
    who = viewer()
    if not isinstance(who, User):
        raise NotFound
    return who
