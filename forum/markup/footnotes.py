"""Footnotes `[^1]`: numbered marks in the text, the notes at its end, links both ways."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

# A note that is named more often links back to its first mentions only.
MOST_WAYS_BACK = 5

_ANCHOR = re.compile(r"(?:[a-z][a-z0-9\-]{0,40})?")


def footnotes(md: MarkdownIt) -> None:
    """Teach the parser footnotes; ids begin with `env["anchor"]`."""
    md.use(footnote_plugin)
    md.add_render_rule("footnote_ref", _mark)
    md.add_render_rule("footnote_block_open", _open_notes)
    md.add_render_rule("footnote_block_close", _close_notes)
    md.add_render_rule("footnote_open", _open_note)
    md.add_render_rule("footnote_anchor", _way_back)


def id_prefix(anchor: str) -> str:
    """The beginning of all ids of one text, so that two texts on a page do not clash."""
    if not _ANCHOR.fullmatch(anchor):
        raise ValueError(f"An anchor is a short word of a-z, 0-9 and hyphens, not {anchor!r}.")
    return f"{anchor}-" if anchor else ""


def _number(token: Token) -> str:
    return str(token.meta["id"] + 1)


def _mark_id(token: Token, env: EnvType) -> str:
    again = token.meta.get("subId", 0)
    name = f"{env['id_prefix']}fnref-{_number(token)}"
    return f"{name}-{again + 1}" if again > 0 else name


def _mark(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[idx]
    number = _number(token)
    # Only marks that a note links back to need an id.
    has_way_back = token.meta.get("subId", 0) < MOST_WAYS_BACK
    name = f' id="{_mark_id(token, env)}"' if has_way_back else ""
    return (
        f'<sup><a class="footnote" href="#{env["id_prefix"]}fn-{number}"{name}>{number}</a></sup>'
    )


def _open_notes(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return '<section class="prose__footnotes" dir="auto">\n<ol>\n'


def _close_notes(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return "</ol>\n</section>\n"


def _open_note(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="{env["id_prefix"]}fn-{_number(tokens[idx])}">'


def _way_back(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[idx]
    if token.meta.get("subId", 0) >= MOST_WAYS_BACK:
        return ""
    # The second sign asks for the plain arrow instead of a coloured one.
    return f' <a class="footnote-back" href="#{_mark_id(token, env)}">↩\ufe0e</a>'
