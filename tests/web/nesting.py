"""Where a page puts blocks into what holds words alone, so that browsers take it apart."""

import re

WORDS_ALONE = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "button", "label"}
BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
MARK = re.compile(rf"<(/?)({'|'.join(sorted(WORDS_ALONE | BLOCKS))})(?=[\s>])", re.IGNORECASE)
# What stands in these is no part of the page.
APART = re.compile(r"<!--.*?-->|<(script|style|textarea)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


def blocks_in_words(page: str) -> list[str]:
    """Each block that begins within a paragraph, a heading, a button and the like."""
    found, within = [], []
    for mark in MARK.finditer(APART.sub("", page)):
        is_end, tag = bool(mark[1]), mark[2].lower()
        if is_end and tag in within:
            del within[len(within) - 1 - within[::-1].index(tag) :]
        elif not is_end:
            if within and tag in BLOCKS:
                found.append(f"{tag} in {within[-1]}")
            if tag in WORDS_ALONE:
                within.append(tag)
    return found
