"""Stylesheets, scripts and icons: read once, joined, named by a version that changes with them."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

from forum import paths
from forum.web.shared import FOREVER

bp = Blueprint("static_files", __name__)

# The served file and the list of source files that are joined into it.
JOINED = {
    "css/site.css": "css/site.txt",
    "css/admin.css": "css/admin.txt",
    "css/search.css": "css/search.txt",
    "css/launches.css": "css/launches.txt",
    "css/messages.css": "css/messages.txt",
    "js/site.js": "js/site.txt",
    "js/admin.js": "js/admin.txt",
    "js/launches.js": "js/launches.txt",
    "js/composer.js": "js/composer.txt",
    "js/live.js": "js/live.txt",
}
COMPRESSED = {"text/css", "text/javascript", "application/javascript", "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """One static file, ready to be sent."""

    body: bytes
    media_type: str
    etag: str
    gzipped: bytes | None


@lru_cache
def assets() -> dict[str, Asset]:
    """All static files by their path below /static/<version>/."""
    found = {
        file.relative_to(paths.STATIC).as_posix(): file.read_bytes()
        for file in sorted(paths.STATIC.rglob("*"))
        if file.is_file() and file.suffix not in {".txt", ".md"}
    }
    for name, listing in JOINED.items():
        found[name] = _join(paths.STATIC / listing)
    return {name: _asset(name, body) for name, body in found.items()}


@lru_cache
def version() -> str:
    """A word that changes whenever any static file does."""
    everything = hashlib.sha256()
    for name, asset in sorted(assets().items()):
        everything.update(name.encode() + asset.etag.encode())
    return everything.hexdigest()[:12]


def asset(path: str) -> Asset | None:
    """The file at /static/<version>/<path>."""
    return assets().get(path)


def static_url(path: str) -> str:
    """The address of a static file."""
    return f"/static/{version()}/{path}"


def register(app: Flask) -> None:
    """Serve the files where no faster server stands in front; tell templates their addresses."""
    app.register_blueprint(bp)
    app.jinja_env.globals["static_url"] = static_url


@bp.get("/static/<_version>/<path:path>")
def show(_version: str, path: str) -> Response:
    """One static file."""
    found = asset(path)
    if found is None:
        abort(404)
    return answer(found)


@lru_cache(maxsize=8)
def followed_by(path: str, more: str) -> Asset:
    """A static file with more lines at its end, so that both are one request."""
    return _asset(path, assets()[path].body + b"\n" + more.encode())


def answer(found: Asset) -> Response:
    """The file as this request can take it, for ever under the address it came from."""
    zipped = found.gzipped if request.accept_encodings["gzip"] else None
    response = Response(zipped or found.body, mimetype=found.media_type)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOREVER
    response.set_etag(found.etag)
    response.vary.add("Accept-Encoding")
    response.make_conditional(request)
    return response


def _join(listing: Path) -> bytes:
    names = [line.strip() for line in listing.read_text().splitlines()]
    files = [listing.parent / name for name in names if name and not name.startswith("#")]
    return b"\n".join(file.read_bytes() for file in files)


def _asset(name: str, body: bytes) -> Asset:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    zipped = gzip.compress(body, 9, mtime=0) if media_type in COMPRESSED else None
    return Asset(body, media_type, hashlib.sha256(body).hexdigest()[:20], zipped)
