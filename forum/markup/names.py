"""Names in running text: `@member` becomes a link, `:coffee:` becomes a character."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from forum.markup import emoji

LONGEST_NAME = 30
# A text may call this many people; further names stay words.
MOST_MENTIONS = 50

_NOT_BEFORE_A_MENTION = frozenset("@/.+-=&#\\")
_SEPARATORS = "_-."


@dataclass
class _Run:
    """Neighbouring pieces of text as one, with the places that were escaped on purpose."""

    in_link: bool
    in_address: bool
    text: str = ""
    escaped: set[int] = field(default_factory=set)


def names(md: MarkdownIt) -> None:
    """Teach the parser mentions and emoji; who exists is asked of `env["site"]`."""
    md.core.ruler.before("text_join", "names", _replace_names)


def fold(name: str) -> str:
    """The form in which names are compared: compatible forms and letter case made equal."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _replace_names(state: StateCore) -> None:
    inlines = [token for token in state.tokens if token.type == "inline" and token.children]
    called = [token for token in inlines if "@" in token.content]
    asked = {fold(form) for forms in islice(_calls(called), MOST_MENTIONS) for form in forms}
    members = state.env["site"].members(asked) if asked else {}
    for inline in inlines:
        if "@" in inline.content or emoji.SHORT_NAME.search(inline.content):
            inline.children = list(_rewritten(inline.children or [], members))


def _calls(inlines: Iterable[Token]) -> Iterator[tuple[str, ...]]:
    """What each mention in the text may mean."""
    for inline in inlines:
        for piece in _pieces(inline.children or []):
            if isinstance(piece, _Run):
                for _, forms in _mentions(piece):
                    yield forms


def _pieces(children: list[Token]) -> Iterator[_Run | Token]:
    """Text in whole runs, everything else token by token."""
    run = _Run(in_link=False, in_address=False)
    for token in children:
        if token.type in {"text", "text_special"}:
            if token.type == "text_special":
                run.escaped.update(range(len(run.text), len(run.text) + len(token.content)))
            run.text += token.content
            continue
        if run.text:
            yield run
        opens = token.type == "link_open" or (run.in_link and token.type != "link_close")
        in_address = opens and (run.in_address or token.info == "auto")
        run = _Run(in_link=opens, in_address=in_address)
        yield token
    if run.text:
        yield run


def _mentions(run: _Run) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where a name may begin, and what it may be, the longest first."""
    if run.in_link:
        return
    at = run.text.find("@")
    while at >= 0:
        free = at not in run.escaped and not (at and _is_glue(run.text[at - 1]))
        forms = _forms(run.text[at + 1 : at + 2 + LONGEST_NAME]) if free else ()
        if forms:
            yield at, forms
        at = run.text.find("@", at + 1)


def _is_glue(before: str) -> bool:
    """Whether the sign belongs to what stands before it, as in a mail address."""
    return before in _NOT_BEFORE_A_MENTION or _is_name_sign(before)


def _is_name_sign(sign: str) -> bool:
    return sign.isalnum() or sign in _SEPARATORS or unicodedata.category(sign)[0] == "M"


def _forms(text: str) -> tuple[str, ...]:
    """The names that the text may begin with, the longest first.

    A full stop may end the sentence and not the name; and scripts written without spaces
    go on right behind a Latin name.
    """
    length = next((at for at, sign in enumerate(text) if not _is_name_sign(sign)), len(text))
    bare = len(text[:length].rstrip(_SEPARATORS))
    ends = set(range(max(1, bare), min(length, LONGEST_NAME) + 1))
    ends |= {at for at in range(1, length) if text[at - 1].isascii() and _is_wide(text[at])}
    return tuple(text[:end] for end in sorted(ends, reverse=True))


def _is_wide(sign: str) -> bool:
    """Whether the sign is of Chinese, Japanese or Korean writing."""
    return unicodedata.east_asian_width(sign) in {"W", "F"}


def _rewritten(children: list[Token], members: Mapping[str, str]) -> Iterator[Token]:
    for piece in _pieces(children):
        if isinstance(piece, Token):
            yield piece
            continue
        done = 0
        for at, forms in _mentions(piece):
            form = next((form for form in forms if fold(form) in members), None)
            if form is not None and at >= done:
                yield from _text(piece, done, at)
                yield from _mention(members[fold(form)])
                done = at + 1 + len(form)
        yield from _text(piece, done, len(piece.text))


def _text(run: _Run, start: int, end: int) -> Iterator[Token]:
    """A stretch of the run with its emoji drawn."""
    if start == end:
        return

    def drawn(found: re.Match[str]) -> str:
        escaped = start + found.start() in run.escaped
        return found[0] if escaped else emoji.table().get(found[1], found[0])

    text = run.text[start:end]
    token = Token("text", "", 0)
    token.content = text if run.in_address else emoji.SHORT_NAME.sub(drawn, text)
    yield token


def _mention(username: str) -> Iterator[Token]:
    address = f"/members/{quote(username, safe='')}"
    yield Token("link_open", "a", 1, attrs={"class": "mention", "href": address})
    yield Token("text", "", 0, content=f"@{username}")
    yield Token("link_close", "a", -1)
