"""What stands in braces in a saved reply, and a text with the values in its place."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from forum.kernel.gaps import gap, gaps_in
from forum.kernel.policy import Invalid

__all__ = ["NAMES", "Filled", "check", "escaped", "fill", "gaps_in", "own_length", "share_of"]

NAMES = ("member", "clause", "quote", "deadline", "appeal_url", "order_hint")
_BRACES = re.compile(r"\{([^{}\n]{0,40})\}")
# Whatever Markdown, or the names of members, could take for a sign of its own: anywhere, inside of
# a word (an address, an emoji), and at the beginning of a line (a list, a heading).
_ANYWHERE = re.compile(r"([\\`*_\[\]<>#|~@&])")
_IN_WORDS = re.compile(r"([.:])(?=\S)")
_AT_BEGINNING = re.compile(r"^(\d*)([-+=.)])")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Filled:
    """A text to put in, and the names of what was not known."""

    text: str
    missing: tuple[str, ...] = ()


def check(body: str) -> None:
    """Raise Invalid when there is something in braces that nobody knows."""
    unknown = [name for name in _BRACES.findall(body) if name not in NAMES]
    if unknown:
        raise Invalid("body", "unknown_variable", name=f"{{{unknown[0]}}}")


def fill(
    body: str, values: Mapping[str, str], *, missing: Mapping[str, str], is_markdown: bool
) -> Filled:
    """The text with its values, letter for letter as they are; a gap where one is not known.

    missing  what a gap is called, by name of variable
    """
    lacking: list[str] = []

    def put(found: re.Match[str]) -> str:
        name = found[1]
        value = " ".join(values.get(name, "").split())
        if not value:
            lacking.append(name)
            return gap(str(missing.get(name, name)))
        # An address must stay one; it is the forum's own.
        return escaped(value) if is_markdown and name != "appeal_url" else value

    text = _BRACES.sub(put, body)
    return Filled(text, tuple(dict.fromkeys(lacking)))


def escaped(value: str) -> str:
    """The value so that Markdown shows it letter for letter, and calls nobody."""
    inside = _IN_WORDS.sub(r"\\\1", _ANYWHERE.sub(r"\\\1", value))
    return _AT_BEGINNING.sub(r"\1\\\2", inside)


def own_length(body: str, told: Collection[str]) -> int:
    """How many letters and digits of a text are in words that were not put in.

    Quotes do not count. That a text was cut up, turned round or put in twice adds nothing.
    """
    typed = "\n".join(line for line in body.splitlines() if not line.lstrip().startswith(">"))
    known = {word for text in told for word in _words(text)}
    return sum(len(word) for word in _words(typed) if word not in known)


def share_of(told: str, body: str) -> float:
    """How much of what was put in still stands in a text, from 0 to 1."""
    words = Counter(_words(told))
    left = words & Counter(_words(body))
    return left.total() / words.total() if words else 1.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
