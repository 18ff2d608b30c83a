"""Finding the best documents among the pieces of a Whoosh index."""

import heapq
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from forum.search.engines import bits
from forum.search.engines.engine import (
    TITLE_COUNTS,
    Found,
    Group,
    Patience,
    Wanted,
    freshness,
)
from forum.search.engines.pieces import Piece

# Of many matches so many of the newest are weighed, and so many more of those that have a word in
# their title, or say all words more than once.
NEWEST, NAMED, STRONG = 1_000, 300, 500
Weighed = tuple[float, int]


@dataclass
class Room:
    """How many more documents of each kind may be weighed; pieces come with the newest first."""

    newest: int = NEWEST
    named: int = NAMED
    strong: int = STRONG

    def take(self, piece: Piece, found: int, words: Collection[str]) -> int:
        """Those of the found documents of a piece that are weighed."""
        newest = bits.newest(found, self.newest)
        self.newest -= newest.bit_count()
        if newest == found:
            return found
        left = found & ~newest
        named = 0
        strong = left
        for word in words:
            named |= left & piece.places("title", word)
            said = piece.postings("text", word)
            strong &= said.strong if said else 0
        named = bits.newest(named, self.named)
        strong = bits.newest(strong & ~named, self.strong)
        self.named -= named.bit_count()
        self.strong -= strong.bit_count()
        return newest | named | strong


def search(pieces: Sequence[Piece], wanted: Wanted) -> Found:
    """Look through the pieces, the newest first, until all is seen or patience ends."""
    patience = Patience()
    rarity = _rarity(pieces, wanted)
    best: list[Weighed] = []
    total, room = 0, Room()
    for piece in sorted(pieces, key=lambda piece: -piece.newest):
        # On a machine that is too busy, little is better than nothing.
        if best and patience.is_over():
            break
        found = matching(piece, wanted, patience)
        total += found.bit_count()
        if rarity and not wanted.newest:
            found = room.take(piece, found, rarity)
        if found:
            best += _best_of(piece, found, wanted, rarity)
    chosen = sorted(best, reverse=True)[: wanted.limit]
    lost = patience.was_lost
    return Found([ref for _, ref in chosen], total, is_whole=not lost, was_hurried=lost)


def matching(piece: Piece, wanted: Wanted, patience: Patience) -> int:
    """The set of documents of a piece that are what is wanted."""
    found = piece.live
    for facts in wanted.facts:
        found &= piece.either(facts)
    if wanted.unlike:
        found &= ~piece.either(wanted.unlike)
    for group in wanted.without:
        found &= ~_with(piece, group, wanted, among=found, patience=patience)
    found &= _said(piece, wanted, among=found, patience=patience)
    for ref in wanted.hidden:
        document = piece.document(ref)
        if document is not None:
            found &= ~(1 << document)
    if found and not (wanted.first_day is None and wanted.last_day is None):
        found = bits.between(piece.days, found, first=wanted.first_day, last=wanted.last_day)
    return found


def _said(piece: Piece, wanted: Wanted, *, among: int, patience: Patience) -> int:
    """Where all words and phrases stand, or any of them."""
    if not wanted.groups:
        return among
    if wanted.one_is_enough:
        found = 0
        for group in wanted.groups:
            found |= _with(piece, group, wanted, among=among, patience=patience)
        return found
    for group in wanted.groups:
        among = _with(piece, group, wanted, among=among, patience=patience)
    return among


def _with(piece: Piece, group: Group, wanted: Wanted, *, among: int, patience: Patience) -> int:
    field = "title" if wanted.in_title else "text"
    found = among & piece.group(group, field=field)
    if len(group) > 1 and found:
        return piece.following(group, found, patience)
    return found


def _rarity(pieces: Sequence[Piece], wanted: Wanted) -> Mapping[str, float]:
    """How much it says that a word is there at all: the rarer, the more."""
    words = {word for group in wanted.groups for word in group}
    size = sum(piece.size for piece in pieces)
    found = {}
    for word in () if wanted.newest else words:
        read = [piece.postings("text", word) for piece in pieces]
        count = sum(postings.count for postings in read if postings)
        found[word] = math.log(1 + (size - count + 0.5) / (count + 0.5))
    return found


def _best_of(
    piece: Piece, found: int, wanted: Wanted, rarity: Mapping[str, float]
) -> list[Weighed]:
    days, refs = piece.days, piece.refs
    if wanted.newest or not rarity:
        latest = ((float(days[n]), refs[n]) for n in bits.members(found))
        return heapq.nlargest(wanted.limit, latest)
    documents = list(bits.members(found))
    weights = _weights(piece, documents, rarity)
    fresh = {day: freshness(wanted.today - day) for day in {days[n] for n in documents}}
    weighed = zip(documents, weights, strict=True)
    return [(weight * fresh[days[n]], refs[n]) for n, weight in weighed]


def _weights(piece: Piece, documents: list[int], rarity: Mapping[str, float]) -> list[float]:
    """What the words say in each of the documents; in a title they say more."""
    weights = [0.0] * len(documents)
    for word, rare in rarity.items():
        said = piece.postings("text", word)
        if said is None:
            continue
        strength, factor = said.strength, rare / 255
        weights = [w + factor * strength(n) for w, n in zip(weights, documents, strict=True)]
        titles = piece.postings("title", word)
        if titles is not None:
            named = set(bits.members(titles.bits))
            bonus = TITLE_COUNTS * rare
            weights = [
                w + bonus if n in named else w for w, n in zip(weights, documents, strict=True)
            ]
    return weights
