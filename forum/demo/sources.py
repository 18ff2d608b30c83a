"""Where the words of the demonstration lie, and how their lines are cut."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

WORDS = Path(__file__).parent / "words"
# A bar that stands alone, so that the bars of tables and of code stay what they are.
BAR = re.compile(r"(?:^|\s)\|(?=\s|$)")


def text(name: str) -> str:
    """The whole of one file."""
    return (WORDS / name).read_text(encoding="utf-8")


def files(beginning: str) -> Sequence[str]:
    """The names of all files that begin so, in their order."""
    return sorted(path.name for path in WORDS.glob(f"{beginning}*.txt"))


def rows(name: str) -> Iterator[list[str]]:
    """The lines of a file cut at their bars; remarks are left out."""
    for line in text(name).splitlines():
        if line.strip() and not line.startswith("#"):
            yield cut(line)


def cut(line: str) -> list[str]:
    """The parts of a line between its bars."""
    return [part.strip() for part in BAR.split(line)]


def listed(words: str) -> tuple[str, ...]:
    """The words between commas."""
    return tuple(word.strip() for word in words.split(",") if word.strip())
