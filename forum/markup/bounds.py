"""Limits that keep any text cheap to render, chosen so that nothing written is ever lost."""

from collections.abc import Callable
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Deeper blocks and marks are shown as they were typed.
BLOCK_DEPTH = 16
INLINE_DEPTH = 20
# Empty cells that a text may leave to be filled in by us.
FREE_CELLS = 2000
# Beyond this many tags the text is shown as it was typed, in one block.
MOST_TAGS = 12_000

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_NESTING_RULES = ("blockquote", "list", "spoiler_fold", "footnote_def")


def bounds(md: MarkdownIt) -> None:
    """Put the limits on a parser; call it last, when all rules are there."""
    for name in _NESTING_RULES:
        _wrap(md, name, _not_too_deep)
    _wrap(md, "table", _not_too_wide)
    md.core.ruler.before("text_join", "inline_depth", _flatten_inline)


def _wrap(md: MarkdownIt, name: str, limit: Callable[[_BlockRule], _BlockRule]) -> None:
    for rule in md.block.ruler.__rules__:
        if rule.name == name:
            md.block.ruler.at(name, limit(rule.fn), {"alt": rule.alt})


def _not_too_deep(rule: _BlockRule) -> _BlockRule:
    """Past its own limit the parser drops the rest of the text; ours leaves it as words."""

    def limited(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        return state.level < BLOCK_DEPTH and rule(state, start_line, end_line, silent)

    return limited


def _not_too_wide(rule: _BlockRule) -> _BlockRule:
    """Rows are filled up to the width of the head, which turns a short text into a huge table."""

    def limited(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        if state.env.get("filled_cells", 0) > FREE_CELLS:
            return False
        before = len(state.tokens)
        if not rule(state, start_line, end_line, silent):
            return False
        if silent or _still_fits(state, start_line, before):
            return True
        del state.tokens[before:]
        state.line = start_line
        return False

    return limited


def _still_fits(state: StateBlock, start_line: int, first_token: int) -> bool:
    """Count the cells nobody typed; whether the text may have that many."""
    cells = sum(token.type == "td_open" for token in islice(state.tokens, first_token, None))
    typed = state.src.count("|", state.bMarks[start_line], state.eMarks[state.line - 1])
    filled = state.env.get("filled_cells", 0) + max(0, cells - typed)
    state.env["filled_cells"] = filled
    return bool(filled <= FREE_CELLS)


def _flatten_inline(state: StateCore) -> None:
    """Marks nested deeper than anyone can see become text again."""
    for token in state.tokens:
        if token.type == "inline" and token.children and len(token.children) > 2 * INLINE_DEPTH:
            _flatten(token.children)


def _flatten(children: list[Token]) -> None:
    depth = 0
    for token in children:
        if token.nesting < 0:
            depth -= 1
        if depth >= INLINE_DEPTH and token.nesting and token.type[:4] != "link":
            depth += token.nesting > 0
            token.type, token.tag, token.nesting = "text", "", 0
            token.content, token.attrs = token.markup, {}
        elif token.nesting > 0:
            depth += 1
