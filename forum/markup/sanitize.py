"""The allow-list, in one place, and the two sanitisers that hold every text to it."""

import html
import re
import threading

import nh3
from bleach.sanitizer import Cleaner

from forum.markup.addresses import OUTSIDE_REL, SCHEMES, is_allowed, is_picture_from, upload_id
from forum.markup.highlight import CLASSES as CODE_CLASSES
from forum.markup.pictures import SIZES

_BLOCK_TAGS = "blockquote details div dl h3 h4 h5 h6 ol p pre section table ul"
_TAGS = f"""{_BLOCK_TAGS}
a b br code dd del dt em hr i img ins kbd li q s span strong sub summary sup tbody td th thead tr u
"""
# Never among them: script, style, svg, math, noscript, form and its fields, frames.
TAGS = frozenset(_TAGS.split())

_BLOCKS = frozenset(_BLOCK_TAGS.split())
_DIRECTION = re.compile("auto")
_NUMBER = re.compile(r"[0-9]{1,9}")
_CHOICE = r"/uploads/[A-Za-z0-9_-]{22}/[1-9][0-9]{1,4} [1-9][0-9]{1,4}w"
_ID = re.compile(r"(?:[a-z][a-z0-9\-]{0,40}-)?fn(?:ref)?-[0-9]{1,5}(?:-[0-9]{1,2})?")
_ANYTHING = re.compile(r"(?s:.*)")


def _one_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


_ALIGNMENT = _one_of("align-left", "align-center", "align-right")

# Which attributes a tag may have, and what each may say. Addresses are looked at further below.
_RULES: dict[str, dict[str, re.Pattern[str]]] = {
    "a": {
        "href": _ANYTHING,
        "title": _ANYTHING,
        "rel": _one_of(OUTSIDE_REL),
        "class": _one_of("mention", "prose__picture", "footnote", "footnote-back"),
        "id": _ID,
    },
    "img": {
        "src": _ANYTHING,
        "srcset": re.compile(f"{_CHOICE}(?:, {_CHOICE}){{0,19}}"),
        "sizes": _one_of(SIZES),
        "width": _NUMBER,
        "height": _NUMBER,
        "alt": _ANYTHING,
        "title": _ANYTHING,
        "loading": _one_of("lazy"),
        "decoding": _one_of("async"),
    },
    "blockquote": {"class": _one_of("quote")},
    "details": {"class": _one_of("spoiler")},
    "div": {
        "class": _one_of("prose__code", "prose__table", "prose__typed"),
        "data-language": re.compile(r"[^\x00-\x1f\x7f<>\"]{1,30}"),
        "tabindex": _one_of("0"),
    },
    "li": {"class": _one_of("task", "task task--done"), "id": _ID, "value": _NUMBER},
    "ol": {"class": _one_of("tasks"), "start": _NUMBER},
    "pre": {"tabindex": _one_of("0")},
    "section": {"class": _one_of("prose__footnotes")},
    "span": {
        "class": _one_of("spoiler", "task__box", *sorted(CODE_CLASSES)),
        "tabindex": _one_of("0"),
    },
    "td": {"class": _ALIGNMENT},
    "th": {"class": _ALIGNMENT},
    "ul": {"class": _one_of("tasks")},
}
ATTRIBUTES = {
    tag: _RULES.get(tag, {}) | ({"dir": _DIRECTION} if tag in _BLOCKS else {})
    for tag in sorted(TAGS)
}


class _Sanitisers(threading.local):
    """One set a thread: a bleach Cleaner used by two threads mixes their texts."""

    def __init__(self) -> None:
        self.by_hosts: dict[tuple[str, ...], tuple[Cleaner, nh3.Cleaner]] = {}


_sanitisers = _Sanitisers()


def sanitize(text: str, picture_hosts: tuple[str, ...] = ()) -> str:
    """The HTML held to the allow-list, twice. Nothing may change the result afterwards."""
    if picture_hosts not in _sanitisers.by_hosts:
        _sanitisers.by_hosts[picture_hosts] = (_first(picture_hosts), _second(picture_hosts))
    first, second = _sanitisers.by_hosts[picture_hosts]
    return second.clean(first.clean(text))


def is_permitted(tag: str, name: str, value: str, picture_hosts: tuple[str, ...] = ()) -> bool:
    """Whether the tag may have the attribute with this value; the one rule of both passes."""
    pattern = ATTRIBUTES.get(tag, {}).get(name)
    if pattern is None or not pattern.fullmatch(value):
        return False
    if name == "href":
        return is_allowed(value)
    if name == "src":
        return bool(upload_id(value)) or is_picture_from(value, picture_hosts)
    return True


def _first(picture_hosts: tuple[str, ...]) -> Cleaner:
    def permitted(tag: str, name: str, value: str) -> bool:
        # bleach hands over values as they are written, with their entities.
        return is_permitted(tag, name, html.unescape(value), picture_hosts)

    return Cleaner(tags=TAGS, attributes=permitted, protocols=SCHEMES, strip=True)


def _second(picture_hosts: tuple[str, ...]) -> nh3.Cleaner:
    def filtered(tag: str, name: str, value: str) -> str | None:
        return value if is_permitted(tag, name, value, picture_hosts) else None

    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(allowed) for tag, allowed in ATTRIBUTES.items()},
        attribute_filter=filtered,
        url_schemes=set(SCHEMES),
        # Our own pages say which links lead outside; the list above holds the one value.
        link_rel=None,
    )
