"""Spoilers: `||within a line||`, and `:::spoiler title` … `:::` around whole paragraphs."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_BAR = "|"
_BARS = "||"
_OPENING = re.compile(r"(:{3,})[ \t]*spoiler(?:[ \t]+(.*))?", re.IGNORECASE)
_CLOSING = re.compile(r":{3,}[ \t]*")


def spoilers(md: MarkdownIt) -> None:
    """Teach the parser both kinds of spoiler."""
    md.inline.add_terminator_char(_BAR)
    md.inline.ruler.before("emphasis", "spoiler", _find_bars)
    md.inline.ruler2.before("emphasis", "spoiler", _pair_bars)
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "spoiler_fold", _fold, {"alt": ends})
    md.add_render_rule("spoiler_fold_open", _open_fold)


def _find_bars(state: StateInline, silent: bool) -> bool:
    """Put each pair of bars on the list of marks that may belong together."""
    if silent or not state.src.startswith(_BARS, state.pos):
        return False
    # Bars hide text only when they touch it, so "a || b" stays what it is. What stands on
    # their other side does not matter: "word||hidden||." is a spoiler as well.
    length = _run_length(state)
    after = state.src[state.pos + length : state.pos + length + 1]
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    state.push("text", "", 0).content = _BAR * length
    if length == len(_BARS):
        state.delimiters.append(
            Delimiter(
                marker=ord(_BAR),
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=bool(after.strip()),
                close=bool(before.strip()),
            )
        )
    state.pos += length
    return True


def _run_length(state: StateInline) -> int:
    end = state.pos
    while end < state.posMax and state.src[end] == _BAR:
        end += 1
    return end - state.pos


def _pair_bars(state: StateInline) -> None:
    """Turn the marks that found a partner into the beginning and the end of a spoiler."""
    lists = [state.delimiters]
    lists += [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in lists:
        for opener in delimiters:
            if opener.marker == ord(_BAR) and opener.end >= 0:
                _make_tag(state.tokens[opener.token], opens=True)
                _make_tag(state.tokens[delimiters[opener.end].token], opens=False)


def _make_tag(token: Token, *, opens: bool) -> None:
    token.type = "spoiler_open" if opens else "spoiler_close"
    token.tag = "span"
    token.nesting = 1 if opens else -1
    token.markup = _BARS
    token.content = ""
    if opens:
        # The keyboard reaches it, and having focus uncovers it: no script is needed.
        token.attrs = {"class": "spoiler", "tabindex": "0"}


def _fold(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block from `:::spoiler` to `:::`, or to the end of what it stands in."""
    opening = (
        None if state.is_code_block(start_line) else _OPENING.fullmatch(_line(state, start_line))
    )
    if not opening or silent:
        return opening is not None
    last_line, after = _end_of_fold(state, start_line, end_line, colons=len(opening[1]))
    old_parent, old_last = state.parentType, state.lineMax
    # Lines must not go on lazily past the end of the fold.
    state.parentType, state.lineMax = "spoiler", last_line

    token = state.push("spoiler_fold_open", "details", 1)
    token.block, token.map, token.info = True, [start_line, last_line], (opening[2] or "").strip()
    state.md.block.tokenize(state, start_line + 1, last_line)
    state.push("spoiler_fold_close", "details", -1).block = True

    state.parentType, state.lineMax = old_parent, old_last
    state.line = after
    return True


def _end_of_fold(
    state: StateBlock, start_line: int, end_line: int, *, colons: int
) -> tuple[int, int]:
    """The line the fold ends at, and the line to go on with."""
    depth = 1
    for line in range(start_line + 1, end_line):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line, line
        text = "" if state.is_code_block(line) else _line(state, line)
        if not text.startswith(":" * colons):
            continue
        depth += bool(_OPENING.fullmatch(text)) - bool(_CLOSING.fullmatch(text))
        if not depth:
            return line, line + 1
    return end_line, end_line


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _open_fold(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[idx]
    title = escapeHtml(token.info or env["site"].spoiler)
    direction = ' dir="auto"' if token.attrGet("dir") else ""
    return f'<details class="spoiler"{direction}><summary>{title}</summary>\n'
