"""How a parsed post is drawn: what our pages add to the bare elements of Markdown."""

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from forum.markup.addresses import OUTSIDE_REL, is_outside, upload_id
from forum.markup.highlight import code_block
from forum.markup.outline import Outline
from forum.markup.pictures import Wanted, picture_in_link, picture_in_text

DONE, TO_DO = "☑", "☐"

_POST_ADDRESS = re.compile(r"/p/[0-9]+")
# Link, name, end of the link, and then the colon.
_COLON = 3
_ALIGNMENT = re.compile(r"text-align:(left|center|right)")

_Rule = Callable[[RendererHTML, Sequence[Token], int, OptionsDict, EnvType], str]


def decoration(md: MarkdownIt) -> None:
    """Teach the parser how posts look; the site is `env["site"]`."""
    md.core.ruler.push("decoration", _decorate)
    rules: dict[str, _Rule] = {
        "image": _image,
        "fence": _fence,
        "code_block": _fence,
        "softbreak": _soft_break,
        "table_open": _open_table,
        "table_close": _close_table,
        "list_item_open": _open_item,
    }
    for name, rule in rules.items():
        md.add_render_rule(name, rule)


def _decorate(state: StateCore) -> None:
    site, asked, outline = state.env["site"], set(), Outline()
    for at, token in enumerate(state.tokens):
        if token.type == "heading_open":
            token.tag = state.tokens[at + 2].tag = outline.next(token.tag)
        if token.nesting == 1:
            _decorate_block(token)
            if token.type == "blockquote_open" and _has_source(state.tokens, at):
                token.attrs["class"] = "quote"
        elif token.type == "inline":
            asked |= _decorate_inline(token.children or [], site.origin)
    state.env["pictures"] = site.pictures(asked) if asked else {}


def _decorate_block(token: Token) -> None:
    css = _class_of(token)
    token.attrs.pop("style", None)
    token.attrs.pop("class", None)
    if css:
        token.attrs["class"] = css
    if token.level == 0 and not token.hidden:
        # Inner blocks have none: an outer one finds its direction by looking at their words.
        token.attrs["dir"] = "auto"


def _class_of(token: Token) -> str:
    """Our name for what the parser says in its own way."""
    if token.type == "list_item_open" and "checked" in token.meta:
        return "task task--done" if token.meta["checked"] else "task"
    if token.attrs.get("class") == "contains-task-list":
        return "tasks"
    aligned = _ALIGNMENT.fullmatch(str(token.attrs.get("style", "")))
    return f"align-{aligned[1]}" if aligned else ""


def _decorate_inline(children: list[Token], origin: str) -> set[str]:
    """Mark outside links and pictures in links; gives the uploads that are named."""
    asked: set[str] = set()
    in_link = False
    for token in children:
        if token.type == "link_open":
            in_link = True
            address = str(token.attrs.get("href", ""))
            asked.add(upload_id(address, origin))
            if is_outside(address, origin):
                token.attrs["rel"] = OUTSIDE_REL
        elif token.type == "link_close":
            in_link = False
        elif token.type == "image":
            token.meta["in_link"] = in_link
            asked.add(upload_id(str(token.attrs["src"]), origin))
    return asked - {""}


def _has_source(tokens: list[Token], at: int) -> bool:
    """Whether the quote begins with `[@name](/p/123):`, as the reply button writes it."""
    words = tokens[at + 2].children or [] if len(tokens) > at + 2 else []
    if tokens[at + 1].type != "paragraph_open" or len(words) <= _COLON:
        return False
    return (
        words[0].type == "link_open"
        and _POST_ADDRESS.fullmatch(str(words[0].attrs.get("href", ""))) is not None
        and words[1].content.startswith("@")
        and words[2].type == "link_close"
        and words[_COLON].content.startswith(":")
    )


def _image(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[idx]
    alt = self.renderInlineAsText(token.children, options, env)
    wanted = Wanted(str(token.attrs["src"]), alt, str(token.attrs.get("title", "")))
    draw = picture_in_link if token.meta["in_link"] else picture_in_text
    return draw(wanted, site=env["site"], known=env["pictures"])


def _fence(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[idx]
    words = unescapeAll(token.info).split(maxsplit=1)
    return code_block(token.content, words[0] if words else "", env["allowance"])


def _soft_break(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return "<br>\n" if env["site"].breaks else "\n"


def _open_table(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    # A wide table scrolls in its own box, by keyboard as well.
    return f'<div class="prose__table" tabindex="0">{self.renderToken(tokens, idx, options, env)}'


def _close_table(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table></div>\n"


def _open_item(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    opening = self.renderToken(tokens, idx, options, env)
    if "checked" not in tokens[idx].meta:
        return opening
    # A sign instead of a field: it is read aloud in every language and cannot be pressed.
    sign = DONE if tokens[idx].meta["checked"] else TO_DO
    return f'{opening}<span class="task__box">{sign}</span> '
