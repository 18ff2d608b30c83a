"""HTML from elsewhere, written again in the elements that posts use.

Nothing of the source is passed on: known elements are written anew and closed in order,
others give their words only, and what runs or draws is left out with all it holds. The
result goes through the sanitisers like every other text.
"""

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

from forum.markup.addresses import OUTSIDE_REL, is_allowed, is_outside
from forum.markup.bounds import BLOCK_DEPTH, INLINE_DEPTH, MOST_TAGS
from forum.markup.highlight import Allowance, code_block
from forum.markup.outline import HEADINGS, Outline
from forum.markup.pictures import Wanted, picture_in_link, picture_in_text
from forum.markup.shapes import Picture, Site
from forum.markup.typed import as_typed

_INLINE_TAGS = "a b code del em i ins kbd q s span strong sub summary sup u"
_BLOCK_TAGS = "blockquote details div dl h1 h2 h3 h4 h5 h6 ol p table ul"
_SECTION_TAGS = """
address article aside center fieldset figcaption figure footer form header main nav section
"""
_LEFT_OUT_TAGS = """
applet audio button canvas datalist head iframe map math noembed noframes noscript object
script select style svg template textarea title video
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_PARTS = frozenset(("dd", "dt", "li", "tbody", "td", "th", "thead", "tr"))
_RENAMED = {"strike": "s", "tt": "code", **dict.fromkeys(_SECTION_TAGS.split(), "div")}
# Left out with everything inside them.
_LEFT_OUT = frozenset(_LEFT_OUT_TAGS.split())
# A new part ends the last one like it, but only within the nearest of these.
_ENDS = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr"}, {"table"}),
    "td": ({"td", "th"}, {"tr"}),
    "th": ({"td", "th"}, {"tr"}),
    "thead": ({"thead", "tbody"}, {"table"}),
    "tbody": ({"thead", "tbody"}, {"table"}),
    "a": ({"a"}, set[str]()),
}
_HOLDERS = _BLOCKS | _PARTS
_DEPTH = BLOCK_DEPTH + INLINE_DEPTH

_UPLOAD_IDS = re.compile(r"/uploads/([A-Za-z0-9_-]{22})")
_LANGUAGE = re.compile(r"\blang(?:uage)?-(\S+)")
_ALIGNMENT = re.compile(r"(?:text-align:\s*)?(left|center|right);?\s*")


def translated(source: str, site: Site) -> tuple[str, Mapping[str, Picture]]:
    """The source in our own elements, not yet sanitised, and the uploads it may show."""
    ids = set(_UPLOAD_IDS.findall(source))
    known = site.pictures(ids) if ids else {}
    translator = _Translator(site, known)
    translator.feed(_without_loose_ends(source))
    translator.close()
    return translator.finished(), known


def _without_loose_ends(source: str) -> str:
    """The source with its unfinished tags and comments as words.

    The parser would look for their ends again and again, up to the end of the text.
    """
    # Browsers read "<![" as the start of a comment; the standard library gives up on some.
    source = source.replace("<![", "<! [")
    end_of_tags = source.rfind(">") + 1
    end_of_comments = source.rfind("-->") + 1
    finished, commented = source[:end_of_comments], source[end_of_comments:end_of_tags]
    rest = source[end_of_tags:]
    return finished + commented.replace("<!--", "&lt;!--") + rest.replace("<", "&lt;")


class _Translator(HTMLParser):
    def __init__(self, site: Site, known: Mapping[str, Picture]) -> None:
        super().__init__(convert_charrefs=True)
        self._site, self._known = site, known
        self._allowance, self._outline = Allowance(), Outline()
        self._parts: list[str] = []
        self._words: list[str] = []
        # The open elements: as the source calls them, and as we do.
        self._open: list[tuple[str, str]] = []
        self._left_out: list[str] = []
        self._code: list[str] | None = None
        self._language = ""

    def finished(self) -> str:
        self._end_code()
        self._close_down_to(0)
        html = "".join(self._parts)
        return html if html.count("<") <= MOST_TAGS else as_typed("".join(self._words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}
        name = _RENAMED.get(tag, tag)
        if self._left_out:
            self._left_out += [tag] if tag == self._left_out[0] else []
        elif tag in _LEFT_OUT:
            self._left_out = [tag]
        elif self._code is not None:
            self._in_code(tag, values)
        elif tag == "pre":
            self._close_paragraph()
            self._code, self._language = [], _language(values)
        elif tag in ("br", "hr"):
            self._void(tag)
        elif tag in ("img", "image"):
            self._picture(values)
        elif name in _INLINE or name in _HOLDERS:
            self._element(tag, name, values)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out = self._left_out[1:] if tag == self._left_out[0] else self._left_out
            return
        if tag == "pre":
            self._end_code()
        inline = _RENAMED.get(tag, tag) in _INLINE
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                self._close_down_to(at)
                return
            if inline and self._open[at][1] in _HOLDERS and self._open[at][1] != "p":
                return

    def handle_data(self, data: str) -> None:
        if self._left_out:
            return
        self._words.append(data)
        if self._code is not None:
            self._code.append(data)
        else:
            self._parts.append(escape(data, quote=False))

    def _element(self, tag: str, name: str, values: Mapping[str, str]) -> None:
        self._make_room(name)
        attributes = self._attributes(name, values)
        if len(self._open) >= _DEPTH or (name == "a" and not attributes):
            return
        outermost = not any(ours in _HOLDERS for _, ours in self._open)
        direction = ' dir="auto"' if outermost and name in _BLOCKS else ""
        if name == "blockquote" and "spoiler" in values.get("class", "").split():
            summary = f"<summary>{escape(self._site.spoiler)}</summary>"
            self._open.append((tag, "details"))
            self._parts.append(f'<details class="spoiler"{direction}>{summary}')
        else:
            ours = self._outline.next(name) if name in HEADINGS else name
            self._open.append((tag, ours))
            self._parts.append(f"<{ours}{direction}{attributes}>")

    def _make_room(self, name: str) -> None:
        """End what the new element ends by itself: paragraphs, list items, cells, links."""
        if name in _HOLDERS:
            self._close_paragraph()
        ends, within = _ENDS.get(name, (set(), set()))
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][1] in within:
                return
            if self._open[at][1] in ends:
                self._close_down_to(at)
                return

    def _close_paragraph(self) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][1] == "p":
                self._close_down_to(at)
            elif self._open[at][1] in _HOLDERS:
                return

    def _close_down_to(self, at: int) -> None:
        self._parts += [f"</{name}>" for _, name in reversed(self._open[at:])]
        del self._open[at:]

    def _void(self, tag: str) -> None:
        if tag == "hr":
            self._close_paragraph()
        self._words.append("\n")
        self._parts.append(f"<{tag}>")

    def _picture(self, values: Mapping[str, str]) -> None:
        address = values.get("src", "").strip()
        wanted = Wanted(address, values.get("alt", ""), values.get("title", ""))
        in_link = any(name == "a" for _, name in self._open)
        draw = picture_in_link if in_link or not address else picture_in_text
        self._parts.append(draw(wanted, site=self._site, known=self._known))

    def _in_code(self, tag: str, values: Mapping[str, str]) -> None:
        self._language = self._language or _language(values)
        if tag == "br" and self._code is not None:
            self._code.append("\n")

    def _end_code(self) -> None:
        if self._code is not None:
            code = "".join(self._code).removeprefix("\n")
            self._parts.append(code_block(code, self._language, self._allowance))
            self._code = None

    def _attributes(self, name: str, values: Mapping[str, str]) -> str:
        """What an element may keep of its attributes; the sanitisers look at the values again."""
        if name == "a":
            return self._link(values)
        if name in ("td", "th"):
            found = _ALIGNMENT.fullmatch(values.get("align") or values.get("style", ""))
            return f' class="align-{found[1]}"' if found else ""
        number = {"ol": "start", "li": "value"}.get(name, "")
        return f' {number}="{values[number]}"' if values.get(number, "").isdecimal() else ""

    def _link(self, values: Mapping[str, str]) -> str:
        address = values.get("href", "").strip()
        if not address or not is_allowed(address):
            return ""
        title = f' title="{escape(values["title"])}"' if values.get("title") else ""
        rel = f' rel="{OUTSIDE_REL}"' if is_outside(address, self._site.origin) else ""
        return f' href="{escape(address)}"{title}{rel}'


def _language(values: Mapping[str, str]) -> str:
    found = _LANGUAGE.search(values.get("class", ""))
    return found[1] if found else ""
