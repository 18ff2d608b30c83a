"""Judges output the way a browser reads it; knows nothing of how it was made."""

import re
from collections.abc import Iterator

import html5lib

# Written down a second time on purpose: a slip in the allow-list of the code shows up here.
ELEMENTS = frozenset(
    """
    a b blockquote br code dd del details div dl dt em h3 h4 h5 h6 hr i img ins kbd li ol p pre q s
    section span strong sub summary sup table tbody td th thead tr u ul
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
VALUES = {
    "alt": r"(?s:.*)",
    "class": r"mention|quote|spoiler|tasks?|task task--done|task__box|prose__\w+|footnote(-back)?"
    r"|align-(left|center|right)|hl-[a-z]+",
    "data-language": r"[^<>\"]{1,30}",
    "decoding": "async",
    "dir": "auto",
    "height": r"\d+",
    "href": r"(?s:.*)",
    "id": r"([a-z][a-z0-9-]*-)?fn(ref)?-\d+(-\d+)?",
    "loading": "lazy",
    "rel": "nofollow ugc noopener",
    "sizes": r"\(max-width: \d+px\) 100vw, \d+rem",
    "src": r"/uploads/[\w-]{22}(/\d+)?",
    "srcset": r"/uploads/[\w-]{22}/\d+ \d+w(, /uploads/[\w-]{22}/\d+ \d+w)*",
    "start": r"\d{1,9}",
    "tabindex": "0",
    "title": r"(?s:.*)",
    "value": r"\d{1,9}",
    "width": r"\d+",
}
SCHEMES = frozenset({"http", "https", "mailto"})


def faults(output: str) -> Iterator[str]:
    """What should not be in the output, as it is and after it was written and read once more."""
    for scripting in (True, False):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parsed = parser.parseFragment(output, container="div", scripting=scripting)
        yield from _faults(parsed)
        again = html5lib.serialize(parsed, quote_attr_values="always", omit_optional_tags=False)
        yield from _faults(parser.parseFragment(again, container="div", scripting=scripting))
    if _leaves_its_box(output):
        yield "what follows the output is no longer beside it"


def _faults(parsed) -> Iterator[str]:
    for part in list(parsed.iter())[1:]:
        if part.tag not in ELEMENTS:
            yield f"element {part.tag}"
        for name, value in part.attrib.items():
            if name not in VALUES or not re.fullmatch(VALUES[name], value):
                yield f"{part.tag} {name}={value!r}"
        yield from _link_faults(part)


def _link_faults(part) -> Iterator[str]:
    """A browser drops controls and spaces before it looks for a scheme, and reads \\ as /."""
    address = re.sub(r"[\x00-\x20]", "", part.get("href", "")).replace("\\", "/")
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    if scheme and scheme[1].lower() not in SCHEMES:
        yield f"scheme of {address!r}"
    leaves = address.startswith("//") or (scheme and scheme[1].lower() != "mailto")
    if leaves and part.get("rel") is None:
        yield f"no rel on {address!r}"


def _leaves_its_box(output: str) -> bool:
    page = html5lib.parse(
        f"<body><div id='box-of-output'>{output}</div><p id='next-to-it'>",
        namespaceHTMLElements=False,
    )
    return [part.get("id") for part in page.find("body")] != ["box-of-output", "next-to-it"]
