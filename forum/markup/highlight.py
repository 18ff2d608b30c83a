"""Blocks of code: colours by class names of ours, for languages that are known to be quick."""

import re
import time
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String, _TokenType

from forum.markup.languages import languages

# Longer code is shown without colours.
LONGEST = 6000
# So is code with a longer line: a rule that finds prompts takes the square of a line's length.
LONGEST_LINE = 1500
# A single rule of some lexers takes far too long over a run of spaces.
LONGEST_GAP = re.compile(r"\s{100}")
# Some lexers look ahead from every character. Code that makes one of them slow is left plain:
# a text may use this much of the processor's time for its colours.
SECONDS = 0.15
# From this width on a block may not fit a phone, and then the keyboard must be able to scroll it.
NARROW = 36

# The kinds of words we tell apart, the narrower before the wider one.
_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (String, "string"),
    (Number, "number"),
    (Name.Function, "function"),
    (Name.Class, "type"),
    (Name.Exception, "type"),
    (Name.Namespace, "type"),
    (Name.Builtin, "builtin"),
    (Name.Constant, "number"),
    (Name.Tag, "tag"),
    (Name.Attribute, "attribute"),
    (Name.Decorator, "attribute"),
    (Name.Label, "attribute"),
    (Name.Variable, "variable"),
    (Generic.Deleted, "deleted"),
    (Generic.Inserted, "inserted"),
    (Generic.Heading, "heading"),
    (Generic.Subheading, "heading"),
    (Generic.Prompt, "comment"),
    (Generic.Output, "comment"),
    (Generic.Emph, "emphasis"),
    (Generic.Strong, "strong"),
)

CLASSES = frozenset(f"hl-{name}" for _, name in _CLASSES)


@dataclass
class Allowance:
    """What one text may still spend on colours."""

    seconds: float = SECONDS


def code_block(code: str, language: str, allowance: Allowance) -> str:
    """The HTML of a block of code; an unknown language is named but not coloured."""
    word = language.strip().lower()
    alias, label = languages().get(word, ("", ""))
    shown = escape(label or language.strip()[:30])
    named = f' data-language="{shown}"' if shown else ""
    widest = max(map(len, code.split("\n")))
    scrolls = ' tabindex="0"' if widest > NARROW else ""
    started = time.thread_time()
    colours = alias if widest <= LONGEST_LINE else ""
    inner = _coloured(code, colours, started + allowance.seconds) or escape(code, quote=False)
    allowance.seconds -= time.thread_time() - started
    return f'<div class="prose__code"{named}><pre{scrolls}><code>{inner}</code></pre></div>\n'


def _coloured(code: str, alias: str, stop_at: float) -> str:
    """The code with spans around its words; empty when it would take too long."""
    if not alias or len(code) > LONGEST or LONGEST_GAP.search(code):
        return ""
    parts: list[str] = []
    pending, pending_class, seen = "", "", 0
    for kind, value in _lexer_class(alias)(stripnl=False, ensurenl=False).get_tokens(code):
        if time.thread_time() > stop_at:
            return ""
        seen += len(value)
        css = _class_of(kind)
        if css != pending_class and value.strip():
            parts.append(_span(pending, pending_class))
            pending, pending_class = "", css
        pending += value
    parts.append(_span(pending, pending_class))
    # Some lexers change line ends or drop a mark at the start; the author's text comes first.
    return "".join(parts) if seen == len(code) else ""


def _span(text: str, css: str) -> str:
    words = escape(text, quote=False)
    return f'<span class="hl-{css}">{words}</span>' if css and words else words


@lru_cache(maxsize=256)
def _class_of(kind: _TokenType) -> str:
    return next((name for wide, name in _CLASSES if wide in kind.split()), "")


@lru_cache(maxsize=64)
def _lexer_class(alias: str) -> type[Lexer]:
    return find_lexer_class_by_name(alias)
