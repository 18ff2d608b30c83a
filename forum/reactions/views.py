"""Pressing a reaction, and who has pressed which."""

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member, viewer
from forum.kernel.paging import decode
from forum.reactions import actions, queries
from forum.reactions.forms import FACES
from forum.reactions.models import ReactionKind
from forum.topics.models import Post
from forum.topics.queries import visible_post
from forum.web.errors import wants_json
from forum.web.guest_pages import same_for_guests
from forum.web.limits import Limit

OFTEN = Limit("reactions", "60 per minute")
bp = Blueprint("reactions", __name__)


@bp.post("/p/<int:post_id>/react")
@login_required
def toggle(post_id: int) -> Response:
    OFTEN.hit("member", member().id)
    post = visible_post(member(), post_id)
    actions.toggle(member(), post, _kind())
    return _facts(post) if wants_json() else redirect(url_for("topics.post", post_id=post.id))


@bp.get("/p/<int:post_id>/reactions")
@same_for_guests("after")
def given(post_id: int) -> str:
    post = visible_post(viewer(), post_id)
    after = decode(request.args.get("after"))
    page = queries.given_to(post, after)
    tallies = queries.tallies(viewer(), [post.id]).get(post.id, {})
    return render_template(
        "reactions/given.html", post=post, page=page, tallies=tallies, faces=FACES, after=after
    )


def _kind() -> ReactionKind:
    try:
        return ReactionKind(request.form.get("kind", ""))
    except ValueError:
        abort(400)


def _facts(post: Post) -> Response:
    """The counts as they are now, for a script that has shown its guess already."""
    tallies = queries.tallies(member(), [post.id]).get(post.id, {})
    return jsonify(
        counts={kind.value: tally.count for kind, tally in tallies.items()},
        mine=[kind.value for kind, tally in tallies.items() if tally.is_mine],
    )
