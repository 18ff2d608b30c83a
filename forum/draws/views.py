"""What everybody may read of a draw, and the files with which it is counted again."""

import csv
import io

from flask import Blueprint, Response, render_template

from forum.accounts.session import viewer
from forum.draws import fair, queries, showing
from forum.draws.models import Draw
from forum.kernel import clock
from forum.kernel.policy import NotFound
from forum.launches import policy as seeing
from forum.launches import queries as launched
from forum.launches.models import Allocation
from forum.launches.policy import Face

bp = Blueprint("draws", __name__)


@bp.get("/launches/<drawn>/draw")
def show(drawn: str) -> str:
    """How it is drawn, what is published of it, and what came out."""
    draw = _found(drawn)
    places = queries.places_of(draw)
    return render_template(
        "draws/show.html",
        draw=draw,
        launch=draw.launch,
        places=places[: showing.SHOWN],
        numbers=showing.numbers_of(draw, places),
        mine=showing.mine(viewer(), draw),
        script=showing.script(),
        most_tickets=fair.MOST_TICKETS,
    )


@bp.get("/launches/<drawn>/draw/entries.csv")
def entries(drawn: str) -> Response:
    """What was entered, byte for byte as its hash was made."""
    draw = _found(drawn)
    if draw.frozen_at is None:
        raise NotFound
    return _file(draw.entries_file, f"{drawn}-entries.csv", "text/csv")


@bp.get("/launches/<drawn>/draw/ranking.csv")
def ranking(drawn: str) -> Response:
    """Everybody's place, and what decided it."""
    draw = _found(drawn)
    if draw.drawn_at is None:
        raise NotFound
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["place", "entry", "key", "outcome"])
    for place in queries.places_of(draw):
        rows.writerow([place.number, place.public_id, place.key, place.outcome])
    return _file(out.getvalue(), f"{drawn}-ranking.csv", "text/csv")


@bp.get("/launches/<drawn>/draw/recount.py")
def recount(drawn: str) -> Response:
    """The script with which anybody counts it again, without us."""
    _found(drawn)
    return _file(showing.script(), "recount.py", "text/x-python")


def _found(drawn: str) -> Draw:
    """The draw of a launch of which the viewer sees everything. Raises NotFound."""
    now = clock.now()
    found = launched.visible_launch(viewer(), drawn, now)
    sight = launched.sight(viewer(), found)
    draw = queries.draw_of(found.id)
    if draw is None or found.allocation != Allocation.DRAW:
        raise NotFound
    if seeing.face_of(viewer(), found, now, sight=sight) != Face.FULL:
        raise NotFound
    return draw


def _file(text: str, name: str, kind: str) -> Response:
    answer = Response(text, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
