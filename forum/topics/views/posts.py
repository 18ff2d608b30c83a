"""What can be done with one post: delete, restore, accept, open for others to improve."""

from flask import flash, redirect
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.topics import actions, queries
from forum.topics.views.blueprint import bp, post_address


@bp.post("/p/<int:post_id>/delete")
@login_required
def delete(post_id: int) -> Response:
    post = queries.visible_post(member(), post_id)
    actions.delete(member(), post)
    flash(_("Deleted. You can bring it back."), "good")
    return redirect(post_address(post))


@bp.post("/p/<int:post_id>/restore")
@login_required
def restore(post_id: int) -> Response:
    post = queries.visible_post(member(), post_id)
    actions.restore(member(), post)
    flash(_("It is back."), "good")
    return redirect(post_address(post))


@bp.post("/p/<int:post_id>/accept")
@login_required
def accept(post_id: int) -> Response:
    post = queries.visible_post(member(), post_id)
    actions.accept(member(), post)
    flash(_("Marked as the answer."), "good")
    return redirect(post_address(post))


@bp.post("/p/<int:post_id>/unaccept")
@login_required
def unaccept(post_id: int) -> Response:
    post = queries.visible_post(member(), post_id)
    actions.withdraw_answer(member(), post.topic)
    flash(_("The question waits for an answer again."), "info")
    return redirect(post_address(post))


@bp.post("/p/<int:post_id>/wiki")
@login_required
def make_wiki(post_id: int) -> Response:
    post = queries.visible_post(member(), post_id)
    actions.make_wiki(member(), post)
    flash(_("Others may improve this post now."), "good")
    return redirect(post_address(post))


@bp.post("/p/<int:post_id>/no-wiki")
@login_required
def end_wiki(post_id: int) -> Response:
    post = queries.visible_post(member(), post_id)
    actions.end_wiki(member(), post)
    flash(_("Only its author changes this post now."), "good")
    return redirect(post_address(post))
