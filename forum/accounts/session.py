"""Who is looking. Views ask here, and pass a real User on to actions and policies."""

from datetime import datetime, timedelta
from typing import cast

from flask import Flask, g, has_request_context, redirect, request, session, url_for
from flask_login import LoginManager
from werkzeug.wrappers import Response

from forum.accounts import actions, queries
from forum.accounts.models import IDLE_SECONDS, Guest, Session, User, Viewer
from forum.kernel import clock
from forum.kernel.gather import Gatherer
from forum.web import errors

SEEN_EVERY = timedelta(minutes=5)
# Members who were signed in with this browser, kept when the rest of its session is emptied.
KNOWN = "known"
# The link by which somebody came who may sign up later.
WAY = "came_by"
MOST_KNOWN = 5
# So long after the password was given, weighty changes ask for it again.
FRESH = timedelta(minutes=30)
seen: Gatherer[datetime] = Gatherer("last seen", actions.note_seen, max)


def register(app: Flask) -> None:
    """Let Flask-Login find the member behind the session cookie."""
    manager = LoginManager()
    manager.anonymous_user = Guest
    manager.session_protection = None
    manager.user_loader(_load)
    manager.unauthorized_handler(_ask_to_sign_in)
    manager.init_app(app)


def member() -> User:
    """The member who is really signed in, on pages that need one."""
    return cast(User, _real())


def viewer() -> Viewer:
    """The person to show the page to: the one signed in, or the one staff look through."""
    if not has_request_context():
        return Guest()
    if "viewer" not in g:
        g.viewer = _seen_as() or _real()
    return cast(Viewer, g.viewer)


def _real() -> Viewer:
    if "real_viewer" not in g:
        token = session.get("_user_id")
        g.real_viewer = (_load(token) if token else None) or Guest()
    return cast(Viewer, g.real_viewer)


def _seen_as() -> Viewer | None:
    """The stand-in, when a staff member looks at pages as somebody else; only for looking."""
    chosen = session.get("view_as")
    if not chosen or request.method not in {"GET", "HEAD"} or not _real().is_staff:
        return None
    if chosen == "guest":
        return Guest()
    if chosen == "new":
        return queries.new_member()
    return queries.member_by_id(int(chosen))


def current_session() -> Session | None:
    """The session row of this browser."""
    _real()
    return cast("Session | None", g.get("session_row"))


def is_fresh() -> bool:
    """Whether the password was given a short while ago; if not, lead to `accounts.again`."""
    row = current_session()
    return row is not None and clock.now() - row.confirmed_at < FRESH


def remember(user: User, token: str, *, idle_seconds: int) -> None:
    """Start the browser's session anew for the member of this token: nothing old is kept."""
    known = [user.id, *(each for each in _known() if each != user.id)]
    session.clear()
    session[KNOWN] = known[:MOST_KNOWN]
    replace_token(token)
    session.permanent = idle_seconds > IDLE_SECONDS


def replace_token(token: str) -> None:
    """The same member goes on with another token."""
    session["_user_id"] = token
    forget_viewer()


def forget() -> None:
    """Empty the browser's session; only whom it knows stays."""
    known = _known()
    session.clear()
    if known:
        session[KNOWN] = known
    forget_viewer()


def is_known(user: User) -> bool:
    """Whether this member was signed in with this browser before. The cookie is signed."""
    return user.id in _known()


def _known() -> list[int]:
    return list(session.get(KNOWN, []))


def note_way(token: str) -> None:
    """Keep by which link somebody came, until they sign up or this browser forgets it."""
    session[WAY] = token


def way() -> str:
    """The link by which this browser came; empty for none."""
    return str(session.get(WAY, ""))


def forget_viewer() -> None:
    """Ask anew who is looking."""
    for name in ("viewer", "real_viewer", "session_row", "session_user", "_login_user"):
        g.pop(name, None)


def show_to_nobody() -> None:
    """Ask no more who is looking, because it cannot be found out."""
    g.viewer = g.real_viewer = g._login_user = Guest()


def _load(token: str) -> User | None:
    """The member of a session token; asked once for each request."""
    if "session_row" not in g:
        g.session_row, g.session_user = queries.session_and_member(token) or (None, None)
        if g.session_row and clock.now() - g.session_row.last_seen_at > SEEN_EVERY:
            seen.note(g.session_row.id, clock.now())
            # The browser shall keep the cookie as long as the row lives on.
            session.modified = session.permanent
    return cast("User | None", g.session_user)


def _ask_to_sign_in() -> Response | errors.Answer:
    """Lead to the way in, and from there back; a text that was sent is given back at once."""
    if request.method == "POST" and request.form.get("body"):
        return errors.show(401)
    target = request.full_path if request.method == "GET" else ""
    return redirect(url_for("accounts.sign_in", next=target.rstrip("?") or None))
