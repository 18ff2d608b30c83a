"""The shortlist of a period, the choice of the team, and what became of it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import Guest
from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound
from forum.recognition import actions, facts, periods, queries, words
from forum.recognition.admin.blueprint import bp
from forum.recognition.admin.telling import tell
from forum.recognition.models import Spotlight


@bp.get("/spotlights")
def spotlights() -> str:
    """Every round, newest first."""
    rounds = queries.rounds()
    found = queries.spotlights_by_period(rounds)
    return render_template(
        "recognition/admin/spotlights.html",
        rounds=[(one, found.get(one.period)) for one in rounds],
        period=queries.present_period(),
        said=words,
    )


@bp.get("/spotlights/<int:round_id>")
def spotlight(round_id: int) -> str:
    """The shortlist with its evidence, and who was asked."""
    one = queries.round_by_id(round_id)
    ids = [row["user_id"] for row in one.candidates]
    asked = queries.offers_of(one.id)
    return render_template(
        "recognition/admin/spotlight.html",
        round=one,
        people=accounts.members_by_ids(ids),
        evidence=queries.evidence(member(), periods.named(one.period), ids),
        lines_of=facts.lines_of,
        asked=asked,
        waits=any(offer.is_open for offer in asked.values()),
        fit=queries.still_fit(ids),
        spotlight=queries.spotlight_of(one.period),
        weights=queries.WEIGHTS,
        said=words,
    )


@bp.post("/spotlights/<int:round_id>/offer")
def offer(round_id: int) -> Response:
    """Ask one of the shortlist."""
    one = queries.round_by_id(round_id)
    try:
        actions.offer(member(), one, request.form.get("user_id", 0, int))
    except Invalid:
        flash(_("This member cannot be asked now. Look at the list again."), "bad")
    else:
        flash(_("The question is on its way. You hear of the answer here."), "good")
    return redirect(url_for(".spotlight", round_id=round_id))


@bp.post("/spotlights/<int:round_id>/end")
def end_round(round_id: int) -> Response:
    """Let nobody stand in the spotlight of this period."""
    actions.end_round(member(), queries.round_by_id(round_id))
    flash(_("Nobody stands in this spotlight."), "good")
    return redirect(url_for(".spotlight", round_id=round_id))


@bp.route("/spotlights/<int:round_id>/topic", methods=["GET", "POST"])
def tell_of_spotlight(round_id: int) -> str | Response:
    """Publish a topic about whoever stands in the spotlight."""
    one = queries.round_by_id(round_id)

    def find() -> Spotlight:
        found = queries.spotlight_of(one.period)
        if found is None:
            raise NotFound
        return found

    found = find()
    # Whoever reads the topic may read what it leads to.
    some = queries.evidence(Guest(), periods.named(found.period), [found.user_id])[found.user_id]
    back = url_for(".spotlight", round_id=round_id)
    return tell(find, facts.of_spotlight(found, some), back)
