"""Gaps in a text: what somebody has to write before it is sent, in brackets that nobody types."""

import re

OPEN, CLOSE = "\u27e6", "\u27e7"
_GAP = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}\n]{{1,80}}{CLOSE}")


def gap(what: str) -> str:
    """A gap that says what belongs into it."""
    return f"{OPEN}{what}{CLOSE}"


def gaps_in(text: str) -> list[str]:
    """The gaps that are left, in their order."""
    return _GAP.findall(text)
