"""Reading codes out of a file: one to a line, and what is amiss with which line."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from forum.codes.policy import LONGEST_CODE, MOST_AT_ONCE

# Letters, digits and marks that every shop takes; the first one cannot begin a formula.
LOOKS_RIGHT = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._~#&+-]{{0,{LONGEST_CODE - 1}}}")
HEADINGS = {"code", "codes", "coupon", "coupon code", "discount code", "gutscheincode"}


class Fault(StrEnum):
    """What can be amiss with a line."""

    TWICE = "twice"
    IN_POOL = "in_pool"
    ELSEWHERE = "elsewhere"
    COLUMNS = "columns"
    LOOKS = "looks"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Line:
    """A code, and where in the file it stands, counted from 1."""

    number: int
    code: str

    @property
    def key(self) -> str:
        """What tells codes apart."""
        return self.code.upper()


@dataclass(frozen=True)
class LineFault:
    """What is amiss with one line, and the other line or pool that has the same code."""

    number: int
    code: str
    fault: Fault
    other: str = ""


@dataclass(frozen=True)
class Sheet:
    """What a file holds."""

    lines: Sequence[Line]
    faults: Sequence[LineFault]


def read(typed: str) -> Sheet:
    """The codes of a text with one column, a heading or none, in quotes or not."""
    lines: list[Line] = []
    faults: list[LineFault] = []
    first: dict[str, int] = {}
    for number, cells in _rows(typed):
        line = Line(number, cells[0].strip())
        fault = _fault(line, cells, first, len(lines))
        if fault is None:
            first[line.key] = number
            lines.append(line)
        else:
            faults.append(fault)
            if fault.fault == Fault.TOO_MANY:
                break
    return Sheet(lines, faults)


def against(lines: Sequence[Line], taken: Mapping[str, tuple[bool, str]]) -> Sequence[LineFault]:
    """Which lines hold codes that are there already: key -> whether in this pool, and its label."""
    found = []
    for line in lines:
        if line.key in taken:
            is_here, label = taken[line.key]
            fault = Fault.IN_POOL if is_here else Fault.ELSEWHERE
            found.append(LineFault(line.number, line.code, fault, label))
    return found


def _rows(typed: str) -> Sequence[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(typed.removeprefix("\ufeff"), newline=""))
    found: list[tuple[int, list[str]]] = []
    try:
        found.extend((reader.line_num, row) for row in reader if any(map(str.strip, row)))
    except csv.Error:
        # A line longer than any table's: it is told as one that does not look like a code.
        found.append((reader.line_num, [""]))
    if found and found[0][1][0].strip().lower() in HEADINGS:
        return found[1:]
    return found


def _fault(
    line: Line, cells: Sequence[str], first: Mapping[str, int], taken: int
) -> LineFault | None:
    shown = line.code[:LONGEST_CODE]
    if any(cell.strip() for cell in cells[1:]):
        return LineFault(line.number, shown, Fault.COLUMNS)
    if not LOOKS_RIGHT.fullmatch(line.code):
        return LineFault(line.number, shown, Fault.LOOKS)
    if line.key in first:
        return LineFault(line.number, shown, Fault.TWICE, str(first[line.key]))
    if taken == MOST_AT_ONCE:
        return LineFault(line.number, shown, Fault.TOO_MANY)
    return None
