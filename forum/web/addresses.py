"""Addresses of pages, each put together once: a page names hundreds of them."""

from collections.abc import Hashable
from typing import Any

from flask import Flask, has_request_context, request

MOST = 5000
PLAIN = frozenset({str, int, bool, type(None)})


class Forum(Flask):
    """Flask that remembers addresses.

    An address depends on its endpoint, on the values and on the path below which the forum is
    served; rules do not change once pages are served. Whole addresses and all that is out of the
    ordinary are put together each time.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._known: dict[Hashable, str] = {}

    def url_for(self, endpoint: str, **values: Any) -> str:
        """The address of an endpoint."""
        # The versions that some addresses carry are among the values, so that they can change.
        self.inject_url_defaults(endpoint, values)
        key = _key(endpoint, values)
        if key is None:
            return super().url_for(endpoint, **values)
        found = self._known.get(key)
        if found is None:
            found = super().url_for(endpoint, **values)
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[key] = found
        return found


def _key(endpoint: str, values: dict[str, Any]) -> Hashable | None:
    """All that the address depends on; 1 and True make different ones."""
    kinds = tuple(map(type, values.values()))
    if not PLAIN.issuperset(kinds) or endpoint[:1] == "." or not has_request_context():
        return None
    if values.get("_external") or values.get("_scheme") or values.get("_method"):
        return None
    return request.script_root, endpoint, tuple(values.items()), kinds
