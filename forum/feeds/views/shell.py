"""The blueprint to which all these addresses belong, and how their answers leave."""

from datetime import datetime

from flask import Blueprint, Response, request

from forum.web.shared import for_everybody

bp = Blueprint("feeds", __name__)
# Kept by every cache on the way, and never shown without asking whether it still holds: what is
# hidden from guests a moment later is hidden here too.
ASK_AGAIN = "public, no-cache"


def answer(body: str | bytes, media_type: str, *, changed_at: datetime | None = None) -> Response:
    """The body, the same for everybody; nothing when the asker has it already."""
    made = Response(body, content_type=media_type)
    made.headers["Cache-Control"] = ASK_AGAIN
    made.last_modified = changed_at
    made.add_etag()
    made.make_conditional(request)
    return for_everybody(made)
