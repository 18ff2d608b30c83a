"""Finding the best documents among the pieces of a Whoosh index."""

import heapq
import math
from collections.abc import Mapping, Sequence

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

# Of so many matches all are weighed; of more, the newest.
MOST_WEIGHED = 10_000
Weighed = tuple[float, int]


def search(pieces: Sequence[Piece], wanted: Wanted) -> Found:
    """Look through the pieces, the newest first, until all is seen or patience ends."""
    patience = Patience()
    rarity = _rarity(pieces, wanted)
    best: list[Weighed] = []
    total = 0
    for piece in sorted(pieces, key=lambda piece: -piece.newest):
        if patience.is_over():
            break
        found = matching(piece, wanted, patience)
        left = MOST_WEIGHED - total
        total += found.bit_count()
        if left > 0 or wanted.newest:
            best += _best_of(piece, found, wanted, rarity=rarity, most=left)
    chosen = heapq.nlargest(wanted.limit, best)
    return Found([ref for _, ref in chosen], total, is_whole=not patience.was_lost)


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
    piece: Piece, found: int, wanted: Wanted, *, rarity: Mapping[str, float], most: int
) -> list[Weighed]:
    days, refs = piece.days, piece.refs
    if wanted.newest or not rarity:
        latest = ((float(days[n]), refs[n]) for n in bits.members(found))
        return heapq.nlargest(wanted.limit, latest)
    documents = list(bits.newest_members(found, most))
    weights = _weights(piece, documents, rarity)
    fresh = {day: freshness(wanted.today - day) for day in {days[n] for n in documents}}
    weighed = (
        (weight * fresh[days[n]], refs[n]) for n, weight in zip(documents, weights, strict=True)
    )
    return heapq.nlargest(wanted.limit, weighed)


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
            named = set(bits.members(titles.bits & bits.bits_of(documents, piece.size)))
            bonus = TITLE_COUNTS * rare
            weights = [
                w + bonus if n in named else w for w, n in zip(weights, documents, strict=True)
            ]
    return weights
