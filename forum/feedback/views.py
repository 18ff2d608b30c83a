"""Giving feedback, reading what came of it, and what was promised."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member, viewer
from forum.feedback import actions, policy, queries, words
from forum.feedback.forms import answer_form
from forum.feedback.models import FeedbackRound
from forum.feedback.policy import FEWEST
from forum.feedback.showing import Mine, owed_since
from forum.kernel import clock
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, NotFound, require
from forum.launches import policy as launching
from forum.launches import queries as launched
from forum.launches.policy import Face

bp = Blueprint("feedback", __name__)


@bp.route("/launches/<launch>/feedback", methods=["GET", "POST"])
@login_required
def answer(launch: str) -> str | Response:
    """The questions of a launch, for who has one. What is typed can be kept for later."""
    mine = _mine(launch)
    if request.method == "GET" and mine.state == "over":
        return redirect(url_for(".results", launch=launch))
    require(policy.can_answer(viewer(), mine.round, mine.seat, mine.now))
    form = answer_form(queries.questions_of(mine.round))
    if form.validate_on_submit():
        act = actions.keep if "keep" in request.form else actions.send
        try:
            act(member(), mine.round, form.sheet)
        except Invalid as error:
            form.blame(error)
        else:
            if act is actions.keep:
                flash(_("Kept. It counts once you send it."), "good")
                return redirect(url_for(".answer", launch=launch))
            return redirect(url_for(".thanks", launch=launch))
    elif request.method == "GET":
        part = mine.seat.part
        form.fill(queries.answers_of(part), shared=part is not None and part.is_shared)
    return render_template("feedback/answer.html", form=form, mine=mine, launch=mine.round.launch)


@bp.get("/launches/<launch>/feedback/thanks")
@login_required
def thanks(launch: str) -> str | Response:
    """What happens with what was said."""
    mine = _mine(launch)
    require(policy.can_answer(viewer(), mine.round, mine.seat, mine.now))
    if mine.state != "sent":
        return redirect(url_for(".answer", launch=launch))
    return render_template("feedback/thanks.html", mine=mine, launch=mine.round.launch)


@bp.get("/launches/<launch>/feedback/results")
@login_required
def results(launch: str) -> str:
    """What all said together."""
    mine = _mine(launch)
    require(policy.can_read_results(viewer(), mine.round, mine.seat, mine.now))
    standing = queries.standings_of([mine.round.id])[mine.round.id]
    return render_template(
        "feedback/results.html",
        round=mine.round,
        launch=mine.round.launch,
        standing=standing,
        results=queries.shared_results(mine.round) if standing.answered >= FEWEST else (),
        owed_since=owed_since(mine.round, mine.now),
        fewest=FEWEST,
        said=words,
    )


@bp.get("/promises")
def promises() -> str:
    """What the brand promised: what is open, what is late, what was kept."""
    now = clock.now()
    after = decode(request.args.get("after"))
    return render_template(
        "feedback/promises.html",
        open=() if after else queries.open_promises(viewer(), now),
        page=queries.kept_promises(viewer(), now, after),
        after=after,
        days=queries.days_at(now),
        said=words,
    )


def _mine(slug: str) -> Mine:
    """The round of a launch of which the viewer sees everything. Raises NotFound."""
    now = clock.now()
    launch = launched.visible_launch(viewer(), slug, now)
    sight = launched.sight(viewer(), launch)
    round_: FeedbackRound | None = queries.round_of(launch.id)
    is_whole = launching.face_of(viewer(), launch, now, sight=sight) == Face.FULL
    if round_ is None or round_.published_at is None or not is_whole:
        raise NotFound
    return Mine(round_, queries.seat_of(viewer(), round_), now)
