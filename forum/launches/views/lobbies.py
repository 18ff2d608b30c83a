"""Being there before a window opens, and what everybody may check afterwards."""

import csv
import io

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as Answer

from forum.accounts.session import member, viewer
from forum.kernel import clock
from forum.kernel.policy import NotFound
from forum.launches import actions, lobby_showing, policy, queries
from forum.launches.models import Launch, Lobby
from forum.launches.policy import Face
from forum.launches.views.blueprint import bp
from forum.web.limits import Limit

OFTEN = Limit("lobbies", "120 per hour")


@bp.post("/launches/<launch>/lobby")
@login_required
def be_there(launch: str) -> Answer:
    """Come into the lobby. Sent twice, it is the same place."""
    found = queries.visible_launch(member(), launch, clock.now())
    OFTEN.hit("member", member().id)
    actions.look_in(member(), found)
    actions.be_there(member(), found)
    flash(
        _("You are in the lobby. When it opens, everybody in it is put in an order by lot."), "good"
    )
    return redirect(url_for(".show", launch=launch))


@bp.post("/launches/<launch>/lobby/leave")
@login_required
def go(launch: str) -> Answer:
    """Leave the lobby."""
    found = queries.visible_launch(member(), launch, clock.now())
    actions.look_in(member(), found)
    actions.go(member(), found)
    flash(_("You have left the lobby."), "good")
    return redirect(url_for(".show", launch=launch))


@bp.get("/launches/<launch>/lobby")
def lobby(launch: str) -> str:
    """What is published of the lobbies of a launch."""
    found = _found(launch)
    return render_template(
        "launches/lobby.html",
        launch=found,
        lobbies=lobby_showing.published(viewer(), found),
        most=lobby_showing.SHOWN,
        script=lobby_showing.script(),
    )


@bp.get("/launches/<launch>/lobby/<int:lobby_id>/people.csv")
def lobby_people(launch: str, lobby_id: int) -> Response:
    """Who was there, by public numbers."""
    room = _room(_found(launch), lobby_id)
    return _file(room.people_file, f"{launch}-{lobby_id}-people.csv", "text/csv")


@bp.get("/launches/<launch>/lobby/<int:lobby_id>/order.csv")
def lobby_order(launch: str, lobby_id: int) -> Response:
    """Everybody's place, and what decided it."""
    found = _found(launch)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["place", "entry", "key", "outcome"])
    for one in lobby_showing.order_of(found, _room(found, lobby_id)):
        rows.writerow([one.number, one.public_id, one.key, one.outcome])
    return _file(out.getvalue(), f"{launch}-{lobby_id}-order.csv", "text/csv")


@bp.get("/launches/<launch>/lobby/recount.py")
def lobby_recount(launch: str) -> Response:
    """The script with which anybody counts it again, without us."""
    _found(launch)
    return _file(lobby_showing.script(), "recount.py", "text/x-python")


def _found(slug: str) -> Launch:
    """A launch with lobbies of which the viewer sees everything. Raises NotFound."""
    now = clock.now()
    found = queries.visible_launch(viewer(), slug, now)
    actions.look_in(viewer(), found)
    sight = queries.sight(viewer(), found)
    is_full = policy.face_of(viewer(), found, now, sight=sight) == Face.FULL
    if not is_full or not queries.lobbies_of(found.id):
        raise NotFound
    return found


def _room(launch: Launch, window_id: int) -> Lobby:
    """A lobby that has its order. Raises NotFound."""
    room = queries.lobbies_of(launch.id).get(window_id)
    if room is None or room.shuffled_at is None:
        raise NotFound
    return room


def _file(text: str, name: str, kind: str) -> Response:
    answer = Response(text, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
