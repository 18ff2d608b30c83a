"""The arithmetic of `fair-draw-1`. It asks no table, so that anybody can do the same elsewhere.

Before anybody enters, a seed is chosen and its fingerprint published. When entering ends, the list
of entries is frozen and its hash published. Then the seed, perhaps with a public number that
nobody could know before, decides for each entry; whoever has the seed, the number and the list can
count it again. Every hash is SHA-256 of UTF-8, written in lower-case hex.

An entry with several tickets has as many tries, and the best of them counts. That is the same as
drawing tickets one after another and leaving out those whose owner has won already.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

ALGORITHM = "fair-draw-1"
SEED_BYTES = 32
MOST_TICKETS = 5
VOID = "void"
LINE = re.compile(rf"(?P<entry>[0-9A-Za-z]{{1,40}}),(?P<tickets>[1-{MOST_TICKETS}]|{VOID})")


class Unreadable(ValueError):
    """A line of a list of entries that says nothing; `number` counts from 1."""

    def __init__(self, number: int, line: str) -> None:
        super().__init__(f"line {number} is no entry: {line[:60]!r}")
        self.number = number


@dataclass(frozen=True)
class Ranked:
    """An entry in its place, with the number that put it there, in hex."""

    entry: str
    key: str


def new_seed() -> str:
    """A seed that nobody can guess: 64 hex digits."""
    return secrets.token_hex(SEED_BYTES)


def fingerprint(text: str) -> str:
    """What is published of a seed or a list before the thing itself is."""
    return sha256(text.encode()).hexdigest()


def file_of(entries: Mapping[str, int]) -> str:
    """The list as it is published: `entry,tickets` on lines of their own, in order of their bytes.

    No tickets mean that the entry was struck out; it stays in the list as void.
    """
    lines = sorted(f"{entry},{tickets or VOID}" for entry, tickets in entries.items())
    return "".join(f"{line}\n" for line in lines)


def read(text: str) -> dict[str, int]:
    """The entries of a published list with their tickets, 0 for void. Raises Unreadable."""
    entries: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = LINE.fullmatch(line)
        if found is None or found["entry"] in entries:
            raise Unreadable(number, line)
        entries[found["entry"]] = 0 if found["tickets"] == VOID else int(found["tickets"])
    return entries


def mixed(seed: str, beacon: str, entries_hash: str) -> str:
    """What decides: the seed, the public number or nothing, and what was entered."""
    return fingerprint(f"{seed}|{beacon}|{entries_hash}")


def key_of(mix: str, launch: str, entry: str, tickets: int) -> str:
    """The smallest number of an entry, over its tickets."""
    return min(fingerprint(f"{mix}|{launch}|{entry}|{n}") for n in range(1, tickets + 1))


def ranking(mix: str, launch: str, entries: Mapping[str, int]) -> list[Ranked]:
    """All entries that are not void, the first first; equal keys in the order of their names."""
    keys = ((key_of(mix, launch, one, count), one) for one, count in entries.items() if count)
    return [Ranked(one, key) for key, one in sorted(keys)]


def tickets_for(losses: int) -> int:
    """How many tickets somebody has who lost so often one after another since they last won."""
    return min(1 + losses, MOST_TICKETS)
