"""The table: as lines while it is measured, and as Markdown for docs/performance.md."""

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

from forum.kernel import clock
from tests.bench.asking import Weight
from tests.bench.loads import Loaded

PLACE = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- bench begins -->", "<!-- bench ends -->"
HEAD = (
    "| | page | how | a second | p50 ms | p99 ms | CPU ms | of the bare page | queries | bytes "
    "| gzip |"
)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    key: str
    name: str
    how: str
    found: Loaded
    bare: Loaded | None = None
    weight: Weight | None = None
    queries: int | None = None

    @property
    def cells(self) -> list[str]:
        """What stands in the columns."""
        ratio = f"{self.bare.cpu_ms / self.found.cpu_ms:.2f}" if self.bare else "1"
        numbers = self.found
        return [
            self.key,
            self.name,
            self.how,
            f"{numbers.a_second:,.0f}",
            f"{numbers.middle:.2f}",
            f"{numbers.late:.1f}",
            f"{numbers.cpu_ms:.3f}",
            ratio,
            "" if self.queries is None else str(self.queries),
            f"{self.weight.plain:,}" if self.weight else "",
            f"{self.weight.zipped:,}" if self.weight else "",
        ]


@dataclass
class Table:
    """All that one run found."""

    rows: list[Row] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Keep the row and print it."""
        self.rows.append(row)
        widths = (3, 26, 12, 9, 8, 8, 8, 6, 4, 9, 8)
        line = "".join(
            cell.ljust(width) if place < 3 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True))
        )
        print(line, flush=True)

    def say(self, what: str, words: str) -> None:
        """Keep a fact and print it."""
        self.facts.append((what, words))
        print(f"{what}: {words}", flush=True)

    def write(self) -> None:
        """Put the run into docs/performance.md, in place of the one before."""
        text = PLACE.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        after = rest.partition(END)[2]
        PLACE.write_text(f"{before}{BEGIN}\n{self.as_markdown()}\n{END}{after}", encoding="utf-8")

    def as_markdown(self) -> str:
        """The table and the facts below it."""
        lines = [conditions(), "", HEAD, "|---" * HEAD.count(" | ") + "|---|"]
        lines += ["| " + " | ".join(row.cells) + " |" for row in self.rows]
        lines += ["", "| what | figure |", "|---|---|"]
        return "\n".join([*lines, *(f"| {what} | {words} |" for what, words in self.facts)])


def conditions() -> str:
    """When and on what this was measured."""
    loads = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"`bin/bench`, {clock.now():%d %B %Y}, Python {platform.python_version()}, SQLite with "
        f"synchronous=FULL, {os.cpu_count()} cores; load before the end of the run {loads} "
        "(1, 5, 15 minutes; the measured processes themselves make about 2)."
    )
