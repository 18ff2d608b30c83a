"""Whole addresses of pages, for machines that read them elsewhere."""

from typing import Any

from forum.site.queries import public_url
from forum.web.templating import link


def whole(endpoint: str, **values: Any) -> str:
    """The address as the operator gave it out; the front's when no slice has such a page."""
    return public_url() + (link(endpoint, **values) or "/")
