"""Pages and data leave compressed, where the reader's browser takes that."""

import gzip
import io
import secrets

from flask import Flask, Response, request

# Below this a packet is a packet.
LEAST = 1000
LEVEL = 5
KINDS = {"application/json", "application/manifest+json", "image/svg+xml", "text/css", "text/html"}
KINDS |= {"application/atom+xml", "application/xml", "text/plain"}
LONGEST_NOISE = 32


def register(app: Flask) -> None:
    """Compress as the last thing that happens to an answer."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in KINDS or response.direct_passthrough or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < LEAST or "Content-Encoding" in response.headers:
        return response
    if request.accept_encodings["gzip"] > 0:
        response.set_data(_zipped(body))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _zipped(body: bytes) -> bytes:
    """The body, with a name in its head whose length says nothing.

    Who can put words into a page and measure its length must not learn what else is in it.
    """
    out = io.BytesIO()
    noise = "n" * (1 + secrets.randbelow(LONGEST_NOISE))
    with gzip.GzipFile(noise, "wb", LEVEL, out, mtime=0) as file:
        file.write(body)
    return out.getvalue()
