"""What a page in the made-up language says outside of its brackets."""

import re
from calendar import day_name, month_name
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

import html5lib

# People, titles and texts in these tests are made of words that begin like this.
OF_PEOPLE = re.compile(r"\bzz\S*", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names that are the same in every language.
NAMES = re.compile(r"\b(Guildhall|Deutsch|English)\b")
# As the calendar of the language has them, and not as anybody wrote them.
CALENDAR = re.compile(rf"\b(?:(?:{'|'.join(month_name[1:])}) \d{{4}}|{'|'.join(day_name)})\b")
KEYS = re.compile(r"\b[a-z_]+\.[a-z0-9_]+\b")
# Moments and sizes follow the language by themselves, without gettext; code and keys are no words.
SILENT = {"code", "data", "kbd", "samp", "script", "style", "time"}
SPOKEN = {"alt", "aria-description", "aria-label", "content", "data-label", "label", "placeholder"}
SPOKEN |= {"title"}
# Of the many <meta> only this one is read by people.
READ_META = {"description"}


def outside(page: str, *, known: Collection[str] = ()) -> list[str]:
    """Every word of the page that did not pass through gettext and was not written by people.

    Keys of settings are words of machines, and so are the known ones.
    """
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    texts = [text.strip() for text in _outside(tree)]
    return [text for text in texts if text not in known and _is_a_word(text)]


def texts(page: str) -> list[str]:
    """All that the page says, piece by piece."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [text for piece in (*_texts(tree), *_attributes(tree)) if (text := piece.strip())]


def _outside(tree: Element) -> Iterator[str]:
    depth = 0
    for text in _texts(tree):
        # One message may hold a link or a moment, so that its brackets stand in two texts.
        depth, rest = _peel(text, depth)
        yield rest
    if depth:
        yield "unbalanced brackets"
    for text in _attributes(tree):
        yield _peel(text, 0)[1]


def _peel(text: str, depth: int) -> tuple[int, str]:
    """How deep in brackets the text ends, and what of it stands outside of them."""
    rest = ""
    for letter in text:
        depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
        rest += letter if depth == 0 else " "
    return depth, rest.replace("⟧", " ")


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in SILENT and not _is_zone(element):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _attributes(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        is_quiet = element.tag in SILENT
        is_quiet |= element.tag == "meta" and element.get("name") not in READ_META
        # Scripts take their words from the attributes of one element.
        is_words = element.tag == "site-words"
        for name, value in element.items():
            if not is_quiet and (name in SPOKEN or (is_words and name.startswith("data-"))):
                yield value


def _is_zone(element: Element) -> bool:
    """Names of time zones come from the list that all systems share."""
    return element.tag == "option" and "/" in (element.get("value") or "")


def _is_a_word(text: str) -> bool:
    for no_word in (OF_PEOPLE, NAMES, CALENDAR, KEYS):
        text = no_word.sub(" ", text)
    return LETTERS.search(text) is not None
