"""The page on which the team works on a complaint: four steps, each with its form."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.answering import queries as standings
from forum.channels import queries as channels
from forum.kernel.policy import Invalid, NotFound, require
from forum.replies import actions, policy, queries, wording
from forum.replies.forms import ComplaintForm
from forum.replies.models import Solved
from forum.replies.queries import Item
from forum.replies.views.blueprint import SAYING, bp
from forum.topics import policy as writing
from forum.topics import queries as topics
from forum.topics.models import Topic
from forum.web.limits import Limit

WORKING = Limit("complaints", "30 per 10 minutes")


@bp.get("/t/<int:topic_id>/complaint")
@login_required
def complaint(topic_id: int) -> str:
    """What was done about a complaint, and what comes next."""
    topic = _tended(topic_id)
    return _page(topic, ComplaintForm(formdata=None))


@bp.post("/t/<int:topic_id>/complaint")
@login_required
def work_on_complaint(topic_id: int) -> Response | tuple[str, int]:
    """Do one of the steps."""
    topic, form = _tended(topic_id), ComplaintForm()
    deed = DOING.get(request.form.get("deed", ""))
    if deed is None:
        raise NotFound
    WORKING.hit(member().id)
    try:
        deed(topic, form)
    except Invalid as error:
        form.blame(error)
        return _page(_tended(topic_id), form), 422
    flash(_("Done."), "good")
    return redirect(url_for(".complaint", topic_id=topic_id))


@bp.route("/t/<int:topic_id>/settled", methods=["GET", "POST"])
@login_required
def rate(topic_id: int) -> Response | str:
    """Whether a complaint is settled, asked of its author."""
    topic = topics.visible_topic(member(), topic_id)
    row = queries.complaint_of(topic_id)
    if row is None or topic.author_id != member().id or row.closing_post_id is None:
        raise NotFound
    said = request.form.get("solved", "")
    if request.method == "POST" and said in set(Solved):
        SAYING.hit(member().id)
        actions.rate(member(), topic, Solved(said))
        flash(wording.thanks(Solved(said)), "good")
        return redirect(url_for("topics.post", post_id=row.closing_post_id))
    return render_template(
        "replies/rate.html",
        topic=topic,
        row=row,
        may=policy.can_rate(member(), row, topic.author_id),
        wording=wording,
    )


def _talk(topic: Topic, form: ComplaintForm) -> None:
    actions.talk(member(), topic, form.message.data or "")


def _promise(topic: Topic, form: ComplaintForm) -> None:
    actions.promise(member(), topic, form.promise.data or "", form.day.data)


def _keep(topic: Topic, form: ComplaintForm) -> None:
    actions.keep(member(), topic)


def _close(topic: Topic, form: ComplaintForm) -> None:
    actions.close(member(), topic, form.outcome.data or "", form.body.data or "")


DOING: dict[str, Callable[[Topic, ComplaintForm], None]] = {
    "talk": _talk,
    "promise": _promise,
    "keep": _keep,
    "close": _close,
}


def _tended(topic_id: int) -> Topic:
    """The topic, for those who look after it. Raises Refused and NotFound."""
    topic = topics.visible_topic(member(), topic_id)
    seat = channels.seat_in(member(), topic.channel)
    standing = standings.standing_of(topic_id)
    kind = standing.kind if standing is not None else None
    looks_after = bool(writing.can_moderate(member(), seat))
    begun = queries.complaint_of(topic_id)
    require(policy.can_tend(member(), kind, begun, looks_after=looks_after))
    return topic


def _page(topic: Topic, form: ComplaintForm) -> str:
    item: Item = queries.complaints_by_ids([topic.id])[topic.id]
    return render_template(
        "replies/complaint.html",
        topic=topic,
        item=item,
        form=form,
        today=queries.today(),
        wording=wording,
    )
