"""Putting a saved reply into a text; and whether it solved what a member wrote about."""

from collections.abc import Callable
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.channels import queries as channels
from forum.kernel.policy import NotFound, require
from forum.moderation import queries as moderation
from forum.moderation.kinds import can_open_queue
from forum.replies import actions, policy, queries, wording
from forum.replies.models import SavedReply, SavedReplyUse, Solved
from forum.replies.queries import Spot
from forum.replies.variables import Filled
from forum.replies.views.blueprint import SAYING, bp
from forum.topics import policy as writing
from forum.topics import queries as topics
from forum.web.errors import wants_json
from forum.web.forms import small_number
from forum.web.limits import Limit

FILLING = Limit("saved_replies", "60 per minute")
# The browser sends what was typed once more, to the page that shows it again.
AGAIN = 307


@bp.post("/t/<int:topic_id>/saved-reply")
@login_required
def fill_reply(topic_id: int) -> Response:
    """Put a saved reply into a reply."""
    topic = topics.visible_topic(member(), topic_id)
    seat = channels.seat_in(member(), topic.channel)
    require(writing.can_moderate(member(), seat))
    number = small_number(request.form.get("reply_to")) or None
    return _filled(
        lambda: queries.of_topic(topic, reply_to=number),
        to=url_for("topics.reply", topic_id=topic_id),
    )


@bp.post("/admin/moderation/<int:case_id>/saved-reply")
@login_required
def fill_words(case_id: int) -> Response:
    """Put a saved reply into the words of a decision."""
    require(can_open_queue(member()))
    case = moderation.case_by_id(case_id, by=member())
    # Where only yes or no is decided, the words are a note.
    is_note = "note" in request.form
    names = ("tab", "after") if is_note else ()
    where: dict[str, Any] = {name: request.args.get(name) for name in names}
    page = "moderation_admin.reject" if is_note else "moderation.decide"
    return _filled(lambda: queries.of_case(case), to=url_for(page, case_id=case_id, **where))


@bp.route("/replies/<int:use_id>/solved", methods=["GET", "POST"])
@login_required
def solved(use_id: int) -> Response | str:
    """Whether a reply solved it, asked of whom it answered."""
    use = queries.use_by_id(use_id)
    if use.member_id != member().id or use.post_id is None or use.asked_at is None:
        raise NotFound
    post = topics.visible_post(member(), use.post_id)
    said = request.form.get("solved", "")
    if request.method == "POST" and said in set(Solved):
        SAYING.hit(member().id)
        actions.say(member(), use, Solved(said))
        flash(wording.thanks(Solved(said)), "good")
        return redirect(url_for("topics.post", post_id=post.id))
    may = policy.can_answer(member(), use)
    return render_template(
        "replies/solved.html", use=use, post=post, may=may, wording=wording, choices=Solved
    )


def _filled(spot_of: Callable[[], Spot], *, to: str) -> Response:
    FILLING.hit(member().id)
    reply = _chosen()
    if reply is None:
        words = _("Choose a saved reply first. What you typed is still there.")
        if wants_json():
            return _told(words, 404)
        flash(words, "info")
        return redirect(f"{_with_fill(to)}0", code=AGAIN)
    spot = spot_of()
    filled = wording.filled(reply, spot)
    use = actions.put_in(member(), reply, spot, filled=filled.text, looks_after=True)
    return _script_answer(filled) if wants_json() else _page_answer(use, filled, to)


def _script_answer(filled: Filled) -> Response:
    return jsonify(text=filled.text, told=_missing(filled))


def _page_answer(use: SavedReplyUse, filled: Filled, to: str) -> Response:
    if filled.missing:
        flash(_missing(filled), "warn")
    return redirect(f"{_with_fill(to)}{use.id}", code=AGAIN)


def _told(words: str, status: int) -> Response:
    answer: Response = jsonify(told=words)
    answer.status_code = status
    return answer


def _chosen() -> SavedReply | None:
    """The one whose button was pressed, or whose title was typed."""
    number = request.form.get("saved_reply", type=int)
    if number:
        return queries.reply_by_id(number)
    title = request.form.get("saved_title", "")
    return queries.reply_called(title, wording.languages()) if title.strip() else None


def _with_fill(to: str) -> str:
    return f"{to}{'&' if '?' in to else '?'}fill="


def _missing(filled: Filled) -> str:
    if not filled.missing:
        return ""
    names = ", ".join(str(wording.VARIABLES[name]) for name in filled.missing)
    return str(_("Still to be written, where the brackets ⟦ ⟧ are: %(names)s.", names=names))
