"""Being seen while writing, choosing not to be, and a new pass for a page that stays open."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from forum.accounts.session import member
from forum.channels import queries as channels
from forum.kernel import whispers
from forum.kernel.policy import require
from forum.live import actions, policy, queries
from forum.live.forms import PresenceForm
from forum.live.passes import pass_for_viewer
from forum.topics import policy as topics
from forum.topics.queries import visible_topic
from forum.web.limits import Limit

bp = Blueprint("live", __name__)
OFTEN = Limit("replying", "40 per minute")


@bp.post("/t/<int:topic_id>/replying")
@login_required
def replying(topic_id: int) -> tuple[str, int]:
    """Let those who have the topic open see that the member is writing; kept nowhere."""
    OFTEN.hit("member", member().id)
    topic = visible_topic(member(), topic_id)
    require(topics.can_reply(member(), topic, channels.seat_in(member(), topic.channel)))
    if policy.can_be_shown(member(), is_quiet=queries.is_quiet(member())):
        place = {"topic": topic.id, "channel": topic.channel_id}
        who = {"by": member().id, "name": member().display_name}
        whispers.tell({"kind": "typing", **place, **who})
    return "", 204


# Nothing is written, so nobody who writes has to wait for it.
replying.reads_only = True


@bp.get("/live/pass")
def renew() -> Response:
    """A new pass for a page that has been open longer than its first one lasts."""
    answer = jsonify({"pass": pass_for_viewer()})
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.route("/preferences/presence", methods=["GET", "POST"])
@login_required
def presence() -> str | AnyResponse:
    """Whether others see when the member is writing."""
    form = PresenceForm(data={"is_shown": not queries.is_quiet(member())})
    if form.validate_on_submit():
        if form.is_shown.data:
            actions.write_seen(member())
        else:
            actions.write_unseen(member())
        flash(_("Saved."), "good")
        return redirect(url_for(".presence"))
    return render_template("live/presence.html", form=form)
