"""The Markdown parsers: plain ones that follow the specifications, and the forum's own."""

import re
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from forum.markup.addresses import is_allowed
from forum.markup.autolinks import autolinks
from forum.markup.bounds import bounds
from forum.markup.decoration import decoration
from forum.markup.footnotes import footnotes
from forum.markup.names import names
from forum.markup.spoilers import spoilers

Dialect = Literal["commonmark", "gfm"]

# Brackets within brackets; blocks are held at a lower depth, see `bounds`.
_MAX_NESTING = 20
_RANGE = re.compile(r"[^\W_]~[^\W_]")


class _Markdown(MarkdownIt):
    """Markdown without HTML, and with an allow-list of schemes instead of a list of bad ones."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library asks for this name
        return is_allowed(url)


def markdown_html(source: str, dialect: Dialect = "commonmark") -> str:
    """What the specification says, but with HTML as text; not sanitised, for comparison only."""
    return str(_plain_parser(dialect).render(source))


@cache
def forum_parser() -> MarkdownIt:
    """The parser for posts. It keeps nothing between texts, so threads may share it."""
    md = _gfm_parser()
    md.options["tasklists"] = True
    for feature in (footnotes, spoilers, names, decoration, bounds):
        md.use(feature)
    return md


@cache
def _plain_parser(dialect: Dialect) -> MarkdownIt:
    return _gfm_parser() if dialect == "gfm" else _commonmark_parser()


def _gfm_parser() -> MarkdownIt:
    md = _commonmark_parser().enable(["table", "strikethrough"]).use(autolinks)
    md.options["strikethrough_single_tilde"] = True
    md.inline.ruler.before("strikethrough", "range", _range)
    return md


def _range(state: StateInline, silent: bool) -> bool:
    """The sign in "5~10 minutes, 7~9 in winter" strikes nothing out."""
    if silent or not _RANGE.match(state.src, max(0, state.pos - 1)):
        return False
    state.append_pending("~")
    state.pos += 1
    return True


def _commonmark_parser() -> MarkdownIt:
    return _Markdown("commonmark", {"html": False, "maxNesting": _MAX_NESTING})
