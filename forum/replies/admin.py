"""Staff pages of saved replies: the list, writing one with a look at it, its history."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.answering.wording import KINDS
from forum.channels import queries as channels
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, require
from forum.pages.wording import HARMS
from forum.replies import actions, policy, queries, wording
from forum.replies.actions import LONGEST_BODY, ReplyPlan
from forum.replies.forms import SavedReplyForm
from forum.replies.models import SavedReply
from forum.replies.queries import List, Order
from forum.topics import queries as topics
from forum.web.admin import staff_blueprint
from forum.web.limits import Limit

bp = staff_blueprint("replies", __name__)
TAKEN, UNTAKEN = 200, 422
PREVIEWING = Limit("previewing_replies", "60 per minute")


@bp.get("")
def index() -> str:
    """Those in use, the stale ones, the archived ones; with how often each helped."""
    require(policy.can_arrange(member()))
    args = request.args
    which = List(args["list"]) if args.get("list") in set(List) else List.LIVE
    order = Order(args["by"]) if args.get("by") in set(Order) else Order.USED
    where: dict[str, Any] = {
        "words": args.get("q", "").strip(),
        "language": args.get("language", ""),
    }
    page = queries.listed(which, order, after=decode(args.get("after")), **where)
    return render_template(
        "replies/admin/index.html",
        page=page,
        which=which,
        order=order,
        where=where,
        stale=queries.stale_count(),
        shares=queries.shares([one.id for one in page.items]),
        nobody=queries.Share(),
        wording=wording,
        policy=policy,
        kinds=KINDS,
        harms={**HARMS, **wording.clauses()},
    )


@bp.get("/complaints")
def complaints() -> str:
    """Complaints that are not settled, promises that are late, and how many ended well."""
    require(policy.can_arrange(member()))
    return render_template(
        "replies/admin/complaints.html",
        page=queries.open_complaints(decode(request.args.get("after"))),
        late=queries.overdue_promises(),
        figures=queries.figures(),
        wording=wording,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> tuple[str, int] | Response:
    """Write one more."""
    return _edited(None)


@bp.route("/<int:reply_id>", methods=["GET", "POST"])
def edit(reply_id: int) -> tuple[str, int] | Response:
    """Change one."""
    return _edited(queries.reply_by_id(reply_id))


@bp.post("/preview")
@login_required
def preview() -> str:
    """The text as it might be sent, for the script of the composer."""
    require(policy.can_arrange(member()))
    PREVIEWING.hit(member().id)
    body = request.form.get("body", "")[:LONGEST_BODY]
    return _shown(body, request.form.get("language", ""))


preview.reads_only = True


@bp.get("/<int:reply_id>/history")
def history(reply_id: int) -> str:
    """Every text it had, with what changed from one to the next."""
    require(policy.can_arrange(member()))
    reply = queries.reply_by_id(reply_id)
    past = queries.history_of(reply)
    before = [*past[1:], None]
    return render_template(
        "replies/admin/history.html",
        reply=reply,
        past=[
            (one, topics.difference(earlier.body if earlier else "", one.body))
            for one, earlier in zip(past, before, strict=True)
        ],
    )


@bp.post("/<int:reply_id>/<any(review,archive,bring_back):deed>")
def work(reply_id: int, deed: str) -> Response:
    """Say that it is right; put it away; bring it back."""
    reply = queries.reply_by_id(reply_id)
    try:
        DOING[deed](member(), reply)
    except Invalid:
        flash(_("Another one has this title by now. Give one of them another title."), "bad")
    else:
        flash(_("Done."), "good")
    return redirect(url_for(".edit", reply_id=reply_id))


DOING = {
    "review": actions.review,
    "archive": actions.archive,
    "bring_back": actions.bring_back,
}


def _edited(reply: SavedReply | None) -> tuple[str, int] | Response:
    require(policy.can_arrange(member()))
    form = SavedReplyForm.of(reply, channels.all_channels(), accounts.staff())
    looks = request.form.get("act") == "preview"
    if form.validate_on_submit() and not looks:
        try:
            return _saved(reply, form.plan)
        except Invalid as error:
            form.blame(error)
    if looks:
        PREVIEWING.hit(member().id)
    page = render_template(
        "replies/admin/edit.html",
        reply=reply,
        form=form,
        preview=_shown(form.body.data or "", form.language.data or "") if looks else "",
        share=queries.shares([reply.id]).get(reply.id) if reply else None,
        most=LONGEST_BODY,
        wording=wording,
        policy=policy,
    )
    # A look at it is no try to save it.
    return page, UNTAKEN if form.is_submitted() and not looks else TAKEN


def _saved(reply: SavedReply | None, plan: ReplyPlan) -> Response:
    if reply is None:
        actions.create(member(), plan)
    else:
        actions.change(member(), reply, plan)
    flash(_("Saved."), "good")
    return redirect(url_for(".index"))


def _shown(body: str, language: str) -> str:
    """As a post shows it, with made-up values in the place of the variables."""
    text = wording.example(body, language).text
    return topics.as_published(text).html
