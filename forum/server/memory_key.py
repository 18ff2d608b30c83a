"""What tells one kept page from another: everything about a request that its page depends on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from werkzeug.http import parse_accept_header

from forum.server.answers import Scope
from forum.web.language import best_for

READING = {"GET", "HEAD"}
# More than this is no address of ours.
LONGEST_QUERY, LONGEST_PATH = 200, 300
# The headers that matter. One that comes twice is for Flask to make sense of.
WATCHED = frozenset(
    {
        b"accept-encoding",
        b"accept-language",
        b"authorization",
        b"cookie",
        b"if-none-match",
        b"purpose",
        b"range",
        b"sec-purpose",
        b"user-agent",
    }
)


@dataclass(frozen=True, slots=True)
class Key:
    """The address with its questions in order, the language, and how the answer is packed."""

    path: str
    query: bytes
    language: str
    encoding: str

    def __str__(self) -> str:
        return "\n".join((self.path, self.query.decode("ascii"), self.language, self.encoding))


def watched(scope: Scope) -> Mapping[bytes, bytes] | None:
    """The headers that matter by name; nothing when one of them comes twice."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in WATCHED:
            if name in found:
                return None
            found[name] = value
    return found


def key_of(scope: Scope, headers: Mapping[bytes, bytes], cookie: bytes) -> Key | None:
    """The key of a page for guests; nothing when the request is not one for memory.

    cookie  the name of the session's cookie: who sends one may be somebody
    """
    query: bytes = scope["query_string"]
    if (
        scope["method"] not in READING
        or len(query) > LONGEST_QUERY
        or len(scope["path"]) > LONGEST_PATH
        or b"authorization" in headers
        or b"range" in headers
        or cookie in headers.get(b"cookie", b"")
    ):
        return None
    language = _language(headers.get(b"accept-language", b""))
    return Key(scope["path"], _ordered(query), language, _packing(headers))


def _ordered(query: bytes) -> bytes:
    """The questions by name. Two of one name keep their order, which says which of them counts."""
    if b"&" not in query:
        return query
    parts = [part for part in query.split(b"&") if part]
    return b"&".join(sorted(parts, key=_name_in))


def _name_in(part: Any) -> Any:
    return part.partition(b"=")[0]


@lru_cache(maxsize=512)
def _language(accepted: bytes) -> str:
    return best_for(accepted.decode("latin-1")) or ""


def _packing(headers: Mapping[bytes, bytes]) -> str:
    return "gzip" if _takes_gzip(headers.get(b"accept-encoding", b"")) else ""


@lru_cache(maxsize=512)
def _takes_gzip(accepted: bytes) -> bool:
    return bool(parse_accept_header(accepted.decode("latin-1"))["gzip"] > 0)
