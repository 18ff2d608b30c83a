"""The spotlight for everybody: naming somebody, answering the question, the archive."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.paging import decode
from forum.kernel.policy import require
from forum.members.queries import visible_member
from forum.recognition import actions, consent, facts, policy, queries, words
from forum.recognition.settings import PERK
from forum.recognition.views.blueprint import bp
from forum.web.guest_pages import same_for_guests
from forum.web.limits import Limit, address

OFTEN = Limit("answers", "60 per hour")


@bp.get("/spotlights")
@same_for_guests("after")
def spotlights() -> str:
    """Everybody who stood in the spotlight, and how they are found."""
    after = decode(request.args.get("after"))
    return render_template(
        "recognition/spotlights.html",
        page=queries.spotlights(after),
        after=after,
        lines_of=facts.lines_of,
        period=queries.present_period(),
        said=words,
    )


@bp.get("/milestones")
@same_for_guests()
def milestones() -> str:
    """What the community has come to, what is near, and what it wants to reach."""
    return render_template(
        "recognition/milestones.html",
        milestones=queries.milestones(),
        near=queries.near(),
        goals=queries.goals(),
        said=words,
    )


@bp.route("/members/<username>/nominate", methods=["GET", "POST"])
@login_required
def nominate(username: str) -> str | Response:
    """Name a member for the spotlight of this month or week."""
    other = visible_member(member(), username)
    require(policy.can_nominate(member(), other))
    if request.method == "POST":
        actions.nominate(member(), other)
        flash(_("%(name)s is named. Thank you for looking out.", name=other.display_name), "good")
        return redirect(url_for("members.show", username=username))
    period = queries.present_period()
    before = queries.nomination_of(member(), period.key)
    return render_template("recognition/nominate.html", other=other, period=period, before=before)


@bp.get("/my/spotlight")
@login_required
def mine() -> Response:
    """The question that waits for me; without one, the archive."""
    found = queries.open_offer_to(member())
    if found is None:
        return redirect(url_for(".spotlights"))
    return redirect(url_for(".answer", word=consent.word_for(found.id)))


@bp.route("/spotlight/answer/<word>", methods=["GET", "POST"])
def answer(word: str) -> str | Response:
    """The page behind the link of the letter. Looking at it answers nothing."""
    OFTEN.hit(address())
    offer = queries.offer_by_id(consent.read(word))
    if request.method == "POST" and request.form.get("says") in {"yes", "no"}:
        actions.answer(offer.user, offer.id, says_yes=request.form["says"] == "yes")
        return redirect(url_for(".answer", word=word))
    row = next((one for one in offer.round.candidates if one["user_id"] == offer.user_id), {})
    return render_template(
        "recognition/answer.html",
        offer=offer,
        word=word,
        lines=facts.lines_of(row),
        is_week="W" in offer.round.period,
        perk=PERK.get(),
    )
