"""Answers that are the same for everybody, and may be kept by every cache on the way."""

from typing import Any, cast

from flask import Response
from werkzeug.datastructures import Headers

FOREVER = "public, max-age=31536000, immutable"


class SharedAnswer(Response):
    """Leaves without a cookie and depends on none, whatever looked into the session meanwhile."""

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """The headers at the very end, when the session has added its own."""
        headers = super().get_wsgi_headers(environ)
        headers.remove("Set-Cookie")
        depends_on = [name for name in self.vary if name.lower() != "cookie"]
        headers.remove("Vary")
        if depends_on:
            headers["Vary"] = ", ".join(depends_on)
        return headers


def for_everybody(answer: Response) -> Response:
    """The same answer, fit for a cache that many people share. Its Cache-Control is not touched."""
    return cast(Response, SharedAnswer.force_type(answer))
