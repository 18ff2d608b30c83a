"""All tags, and the topics of one."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from forum.accounts.session import viewer
from forum.home import queries
from forum.home.views.shell import after, bp, show
from forum.web.guest_pages import same_for_guests


@bp.get("/tags")
@same_for_guests("after")
def tags() -> str:
    return show("home/tags.html", queries.all_tags(viewer(), after()))


@bp.get("/tags/<name>")
@same_for_guests("after")
def tag(name: str) -> str | Response:
    try:
        found = queries.tag_named(viewer(), name)
    except queries.Renamed as renamed:
        return redirect(url_for(".tag", name=renamed.name), 301)
    return show("home/tag.html", queries.tagged(viewer(), found, after()), tag=found, name="tag")
