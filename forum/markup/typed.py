"""A text as it was typed: made fit for pages, feeds and databases, and shown without markup."""

import re
from html import escape

# Not allowed in XML, so one of them would break a feed. NUL and halves of a surrogate pair
# say nothing; the others get the sign that Unicode has for showing them.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_SIGNS_FOR_CONTROLS = 0x2400


def clean(source: str) -> str:
    """The text with its control characters made visible."""
    return _UNFIT.sub(_fit, source)


def as_typed(source: str) -> str:
    """HTML that shows the text letter by letter, in one block that keeps its lines."""
    return f'<div class="prose__typed" dir="auto">{escape(source, quote=False)}</div>'


def _fit(found: re.Match[str]) -> str:
    if "\0" < found[0] < " ":
        return chr(_SIGNS_FOR_CONTROLS + ord(found[0]))
    return _REPLACEMENT
