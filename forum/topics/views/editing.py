"""Editing a post, and what it said before."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request
from flask_babel import lazy_gettext as _l
from flask_login import login_required

from forum.accounts.session import member, viewer
from forum.channels import queries as channels
from forum.kernel.policy import NotFound, Verdict
from forum.kernel.screening import Hint, Hinted
from forum.topics import actions, policy, queries
from forum.topics.actions import Change, Conflict, Outcome
from forum.topics.forms import EditForm
from forum.topics.models import Post
from forum.topics.queries import Version, Wording
from forum.topics.views import agreeing
from forum.topics.views.blueprint import bp, post_address
from forum.topics.views.composing import edit_form
from forum.topics.views.writing import (
    LOOKING,
    POSTING,
    PROBLEMS,
    Answer,
    blame,
    preview_of,
    with_problem,
)
from forum.uploads import brought
from forum.web.forms import small_number

DONE = {
    Outcome.SAME: (_l("Nothing was changed."), "info"),
    Outcome.CHANGED: (_l("Saved."), "good"),
    Outcome.HELD: (_l("A moderator reads it first. Nothing you wrote is lost."), "info"),
}


@bp.get("/p/<int:post_id>/edit")
@login_required
def edit(post_id: int) -> Answer:
    post = queries.visible_post(member(), post_id)
    change = queries.waiting_changes(member(), [post.id]).get(post.id)
    verdict = _may_edit(post)
    return _page(post, edit_form(member(), post, change)), 200 if verdict else 403


@bp.post("/p/<int:post_id>/edit")
@login_required
def save(post_id: int) -> Answer:
    form = EditForm()
    act = request.form.get("act", "")
    try:
        post = queries.visible_post(member(), post_id)
        brought.put_into(form, member())
        if act in LOOKING:
            return _page(post, form, preview=preview_of(form))
        POSTING.hit(member().id)
        if act == "forget":
            actions.forget_edit(member(), post)
            return redirect(post_address(post))
        agreeing.agree_if_asked()
        outcome = actions.edit(member(), post, _change(form))
    except NotFound:
        return render_template("topics/kept.html", form=form), 404
    except Conflict as conflict:
        return _compare(post_id, form, conflict.wording), 409
    except Hinted as error:
        return _page(queries.visible_post(member(), post_id), form, hints=error.hints), 422
    except PROBLEMS as error:
        if agreeing.is_owed(error):
            return agreeing.question(f"edit:{post_id}", form)
        blame(form, error)
        return with_problem(_page(queries.visible_post(member(), post_id), form), error)
    words, kind = DONE[outcome]
    flash(words, kind)
    return redirect(post_address(post))


save.takes_files = True


@bp.get("/p/<int:post_id>/history")
def history(post_id: int) -> str:
    post = queries.visible_post(viewer(), post_id)
    versions = queries.versions_of(post)
    number = small_number(request.args.get("version")) or post.version
    chosen = next((one for one in versions if one.number == number), versions[-1])
    before = next((one for one in versions if one.number == chosen.number - 1), None)
    return render_template(
        "topics/history.html",
        post=post,
        versions=versions[::-1],
        chosen=chosen,
        lines=queries.difference(_words(before), _words(chosen)) if before else (),
    )


def _may_edit(post: Post) -> Verdict:
    seat = channels.seat_in(member(), post.topic.channel)
    return policy.can_edit(member(), post, seat)


def _change(form: EditForm) -> Change:
    words = (form.text, form.base.data or "", form.title.data or "", form.tag_names)
    return Change(*words, heard=form.heard_hints)


def _compare(post_id: int, form: EditForm, theirs: Wording) -> str:
    """Both texts side by side; saving again says that the member has seen the other one."""
    form.base.data = theirs.mark
    return _page(queries.visible_post(member(), post_id), form, theirs=theirs)


def _page(
    post: Post,
    form: EditForm,
    *,
    preview: str = "",
    theirs: Wording | None = None,
    hints: Sequence[Hint] = (),
) -> str:
    change = queries.waiting_changes(member(), [post.id]).get(post.id)
    return render_template(
        "topics/edit.html",
        post=post,
        form=form,
        verdict=_may_edit(post),
        change=change,
        preview=preview,
        hints=hints,
        theirs=theirs,
        lines=queries.difference(theirs.body, form.text) if theirs else (),
        will_be_held=_will_be_held(post),
        most=actions.LONGEST_BODY,
    )


def _will_be_held(post: Post) -> bool:
    seat = channels.seat_in(member(), post.topic.channel)
    return bool(policy.reason_to_hold(member(), post.topic.channel, seat))


def _words(version: Version) -> str:
    return f"{version.title}\n\n{version.body}" if version.title else version.body
