"""Which addresses a text may hold, and which of them are our own."""

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto"})
OUTSIDE_REL = "nofollow ugc noopener"

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
# Browsers drop these before they look for a scheme: "java\tscript:" runs.
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0]")
_UPLOAD = re.compile(r"/uploads/([A-Za-z0-9_-]{22})(?:/[1-9][0-9]{1,4})?")


def scheme_of(address: str) -> str:
    """The scheme as a browser would see it, lower case; empty for a relative address."""
    found = _SCHEME.match(_DROPPED.sub("", address))
    return found[1].lower() if found else ""


def is_allowed(address: str) -> bool:
    """Whether the address is relative or has one of the three schemes."""
    scheme = scheme_of(address)
    return not scheme or scheme in SCHEMES


def is_outside(address: str, origin: str = "") -> bool:
    """Whether following the address leaves the site."""
    bare = _DROPPED.sub("", address).replace("\\", "/")
    if bare.startswith("//"):
        return True
    scheme = scheme_of(bare)
    if scheme not in ("http", "https"):
        return False
    return not _is_below(bare, origin)


def upload_id(address: str, origin: str = "") -> str:
    """The public id when the address is one of our uploads, else an empty string."""
    if origin and _is_below(address, origin):
        address = address[len(origin) :]
    found = _UPLOAD.fullmatch(address)
    return found[1] if found else ""


def is_picture_from(address: str, hosts: tuple[str, ...]) -> bool:
    """Whether the address is https on one of the hosts, without port, name or password."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and parts.netloc.lower() in hosts


def _is_below(address: str, origin: str) -> bool:
    """Whether the address is the origin itself or a path, query or place below it."""
    rest = address[len(origin) :]
    return bool(origin) and address.startswith(origin) and (not rest or rest[0] in "/?#")
