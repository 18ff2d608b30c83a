"""What a rendered text says in plain words, and what it shows and links."""

import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import unquote

from forum.markup.addresses import is_outside, scheme_of, upload_id

HIDDEN = "…"

_PARAGRAPH_TAGS = "blockquote details div dl h3 h4 h5 h6 hr ol p pre section table ul"
_PARAGRAPHS = frozenset(_PARAGRAPH_TAGS.split())
_LINES = frozenset(("br", "dd", "dt", "li", "summary", "tr"))
_CELLS = frozenset(("td", "th"))
_VOID = frozenset(("br", "hr", "img"))
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MEMBERS = "/members/"


class Reader(HTMLParser):
    """Reads final, sanitised HTML once. It never writes any."""

    def __init__(self, origin: str) -> None:
        super().__init__(convert_charrefs=True)
        self.mentions: dict[str, None] = {}
        self.uploads: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.has_code = False
        self._origin = origin
        self._parts: list[str] = []
        # The line ends owed before the next word.
        self._gap = 0
        self._open: list[tuple[str, str]] = []
        # How many elements were open when the words began to be left out.
        self._hidden_from: int | None = None

    @property
    def text(self) -> str:
        """The words, with an empty line between paragraphs."""
        return "\n".join(line.rstrip() for line in "".join(self._parts).split("\n")).rstrip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        css = values.get("class", "")
        self._break(tag)
        if tag == "img":
            self._say_picture(values.get("alt", "").strip())
            self.uploads[upload_id(values.get("src", ""))] = None
        if tag in _VOID:
            return
        self._open.append((tag, css))
        if tag == "a":
            self._note_link(values.get("href", ""), css)
        self.has_code = self.has_code or tag == "pre"
        if css == "spoiler" and tag == "span":
            self._say(HIDDEN)
            self._hide()
        elif css == "footnote-back":
            self._hide()

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()
        if self._hidden_from is not None and len(self._open) < self._hidden_from:
            self._hidden_from = None
        self._break(tag)
        if tag == "summary" and self._open and self._open[-1] == ("details", "spoiler"):
            self._say(HIDDEN)
            self._hide()

    def handle_data(self, data: str) -> None:
        if not any(tag == "pre" or css == "prose__typed" for tag, css in self._open):
            data = _SPACES.sub(" ", data)
            if self._gap or not self._parts or self._parts[-1][-1:] == " ":
                data = data.lstrip(" ")
        if self._open and self._open[-1] == ("a", "footnote"):
            data = f"[{data}]"
        self._say(data)

    def _note_link(self, address: str, css: str) -> None:
        if css == "mention":
            self.mentions[unquote(address.removeprefix(_MEMBERS))] = None
        elif scheme_of(address) != "mailto" and is_outside(address, self._origin):
            self.links[address] = None
        else:
            self.uploads[upload_id(address, self._origin)] = None

    def _say_picture(self, alt: str) -> None:
        """In brackets, so that a line of plain words does not run on into them."""
        self._say(f"[{alt}]" if alt else "")

    def _hide(self) -> None:
        if self._hidden_from is None:
            self._hidden_from = len(self._open)

    def _break(self, tag: str) -> None:
        lines = 2 if tag in _PARAGRAPHS else 1 if tag in _LINES else 0
        self._gap = max(self._gap, lines)
        if tag in _CELLS and not self._gap and self._parts and self._parts[-1][-1:] != " ":
            self._say(" ")

    def _say(self, words: str) -> None:
        if not words or self._hidden_from is not None:
            return
        if self._parts and self._gap:
            # Code brings its own last line end.
            self._parts.append("\n" * (self._gap - self._parts[-1].endswith("\n")))
        self._gap = 0
        self._parts.append(words)


class _WithoutPictures(Reader):
    def _say_picture(self, alt: str) -> None:
        """Leave it out: where there is room for one line, words come first."""


def words_alone(html: str) -> str:
    """What final, sanitised HTML says, without the descriptions of its pictures."""
    reader = _WithoutPictures("")
    reader.feed(html)
    reader.close()
    return reader.text


def excerpt(text: str, length: int = 180) -> str:
    """The beginning of a text in one line, at most `length` signs, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    end = length - 1
    space = line.rfind(" ", 0, end + 1)
    # Scripts without spaces are cut anywhere but before a mark that belongs to its letter.
    if space > length * 2 // 3:
        end = space
    while end > 1 and _belongs_to_the_sign_before(line, end):
        end -= 1
    return line[:end].rstrip(" ,;:.\u2013\u2014-") + HIDDEN


def _belongs_to_the_sign_before(line: str, at: int) -> bool:
    sign = line[at]
    joins = sign in "\u200d\ufe0f" or "\U0001f3fb" <= sign <= "\U0001f3ff"
    return joins or unicodedata.category(sign)[0] == "M" or line[at - 1] == "\u200d"
