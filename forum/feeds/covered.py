"""Spoilers in feeds: feed readers cannot cover them, so a link to the post takes their place."""

import re
from html import escape

# As in absolute.py: the sanitiser wrote this, so every "<" begins a tag, and tags are found without
# reading and writing the html anew.
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>')
COVERED = re.compile(r'\sclass="spoiler"')
VOID = {"br", "hr", "img", "input"}


def without_spoilers(html: str, *, address: str, words: str) -> str:
    """The html without what spoilers hide; these words lead to the address where it can be read.

    The title of a fold stays.
    """
    if "spoiler" not in html:
        return html
    link = f'<a href="{escape(address)}">{escape(words)}</a>'
    return _Cover(html, link, words=escape(words)).made()


class _Cover:
    """Goes through the tags once, and leaves out what stands inside of spoilers."""

    def __init__(self, html: str, link: str, *, words: str) -> None:
        self._html, self._link, self._words = html, link, words
        self._parts: list[str] = []
        self._kept_to = 0
        # The elements that are open, and how many were when the words began to be left out.
        self._open: list[str] = []
        self._hidden_from: int | None = None

    def made(self) -> str:
        """What is left, with the links."""
        for tag in TAG.finditer(self._html):
            if tag[2] in VOID:
                continue
            if tag[1]:
                self._close(tag)
            else:
                self._open_one(tag)
        if self._hidden_from is None:
            self._parts.append(self._html[self._kept_to :])
        return "".join(self._parts)

    def _open_one(self, tag: re.Match[str]) -> None:
        self._open.append(tag[2])
        if self._hidden_from is None and COVERED.search(tag[3]):
            self._keep(tag.start())
            # Only a span covers at once; a fold has a title first.
            if tag[2] == "span":
                # A link inside of a link would end it.
                self._parts.append(self._words if "a" in self._open else self._link)
                self._hidden_from = len(self._open)
            elif tag[2] == "details":
                self._parts.append("<p>")
                self._kept_to = tag.end()
        elif self._hidden_from is None and tag[2] == "summary":
            self._keep(tag.start())
            self._kept_to = tag.end()

    def _close(self, tag: re.Match[str]) -> None:
        if self._open:
            self._open.pop()
        if self._hidden_from is not None:
            if len(self._open) < self._hidden_from:
                self._hidden_from, self._kept_to = None, tag.end()
        elif tag[2] == "summary":
            self._keep(tag.start())
            self._parts.append(f": {self._link}</p>")
            # Up to the end of the fold.
            self._hidden_from = len(self._open)

    def _keep(self, end: int) -> None:
        self._parts.append(self._html[self._kept_to : end])
        self._kept_to = end
