"""Hints while a text is being typed, for the script of a composer."""

from flask import Blueprint, render_template, request
from flask_login import login_required

from forum.accounts.session import member
from forum.automod.screens import Rules
from forum.kernel.screening import Hint, Writing
from forum.topics.actions import LONGEST_BODY
from forum.topics.queries import as_published
from forum.web.limits import Limit

bp = Blueprint("automod", __name__, url_prefix="/automod")
HINTING = Limit("hinting", "40 per minute")
LONGEST_TITLE = 200


@bp.post("/hints")
@login_required
def hints() -> str:
    """What the rules would say of the text as it is now: a piece of a page. Raises TooMany."""
    HINTING.hit(member().id)
    body = request.form.get("body", "")[:LONGEST_BODY]
    shown = as_published(body)
    writing = Writing(
        author=member(),
        kind="topic" if "title" in request.form else "reply",
        body=body,
        html=shown.html,
        text=shown.text,
        links=shown.links,
        uploads=shown.uploads,
        mentions=shown.mentions,
        title=request.form.get("title", "")[:LONGEST_TITLE],
    )
    found = Rules().look(writing)
    said = [*found.hints, *([Hint("block", found.block)] if found.block else [])]
    return render_template("automod/_hints.html", hints=said)


hints.reads_only = True
