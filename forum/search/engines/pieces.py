"""Reading one segment of a Whoosh index: its postings as sets of documents, kept while it lives.

A segment never changes but for its deletions, so what was decoded once serves until it is merged.
Only the readers that Whoosh hands over are used here.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from forum.search.engines import bits
from forum.search.engines.engine import Group, Patience

# So many bytes of decoded postings are kept for each segment, for each of its documents.
KEPT_PER_DOCUMENT = 300
KEPT_AT_LEAST = 100_000
OF_ALL = 20
TYPICAL_LENGTH = 80
SATURATION, LENGTH_COUNTS = 1.2, 0.5
STRONGEST = 2.2
# Of 255: what is said more than once, or in few words.
STRONG = 140
NOTHING = 0


@dataclass(frozen=True)
class Postings:
    """Where a word stands: the set of documents, those in which it says much, their number, and
    how much it says in each.
    """

    bits: int
    strong: int
    count: int
    strength: Callable[[int], int]
    weight: int


class Piece:
    """One segment: which documents it has, and what was read of it so far."""

    def __init__(self, reader: Any) -> None:
        self.size: int = reader.doc_count_all()
        self.refs = _column(reader, "ref", "q")
        self.days = _column(reader, "day", "l")
        self.newest = max(self.days, default=0)
        # Where no document of a segment has any words there are no lengths at all.
        lengths = (reader.doc_field_length(n, "text") or 0 for n in range(self.size))
        self._lengths = array("l", lengths)
        self._kept: OrderedDict[tuple[str, str], Postings | None] = OrderedDict()
        self._kept_bytes = 0
        self._by_ref: dict[int, int] = {}
        self._reader: Any = None
        self.use(reader)

    def use(self, reader: Any) -> None:
        """Read on with this reader, which knows what was deleted since."""
        self.close()
        self._reader = reader
        self.live = bits.all_bits(self.size)
        if reader.has_deletions():
            deleted = (n for n in range(self.size) if reader.is_deleted(n))
            self.live &= ~bits.bits_of(deleted, self.size)

    def close(self) -> None:
        """Let go of the files."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def document(self, ref: int) -> int | None:
        """The place of the document with this ref, deleted or not."""
        if not self._by_ref:
            # The last one of a ref is the one that is not deleted.
            self._by_ref = {found: place for place, found in enumerate(self.refs)}
        return self._by_ref.get(ref)

    def live_refs(self) -> Collection[int]:
        """The refs of all documents that were not deleted."""
        return [self.refs[place] for place in bits.members(self.live)]

    def postings(self, field: str, word: str) -> Postings | None:
        """Where the word stands in a field; nothing when it stands nowhere."""
        key = (field, word)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._read(field, word)
        self._kept[key] = found
        self._kept_bytes += 200 + (found.weight if found else 0)
        while self._kept_bytes > max(KEPT_AT_LEAST, KEPT_PER_DOCUMENT * self.size):
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= 200 + (dropped.weight if dropped else 0)
        return found

    def places(self, field: str, word: str) -> int:
        """The set of documents in which the word stands in this field."""
        found = self.postings(field, word)
        return found.bits if found else NOTHING

    def either(self, words: Collection[str]) -> int:
        """The set of documents for which any of these facts holds."""
        found = NOTHING
        for word in words:
            found |= self.places("facts", word)
        return found

    def group(self, group: Group, *, field: str) -> int:
        """The set of documents with all words of a group, in any order."""
        found = self.live
        for word in group:
            found &= self.places(field, word)
            if not found:
                break
        return found

    def following(self, group: Group, among: int, patience: Patience) -> int:
        """Of these documents, those in which the words of the group follow each other."""
        matchers = [self._reader.postings("text", word) for word in group]
        kept = []
        for document in bits.members(among):
            if patience.is_over():
                break
            spots: set[int] = set()
            for step, matcher in enumerate(matchers):
                matcher.skip_to(document)
                now = matcher.value_as("positions")
                spots = {spot - step for spot in now} & spots if step else set(now)
                if not spots:
                    break
            if spots:
                kept.append(document)
        return bits.bits_of(kept, self.size)

    def _read(self, field: str, word: str) -> Postings | None:
        if (field, word) not in self._reader:
            return None
        matcher = self._reader.postings(field, word)
        documents, times = array("l"), array("d")
        while matcher.is_active():
            documents.append(matcher.id())
            times.append(matcher.weight())
            matcher.next()
        found = bits.bits_of(documents, self.size)
        if field != "text":
            return Postings(found, found, len(documents), _no_strength, self.size // 8)
        return self._with_strength(found, documents, times)

    def _with_strength(self, found: int, documents: Any, times: Any) -> Postings:
        """How much a word says in each document: more often is more, in short texts more yet."""
        lengths = self._lengths
        strengths = [
            min(255, int(255 / STRONGEST * time * (SATURATION + 1) / (time + SATURATION * part)))
            for time, part in zip(times, (_part(lengths[d]) for d in documents), strict=True)
        ]
        said = zip(documents, strengths, strict=True)
        strong = bits.bits_of((n for n, strength in said if strength >= STRONG), self.size)
        sets = self.size // 4
        if len(documents) * OF_ALL < self.size:
            few = dict(zip(documents, strengths, strict=True))
            return Postings(found, strong, len(few), lambda n: few.get(n, 0), sets + 100 * len(few))
        many = bytearray(self.size)
        for document, strength in zip(documents, strengths, strict=True):
            many[document] = strength
        return Postings(found, strong, len(documents), many.__getitem__, self.size + sets)


def _part(length: int) -> float:
    return 1 - LENGTH_COUNTS + LENGTH_COUNTS * length / TYPICAL_LENGTH


def _no_strength(document: int) -> int:
    return 0


def _column(reader: Any, name: str, kind: str) -> "array[int]":
    column = reader.column_reader(name)
    return array(kind, (column[place] for place in range(reader.doc_count_all())))
