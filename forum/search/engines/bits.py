"""Sets of documents as whole numbers: bit n stands for document n, so that `&` is quick."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice

AS_NUMBERS = bytes.maketrans(b"01", b"\x00\x01")


def bits_of(documents: Iterable[int], size: int) -> int:
    """The set of these documents, out of `size`."""
    marks = bytearray(size // 8 + 1)
    for document in documents:
        marks[document >> 3] |= 1 << (document & 7)
    return int.from_bytes(marks, "little")


def all_bits(size: int) -> int:
    """The set of all documents."""
    return (1 << size) - 1


def members(bits: int) -> Iterator[int]:
    """The documents of a set, in their order."""
    marks = f"{bits:b}".encode()[::-1].translate(AS_NUMBERS)
    return compress(range(len(marks)), marks)


def newest(bits: int, most: int) -> int:
    """Of the set the last documents only."""
    surplus = bits.bit_count() - most
    if surplus <= 0:
        return bits
    if most <= 0:
        return 0
    first = next(islice(members(bits), surplus, None))
    return bits >> first << first


def between(values: Sequence[int], bits: int, *, first: int | None, last: int | None) -> int:
    """Those of the set whose value lies between two days, which count too."""
    low = -1 if first is None else first
    high = 2**31 if last is None else last
    return bits_of((d for d in members(bits) if low <= values[d] <= high), len(values))
