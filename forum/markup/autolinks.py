"""Bare addresses in running text become links: http, https, www and mail addresses.

The rules are GitHub's, with two changes: an address may follow a letter of a script
that is written without spaces, and `www.` is taken to mean https. Every look ahead is
bounded, so that no text takes more than a time in proportion to its length.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# Letters, digits and marks of any script: everything but controls, spaces and punctuation.
_SIGN = r"[^\x00-/:-@\[-`{-\xa0\s\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]"
_LABEL = rf"{_SIGN}(?:(?:{_SIGN}|[_\-]){{0,61}}{_SIGN})?"
_DOMAIN = rf"(?:{_LABEL}\.){{0,20}}{_LABEL}(?![_\-]|\._)"
# The rest of an address ends at a space, a bracket of Markdown, the marks of a spoiler
# or the full-width punctuation of Chinese and Japanese.
_REST = r"(?:(?!\|\|)[^\s<>\"`\x00-\x20\x7f-\xa0\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f]){0,2000}"
_WEB = re.compile(rf"https?://{_DOMAIN}(?::[0-9]{{1,5}})?(?:[/?#]{_REST})?", re.IGNORECASE)
_WWW = re.compile(rf"www\.{_DOMAIN}(?::[0-9]{{1,5}})?(?:[/?#]{_REST})?", re.IGNORECASE)
_MAIL = re.compile(
    r"(?<![\w.+\-/@])(?:mailto:)?[A-Za-z0-9._+\-]{1,64}"
    r"@(?:[A-Za-z0-9][A-Za-z0-9\-_]{0,62}\.){1,10}[A-Za-z](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?(?![\w@\-])"
)

_TRAILING = frozenset("?!.,:;*_~'\"\u201d\u2019»…]")
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]{1,20};\Z")


def autolinks(md: MarkdownIt) -> None:
    """Teach the parser bare addresses."""
    md.inline.add_terminator_char("w")
    md.inline.add_terminator_char("W")
    md.inline.ruler.push("bare_web_address", _web_address)
    md.inline.ruler.push("bare_www_address", _www_address)
    md.core.ruler.after("inline", "bare_mail_addresses", _mail_addresses)


def _web_address(state: StateInline, silent: bool) -> bool:
    """At the colon of "https://": the scheme has already gone into the pending text."""
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    start = state.pos - _scheme_length(state)
    found = _WEB.match(state.src, start, state.posMax) if start < state.pos else None
    if not found or not _may_begin(state.src, start):
        return False
    address = _without_trailing_marks(found[0])
    return _push_link(state, start=start, shown=address, address=address)


def _www_address(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel or not _may_begin(state.src, state.pos):
        return False
    found = _WWW.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    shown = _without_trailing_marks(found[0])
    return _push_link(state, start=state.pos, shown=shown, address=f"https://{shown}")


def _scheme_length(state: StateInline) -> int:
    """How many letters before the colon are "http" or "https", 0 when they are neither."""
    before = state.src[max(0, state.pos - 5) : state.pos].lower()
    if before == "https" and state.pending[-5:].lower() == "https":
        return 5
    if before.endswith("http") and state.pending[-4:].lower() == "http":
        return 4
    return 0


def _may_begin(text: str, start: int) -> bool:
    """An address does not begin inside a word of a script that puts spaces between words."""
    if start == 0:
        return True
    before = text[start - 1]
    return not (before.isascii() and before.isalnum()) and before not in "/@."


def _without_trailing_marks(address: str) -> str:
    """Leave out what belongs to the sentence: full stops, quotes, a bracket too many."""
    closing_too_many = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ";" and (entity := _ENTITY_AT_END.search(address, max(0, end - 22), end)):
            end = entity.start()
        elif last in _TRAILING:
            end -= 1
        elif last == ")" and closing_too_many > 0:
            closing_too_many -= 1
            end -= 1
        else:
            break
    return address[:end]


def _push_link(state: StateInline, *, start: int, shown: str, address: str) -> bool:
    target = state.md.normalizeLink(address)
    if not state.md.validateLink(target):
        return False
    taken_back = state.pos - start
    if taken_back:
        state.pending = state.pending[:-taken_back]
    for token in _link(shown, target):
        pushed = state.push(token.type, token.tag, token.nesting)
        pushed.content, pushed.attrs = token.content, token.attrs
        pushed.markup, pushed.info = token.markup, token.info
    state.pos = start + len(shown)
    return True


def _mail_addresses(state: StateCore) -> None:
    """Mail addresses hold signs that may mark emphasis, so they are found when that is settled."""
    for inline in state.tokens:
        if inline.type == "inline" and "@" in inline.content:
            inline.children = list(_with_mail_links(inline.children or [], state.md))


def _with_mail_links(children: list[Token], md: MarkdownIt) -> Iterator[Token]:
    in_link = False
    for token in children:
        in_link = token.type == "link_open" or (in_link and token.type != "link_close")
        if token.type != "text" or in_link or "@" not in token.content:
            yield token
            continue
        done = 0
        for found in _MAIL.finditer(token.content):
            yield Token("text", "", 0, content=token.content[done : found.start()])
            address = f"mailto:{found[0].removeprefix('mailto:')}"
            yield from _link(found[0], md.normalizeLink(address))
            done = found.end()
        yield Token("text", "", 0, content=token.content[done:])


def _link(shown: str, address: str) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": address}, markup="autolink", info="auto")
    yield Token("text", "", 0, content=shown)
    yield Token("link_close", "a", -1, markup="autolink", info="auto")
