"""Addresses that members put on their page: only those that lead to a page of the web."""

import unicodedata
from urllib.parse import SplitResult, urlsplit

from forum.members.policy import LONGEST_LINK

SCHEMES = {"http", "https"}
LAST_PORT = 65_535


def cleaned(typed: str) -> str:
    """The address, with https:// before one that was typed without; empty when it is none."""
    address = typed.strip()
    if "://" not in address:
        address = f"https://{address}"
    parts = _split(address)
    if parts is None or len(address) > LONGEST_LINK or any(map(_is_odd, address)):
        return ""
    host = parts.hostname or ""
    is_web = parts.scheme.lower() in SCHEMES and "." in host.strip(".")
    # A name before the host makes one address look like another.
    return address if is_web and "@" not in parts.netloc else ""


def shown(address: str) -> str:
    """The address as people read it: without its scheme and the slash at its end."""
    parts = urlsplit(address)
    return f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        # Asking for the port is what checks it.
        return parts if (parts.port or 0) <= LAST_PORT else None
    except ValueError:
        return None


def _is_odd(character: str) -> bool:
    """Spaces, quotes and what cannot be seen have no place in an address."""
    kind = unicodedata.category(character)
    return kind[0] in "CZ" or character in "\"'<>\\^`{|}"
