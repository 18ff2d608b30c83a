"""Reading a topic."""

from flask import redirect, request
from werkzeug.wrappers import Response

from forum.accounts.session import member, viewer
from forum.kernel.policy import NotFound
from forum.topics import queries
from forum.topics.models import Topic
from forum.topics.views.blueprint import bp, post_address, topic_address
from forum.topics.views.composing import reply_form
from forum.topics.views.page import Page
from forum.web.guest_pages import same_for_guests

LARGEST_PAGE = 1_000_000


@bp.get("/t/<slug>/<int:topic_id>")
@same_for_guests("page")
def show(slug: str, topic_id: int) -> str | Response:
    topic = _topic_or_target(topic_id)
    number = _page_asked_for()
    if topic.is_standing:
        return redirect(topic_address(topic))
    if (topic.id, topic.slug) != (topic_id, slug):
        same = number if topic.id == topic_id else 1
        return redirect(topic_address(topic, page=same), 301)
    page = Page(viewer(), topic, number)
    if number > page.count:
        return redirect(topic_address(topic, page=page.count))
    # The draft is that of whoever is really here: staff who look as somebody else see no drafts.
    who = member()
    form = None if who.is_guest else reply_form(who, topic, quote=request.args.get("quote", 0, int))
    return page.render(form)


@bp.get("/t/<slug>/<int:topic_id>/<int:number>")
def show_post(slug: str, topic_id: int, number: int) -> Response:
    """The address of a post by its number, wherever the post stands now."""
    return redirect(post_address(queries.post_at(viewer(), topic_id, number=number)))


@bp.get("/p/<int:post_id>")
def post(post_id: int) -> Response:
    """The shortest lasting address of a post."""
    return redirect(post_address(queries.placed_post(viewer(), post_id)))


def _topic_or_target(topic_id: int) -> Topic:
    """The topic, or the one that took it in."""
    try:
        topic = queries.shown_topic(viewer(), topic_id)
    except NotFound:
        return queries.merged_into(viewer(), topic_id)
    return queries.merged_into(viewer(), topic_id) if topic.merged_into_id else topic


def _page_asked_for() -> int:
    """The number in the address; nonsense means the first page."""
    return min(max(request.args.get("page", 1, int), 1), LARGEST_PAGE)
