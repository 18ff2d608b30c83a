"""What a post itself says: its words without those it quotes and without the noise of code."""

import re

from forum.markup.words import Reader

QUOTE = re.compile(r"<blockquote\b[^>]*>(?:(?!<blockquote\b).)*?</blockquote>", re.DOTALL)
CODE = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")
# Of code, what somebody may remember: words of letters, not signs and numbers.
NAMES = re.compile(r"[^\W\d_]{3,}")
MOST_LAYERS = 50


def by(html: str, text: str) -> str:
    """The post's own words, from its stored html and plain text."""
    if "<blockquote" not in html and "<pre" not in html:
        return text
    for _ in range(MOST_LAYERS):
        # Quotes stand in quotes: the innermost go first.
        html, count = QUOTE.subn(" ", html)
        if not count:
            break
    reader = Reader("")
    reader.feed(CODE.sub(_names, html))
    reader.close()
    return reader.text


def _names(code: re.Match[str]) -> str:
    words = NAMES.findall(TAGS.sub(" ", code.group(1)))
    return f"<p>{' '.join(words)}</p>"
